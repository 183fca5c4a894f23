import { Icon } from '../layout/icon.tsx'
import { hasFilters, listAddress, SORTS } from '../list-query.ts'
import { ActiveFilters, FacetForm, type ListPlace } from './facets.tsx'
import { type CardProduct, ProductGrid } from './product-card.tsx'

interface ProductListProps extends ListPlace {
  readonly products: readonly CardProduct[]
  readonly next: string | null
}

export function ProductList(props: ProductListProps) {
  const { visit, products, facets } = props
  const { t } = visit
  return (
    <div class="listing">
      <FacetForm {...props} />
      <div class="listing-main">
        <div class="listing-bar">
          <p class="result-count" role="status">
            {t.list.results(facets.total)}
          </p>
          <SortForm {...props} />
        </div>
        <ActiveFilters {...props} />
        {products.length === 0 ? (
          <div class="empty">
            <p>{t.list.none}</p>
            {hasFilters(props.query) && <p>{t.list.noneHelp}</p>}
          </div>
        ) : (
          <ProductGrid visit={visit} products={products} first={2} />
        )}
        <Paging {...props} />
      </div>
    </div>
  )
}

function SortForm({ visit, path, query, q }: ListPlace) {
  const { t, to } = visit
  const offered = SORTS.filter((sort) => (q === undefined ? sort !== 'relevance' : sort !== 'manual'))
  return (
    <form class="sort-form" action={to(path)} data-instant="">
      {q !== undefined && <input type="hidden" name="q" value={q} />}
      {Object.entries(query.choices).flatMap(([key, values]) =>
        values.map((value) => <input key={key + value} type="hidden" name={key} value={value} />),
      )}
      {query.priceMin !== '' && <input type="hidden" name="price.min" value={query.priceMin} />}
      {query.priceMax !== '' && <input type="hidden" name="price.max" value={query.priceMax} />}
      {query.available && <input type="hidden" name="available" value="true" />}
      <label>
        <span>{t.list.sort}</span>
        <select name="sort">
          {offered.map((sort) => (
            <option key={sort} value={sort} selected={sort === query.sort}>
              {t.list.sortings[sort]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="icon-button" aria-label={t.list.sort}>
        <Icon name="arrow" />
      </button>
    </form>
  )
}

function Paging({ visit, path, query, q, next }: ProductListProps) {
  const { t, to } = visit
  if (next === null && query.cursor === undefined) return null
  return (
    <nav class="paging" aria-label={t.list.pages}>
      {query.cursor !== undefined && (
        <a class="button is-quiet" href={to(listAddress(path, query, { q }))}>
          {t.list.first}
        </a>
      )}
      {next !== null && (
        <a class="button is-quiet" rel="next" href={to(listAddress(path, query, { q, cursor: next }))}>
          {t.list.next}
        </a>
      )}
    </nav>
  )
}
