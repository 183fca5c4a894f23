import type { HeadView } from '@vitrine/plugin-storefront/client'
import type { Collection } from '@vitrine/sdk'
import { Document } from '../layout/document.tsx'
import { hasFilters, type ListQuery } from '../list-query.ts'
import { Breadcrumbs } from '../parts/breadcrumbs.tsx'
import type { Facets } from '../parts/facets.tsx'
import { Picture } from '../parts/picture.tsx'
import type { CardProduct } from '../parts/product-card.tsx'
import { ProductList } from '../parts/product-list.tsx'
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
  readonly collection: Pick<Collection, 'title' | 'description' | 'image'>
  readonly head: HeadView
}

export function CollectionPage({ collection, path, head, ...list }: CollectionPageProps) {
  const { visit, query } = list
  const { title, description, image } = collection
  // Only the plain first page is for search engines; the thousand ways to filter it are not.
  const isPlain = !hasFilters(query) && query.cursor === undefined
  return (
    <Document visit={visit} head={isPlain ? head : { title: head.title }}>
      <div class="wrap">
        <Breadcrumbs visit={visit} trail={head.breadcrumbs} />
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
