import { Document } from '../layout/document.tsx'
import { hasFilters } from '../list-query.ts'
import { ProductList } from '../parts/product-list.tsx'
import type { Visit } from '../visit.ts'
import type { ListPageProps } from './collection.tsx'

export function SearchPage({ q, ...list }: ListPageProps & { readonly q: string }) {
  const { visit, facets, query } = list
  const { t } = visit
  const isEmpty = facets.total === 0 && !hasFilters(query)
  return (
    <Document visit={visit} head={{ title: t.searching.title(q) }}>
      <div class="wrap">
        <h1>{q === '' ? t.searching.start : isEmpty ? t.searching.none(q) : t.searching.found(q, facets.total)}</h1>
        {isEmpty ? <SearchHelp visit={visit} /> : <ProductList {...list} path="/search" q={q} />}
      </div>
    </Document>
  )
}

/** Ways on for who found nothing. */
export function SearchHelp({
  visit,
  text = visit.t.searching.help,
}: {
  readonly visit: Visit
  readonly text?: string
}) {
  const { to, language, navigation } = visit
  return (
    <div class="search-help">
      <p>{text}</p>
      <ul class="chips" lang={language}>
        {navigation.map(({ handle, title }) => (
          <li key={handle}>
            <a class="chip" href={to(`/collections/${handle}`)}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
