import { sql } from 'drizzle-orm'
import { list, param, plain, type Statement } from '../kernel/index.ts'
import { changedLine } from './blocks.ts'
import { documentLines, forgetDocuments, type SearchDocument } from './documents.ts'
import { facetLines } from './facet-lines.ts'
import type { Facet, Name } from './facet-rows.ts'
import { listingLines } from './listings.ts'
import { NAMES } from './names.ts'
import { browsePrices, type browseProducts, browseTitles } from './schema.ts'
import { stockLines } from './stock-index.ts'

/** Everything that the index knows of some products, as rows of its tables. */
export interface IndexRows {
  readonly products: (typeof browseProducts.$inferInsert)[]
  readonly prices: (typeof browsePrices.$inferInsert)[]
  readonly titles: (typeof browseTitles.$inferInsert)[]
  /** Products of which is to be said whether they can be had. */
  readonly stocked: string[]
  readonly facets: Facet[]
  readonly names: Name[]
  readonly documents: SearchDocument[]
}

export function noRows(): IndexRows {
  return { products: [], prices: [], titles: [], stocked: [], facets: [], names: [], documents: [] }
}

const forget = [browsePrices, browseTitles].map((table) =>
  plain(sql`delete from ${table} where product_id in (select value from json_each(${param('ids')}))`),
)

/* Rows of one table go in together, as one list: a statement for each would cost more outside the database than within. */

const addPrices = plain(sql`insert into browse_prices (market_id, currency, product_id, amount)
  select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(${param('rows')})`)
const addTitles = plain(sql`insert into browse_titles (language, product_id, title)
  select value ->> 0, value ->> 1, value ->> 2 from json_each(${param('rows')})`)
const addNames = plain(sql`insert into browse_names (key, value, language, name, position, swatch)
  select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 from json_each(${param('rows')}) where true
  on conflict (key, value, language) do update set
    name = excluded.name, position = max(position, excluded.position), swatch = excluded.swatch`)

type Cell = string | number | null
type AddRows = typeof addPrices

const added = (add: AddRows, rows: readonly (readonly Cell[])[], touches?: string): Statement[] =>
  rows.length === 0 ? [] : [add({ rows: JSON.stringify(rows) }, touches === undefined ? {} : { touches })]

/** The lines that replace what the index knows of these products by these rows. */
export function indexLines(ids: readonly string[], rows: IndexRows): Statement[] {
  const asked = { ids: list(ids) }
  return [
    ...forget.map((line) => line(asked)),
    ...forgetDocuments(ids),
    ...documentLines(rows.documents),
    ...added(
      addPrices,
      rows.prices.map((row) => [row.marketId, row.currency, row.productId, row.amount]),
    ),
    ...added(
      addTitles,
      rows.titles.map((row) => [row.language, row.productId, row.title]),
    ),
    ...facetLines(ids, rows.facets),
    ...stockLines(ids, rows.stocked),
    ...listingLines(ids, rows.products),
    ...added(
      addNames,
      rows.names.map((row) => [row.key, row.value, row.language, row.name, row.position, row.swatch]),
      NAMES,
    ),
    changedLine(ids),
  ]
}
