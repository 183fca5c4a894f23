import { type SQL, sql } from 'drizzle-orm'
import { insertInto, list, param, plain, type Statement } from '../kernel/index.ts'
import type { FacetLists } from './facet-lines.ts'
import { fold, foldCode } from './fold.ts'
import { browseDocuments } from './schema.ts'

/* The writing side of the full-text search (`search.ts` reads), in SQLite's dialect (FTS5). */

export interface SearchDocument {
  readonly productId: string
  /** Titles in all languages. */
  readonly title: string
  /** Everything else that should be found. */
  readonly words: string
  readonly codes: readonly string[]
}

const listed = (name: string) => sql`(select value from json_each(${param(name)}))`
const forget = (table: SQL) => plain(sql`delete from ${table} where product_id in ${listed('ids')}`)
const forgetCodes = forget(sql`browse_codes`)
const forgetTexts = [sql`browse_search`, sql`browse_search_words`].map((index) =>
  plain(
    sql`delete from ${index} where rowid in (select number from browse_documents where product_id in ${listed('ids')})`,
  ),
)
const number = plain(
  sql`insert or ignore into browse_documents (product_id) select value from json_each(${param('ids')})`,
)
const insert = insertInto(browseDocuments)
const addTexts = [sql`browse_search`, sql`browse_search_words`].map((index) =>
  plain(
    sql`insert into ${index} (rowid, title, words)
      values ((select number from browse_documents where product_id = ${param('productId')}), ${param('title')}, ${param('words')})`,
  ),
)
const addCodes = plain(
  sql`insert or ignore into browse_codes (code, product_id) select value, ${param('productId')} from json_each(${param('codes')})`,
)
/** The lines that make the index know these products, with their facets when they are given, and their codes; it must have forgotten them. */
export function documentLines(documents: readonly SearchDocument[], facets?: FacetLists): Statement[] {
  if (documents.length === 0) return []
  const numbered =
    facets === undefined
      ? [number({ ids: list(documents.map(({ productId }) => productId)) })]
      : documents.map(({ productId }) => insert({ productId, facets: facets.get(productId) ?? [] }))
  return [...numbered, ...documents.flatMap(codeLines)]
}

function codeLines({ productId, codes }: SearchDocument): Statement[] {
  const known = [...new Set(codes.map(foldCode).filter((code) => code !== ''))]
  return known.length === 0 ? [] : [addCodes({ productId, codes: list(known) })]
}

/**
 * The lines that make texts findable. They are to stand at the end of a command: a statement after them that SQLite can undo by itself
 * (one that may write several rows) makes FTS5 write what it has gathered as a piece of its own, which costs three times the row.
 */
export function textLines(documents: readonly SearchDocument[]): Statement[] {
  return documents.flatMap(({ productId, title, words }) => {
    const texts = { productId, title: fold(title), words: fold(words) }
    return addTexts.map((add) => add(texts))
  })
}

export function forgetDocuments(ids: readonly string[]): Statement[] {
  const asked = { ids: list(ids) }
  return [forgetCodes(asked), ...forgetTexts.map((line) => line(asked))]
}
