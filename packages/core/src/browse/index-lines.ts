import { sql } from 'drizzle-orm'
import { insertInto, list, param, plain, type Statement } from '../kernel/index.ts'
import { changedLine } from './blocks.ts'
import { documentLines, forgetDocuments, type SearchDocument, textLines } from './documents.ts'
import { facetLines, facetLists } from './facet-lines.ts'
import type { Facet, Name } from './facet-rows.ts'
import { type KnownValues, pairOf } from './known-values.ts'
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
  /** Known ones too. */
  readonly names: Name[]
  readonly documents: SearchDocument[]
}

export function noRows(): IndexRows {
  return { products: [], prices: [], titles: [], stocked: [], facets: [], names: [], documents: [] }
}

const forget = [browsePrices, browseTitles].map((table) =>
  plain(sql`delete from ${table} where product_id in (select value from json_each(${param('ids')}))`),
)

const addPrice = insertInto(browsePrices)
const addTitle = insertInto(browseTitles)
const addNames = plain(sql`insert into browse_names (key, value, language, name, position, swatch)
  select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 from json_each(${param('rows')}) where true
  on conflict (key, value, language) do update set
    name = excluded.name, position = max(position, excluded.position), swatch = excluded.swatch`)

/** What the index knows before. */
export interface Known {
  /** It can know nothing of these products yet, so that there is nothing to forget. */
  readonly areNew: boolean
  readonly values: KnownValues
}

/** The lines that replace what the index knows of these products by these rows. */
export function indexLines(ids: readonly string[], rows: IndexRows, known: Known): Statement[] {
  const asked = { ids: list(ids) }
  const described = known.areNew ? facetLists(ids, rows.facets, known.values) : undefined
  return [
    ...(known.areNew ? [] : [...forget.map((line) => line(asked)), ...forgetDocuments(ids)]),
    ...documentLines(rows.documents, described),
    ...rows.prices.map((row) => addPrice(row)),
    ...rows.titles.map((row) => addTitle(row)),
    ...facetLines(ids, rows.facets, { areNew: known.areNew, areDescribed: described !== undefined }),
    ...stockLines(ids, rows.stocked, known),
    ...listingLines(ids, rows.products, known),
    ...nameLines(rows.names.filter((name) => !isKnown(name, known.values))),
    changedLine(ids),
    ...textLines(rows.documents),
  ]
}

function nameLines(names: readonly Name[]): Statement[] {
  if (names.length === 0) return []
  const rows = names.map((row) => [row.key, row.value, row.language, row.name, row.position, row.swatch])
  return [addNames({ rows: JSON.stringify(rows) }, { touches: NAMES })]
}

/**
 * Names that are known as they are need no writing, and spare every reader of names from learning them anew. Each product has its own
 * order of values, and the furthest place of each counts: S, M, L, XL comes of S, M and M, L, XL.
 */
function isKnown(wanted: Name, values: KnownValues): boolean {
  const known = values.get(pairOf(wanted))?.names.get(wanted.language)
  return known?.name === wanted.name && known.position >= wanted.position && known.swatch === wanted.swatch
}
