import type { HeadView } from '@vitrine/plugin-storefront/client'
import { SHOP } from '../../seed/index.ts'
import { Document } from '../layout/document.tsx'
import { Icon } from '../layout/icon.tsx'
import type { NavigationItem } from '../navigation.ts'
import { Picture } from '../parts/picture.tsx'
import { type CardProduct, ProductGrid } from '../parts/product-card.tsx'
import type { Visit } from '../visit.ts'

export interface Shelf {
  readonly id: string
  readonly title: string
  /** Without language. */
  readonly path: string
  readonly products: readonly CardProduct[]
}

interface HomePageProps {
  readonly visit: Visit
  readonly head: HeadView
  readonly hero: NavigationItem | undefined
  readonly shelves: readonly Shelf[]
}

export function HomePage({ visit, head, hero, shelves }: HomePageProps) {
  const { t, to, language } = visit
  return (
    <Document visit={visit} head={head}>
      <section class="hero">
        {hero?.image && <Picture image={hero.image} alt="" priority sizes="100vw" class="hero-scene" />}
        <div class="wrap">
          <div class="hero-words">
            <h1 lang={language}>{SHOP.tagline[language]}</h1>
            {hero !== undefined && (
              <>
                <p lang={language}>{hero.description.replace(/<[^>]*>/g, '')}</p>
                <p class="hero-links">
                  <a class="button is-primary is-large" href={to(`/collections/${hero.handle}`)}>
                    {t.home.start}
                  </a>
                  <a class="button is-quiet is-large" href={to('/collections/all')}>
                    {t.home.all}
                  </a>
                </p>
              </>
            )}
          </div>
        </div>
      </section>
      <div class="wrap">
        <Promises visit={visit} />
        <Categories visit={visit} />
        {shelves
          .filter(({ products }) => products.length > 0)
          .map(({ id, title, path, products }) => (
            <section class="shelf" key={id} aria-labelledby={id}>
              <div class="shelf-head">
                <h2 id={id}>{title}</h2>
                <a class="shelf-more" href={to(path)} aria-label={`${t.home.seeAll}: ${title}`}>
                  {t.home.seeAll} <Icon name="arrow" />
                </a>
              </div>
              <ProductGrid visit={visit} products={products} level={3} />
            </section>
          ))}
      </div>
    </Document>
  )
}

const ICONS = ['truck', 'check', 'shop'] as const

function Promises({ visit }: { readonly visit: Visit }) {
  return (
    <ul class="promises">
      {visit.t.home.promises.map(({ title, text }, index) => (
        <li key={title}>
          <Icon name={ICONS[index] ?? 'check'} />
          <div>
            <strong>{title}</strong>
            <p>{text}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}

function Categories({ visit }: { readonly visit: Visit }) {
  const { t, to, language, navigation } = visit
  return (
    <section class="shelf" aria-labelledby="categories">
      <h2 id="categories">{t.home.categories}</h2>
      <ul class="categories">
        {navigation
          .filter(({ isCategory }) => isCategory)
          .map(({ handle, title, image, productCount }) => (
            <li key={handle} class="category">
              <Picture image={image} alt="" sizes="(min-width: 60rem) 25vw, 50vw" />
              <h3 lang={language}>
                <a href={to(`/collections/${handle}`)}>{title}</a>
              </h3>
              <p>{t.list.results(productCount)}</p>
            </li>
          ))}
      </ul>
    </section>
  )
}
