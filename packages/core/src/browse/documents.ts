import { type SQL, sql } from 'drizzle-orm'
import { list, param, plain, type Statement } from '../kernel/index.ts'
import { fold, foldCode } from './fold.ts'

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
const addTexts = [sql`browse_search`, sql`browse_search_words`].map((index) =>
  plain(
    sql`insert into ${index} (rowid, title, words) select number, ${param('title')}, ${param('words')} from browse_documents where product_id = ${param('productId')}`,
  ),
)
const addCodes = plain(
  sql`insert or ignore into browse_codes (code, product_id) select value, ${param('productId')} from json_each(${param('codes')})`,
)
/** The lines that make the index know these products; it must have forgotten them. */
export function documentLines(documents: readonly SearchDocument[]): Statement[] {
  if (documents.length === 0) return []
  return [number({ ids: list(documents.map(({ productId }) => productId)) }), ...documents.flatMap(linesOf)]
}

function linesOf({ productId, title, words, codes }: SearchDocument): Statement[] {
  const texts = { productId, title: fold(title), words: fold(words) }
  const known = [...new Set(codes.map(foldCode).filter((code) => code !== ''))]
  return [
    ...addTexts.map((add) => add(texts)),
    ...(known.length === 0 ? [] : [addCodes({ productId, codes: list(known) })]),
  ]
}

export function forgetDocuments(ids: readonly string[]): Statement[] {
  const asked = { ids: list(ids) }
  return [forgetCodes(asked), ...forgetTexts.map((line) => line(asked))]
}
