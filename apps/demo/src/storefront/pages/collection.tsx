import type { Collection } from '@vitrine/sdk'
import { Document } from '../layout/document.tsx'
import { hasFilters, type ListQuery } from '../list-query.ts'
import { Breadcrumbs, breadcrumbList } from '../parts/breadcrumbs.tsx'
import type { Facets } from '../parts/facets.tsx'
import { Picture } from '../parts/picture.tsx'
import type { CardProduct } from '../parts/product-card.tsx'
import { ProductList } from '../parts/product-list.tsx'
import { plain } from '../product/product-data.ts'
import type { Visit } from '../visit.ts'

export interface ListPageProps {
  readonly visit: Visit
  readonly query: ListQuery
  readonly products: readonly CardProduct[]
  readonly next: string | null
  readonly facets: Facets
}

interface CollectionPageProps extends ListPageProps {
  readonly path: string
  readonly collection: Pick<Collection, 'title' | 'description' | 'image' | 'seo'>
}

export function CollectionPage({ collection, path, ...list }: CollectionPageProps) {
  const { visit, query } = list
  const { title, description, image, seo } = collection
  const trail = [{ title, path }]
  // Only the plain first page is for search engines; the thousand ways to filter it are not.
  const isPlain = !hasFilters(query) && query.cursor === undefined
  return (
    <Document
      visit={visit}
      head={{
        title: seo.title ?? title,
        description: seo.description ?? plain(description),
        canonical: isPlain ? path : undefined,
        image: image?.url,
        jsonLd: [breadcrumbList(visit, trail)],
      }}
    >
      <div class="wrap">
        <Breadcrumbs visit={visit} trail={trail} />
        <header class="list-head">
          <div>
            <h1 lang={visit.language}>{title}</h1>
            <div class="prose" lang={visit.language} dangerouslySetInnerHTML={{ __html: description }} />
          </div>
          {image !== null && (
            <Picture image={image} alt="" priority sizes="(min-width: 60rem) 50vw, 100vw" class="list-scene" />
          )}
        </header>
        <ProductList {...list} path={path} />
      </div>
    </Document>
  )
}
