import type { ProductCard } from '@vitrine/sdk'
import type { Visit } from '../visit.ts'
import { Picture } from './picture.tsx'

interface SuggestionsProps {
  readonly visit: Visit
  readonly q: string
  readonly products: readonly Pick<ProductCard, 'id' | 'handle' | 'title' | 'image' | 'price' | 'priceVaries'>[]
}

/** What the search found while somebody types: links, as everywhere. */
export function Suggestions({ visit, q, products }: SuggestionsProps) {
  const { t, to, language } = visit
  if (products.length === 0) return <p class="muted">{t.searching.none(q)}</p>
  return (
    <ul aria-label={t.search.suggestions}>
      {products.map(({ id, handle, title, image, price, priceVaries }) => (
        <li key={id}>
          <a href={to(`/products/${handle}`)}>
            <Picture image={image} alt="" sizes="3rem" />
            <span lang={language}>{title}</span>
            <span class="muted">
              {priceVaries && `${t.product.from} `}
              {price?.formatted}
            </span>
          </a>
        </li>
      ))}
      <li>
        <a class="all" href={to(`/search?q=${encodeURIComponent(q)}`)}>
          {t.searching.all(q)}
        </a>
      </li>
    </ul>
  )
}
