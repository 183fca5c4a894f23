import type { ProductCard as Card } from '@vitrine/sdk'
import type { Visit } from '../visit.ts'
import { Picture } from './picture.tsx'
import { Price } from './price.tsx'

/** What a card needs of a product; lists ask for no more. */
export const CARD_FIELDS = [
  'title',
  'image',
  'price',
  'compareAt',
  'lowest30',
  'priceVaries',
  'available',
  'tags',
  'options',
] as const
export type CardProduct = Pick<Card, 'id' | 'handle' | (typeof CARD_FIELDS)[number]>

interface ProductCardProps {
  readonly visit: Visit
  readonly product: CardProduct
  readonly priority?: boolean
  readonly level?: 2 | 3
}

function ProductCard({ visit, product, priority = false, level = 2 }: ProductCardProps) {
  const { t, to, language } = visit
  const { handle, title, image, price, compareAt, lowest30, priceVaries, available, tags, options } = product
  const Heading = `h${level}` as const
  const swatches = options.flatMap(({ values }) => values.flatMap(({ swatch }) => (swatch === null ? [] : [swatch])))
  return (
    <li class="card">
      <div class="card-picture">
        <Picture image={image} alt="" priority={priority} />
        {badge(t, { available, isReduced: compareAt !== null, isNew: tags.includes('new') })}
      </div>
      <Heading class="card-title" lang={language}>
        <a href={to(`/products/${handle}`)}>{title}</a>
      </Heading>
      {swatches.length > 1 && <Swatches colours={swatches} />}
      <Price {...{ t, price, compareAt, lowest30 }} varies={priceVaries} />
    </li>
  )
}

function badge(
  t: Visit['t'],
  {
    available,
    isReduced,
    isNew,
  }: { readonly available: boolean; readonly isReduced: boolean; readonly isNew: boolean },
) {
  if (!available) return <span class="badge is-quiet">{t.product.soldOut}</span>
  if (isReduced) return <span class="badge is-sale">{t.product.sale}</span>
  return isNew ? <span class="badge">{t.product.fresh}</span> : null
}

function Swatches({ colours }: { readonly colours: readonly string[] }) {
  return (
    <svg
      class="swatches"
      width={colours.length * 20}
      height="18"
      viewBox={`0 0 ${colours.length * 20} 18`}
      aria-hidden="true"
    >
      {colours.map((colour, index) => (
        <circle
          key={colour}
          cx={index * 20 + 9}
          cy="9"
          r="7.5"
          fill={colour}
          stroke="currentColor"
          stroke-opacity="0.35"
        />
      ))}
    </svg>
  )
}

export function ProductGrid({
  visit,
  products,
  level = 2,
  first = 0,
}: {
  readonly visit: Visit
  readonly products: readonly CardProduct[]
  readonly level?: 2 | 3
  /** How many of the first pictures are seen at once. */
  readonly first?: number
}) {
  return (
    <ul class="grid">
      {products.map((product, index) => (
        <ProductCard key={product.id} visit={visit} product={product} priority={index < first} level={level} />
      ))}
    </ul>
  )
}
