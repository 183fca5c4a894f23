import { type SQL, sql } from 'drizzle-orm'
import { list, param, plain, type Statement } from '../kernel/index.ts'
import { fold, foldCode, wordsOf } from './fold.ts'

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
const forgetWords = forget(sql`browse_words`)
const forgetTexts = plain(
  sql`delete from browse_search where rowid in (select number from browse_documents where product_id in ${listed('ids')})`,
)
const number = plain(
  sql`insert or ignore into browse_documents (product_id) select value from json_each(${param('ids')})`,
)
const addText = plain(
  sql`insert into browse_search (rowid, title, words) select number, ${param('title')}, ${param('words')} from browse_documents where product_id = ${param('productId')}`,
)
const addCodes = plain(
  sql`insert or ignore into browse_codes (code, product_id) select value, ${param('productId')} from json_each(${param('codes')})`,
)
const addWords = plain(
  sql`insert into browse_words (word, product_id, weight) select value, ${param('productId')}, ${param('weight')} from json_each(${param('words')})`,
)

/** The lines that make the index know these products; it must have forgotten them. */
export function documentLines(documents: readonly SearchDocument[]): Statement[] {
  if (documents.length === 0) return []
  return [number({ ids: list(documents.map(({ productId }) => productId)) }), ...documents.flatMap(linesOf)]
}

const TITLE_WEIGHT = 2
const WEIGHT = 1

function linesOf({ productId, title, words, codes }: SearchDocument): Statement[] {
  const folded = { title: fold(title), words: fold(words) }
  const titleWords = wordsOf(folded.title)
  const inTitle = new Set(titleWords)
  const others = wordsOf(folded.words).filter((word) => !inTitle.has(word))
  const known = [...new Set(codes.map(foldCode).filter((code) => code !== ''))]
  return [
    addText({ productId, ...folded }),
    ...(known.length === 0 ? [] : [addCodes({ productId, codes: list(known) })]),
    addWords({ productId, weight: TITLE_WEIGHT, words: list(titleWords) }),
    ...(others.length === 0 ? [] : [addWords({ productId, weight: WEIGHT, words: list(others) })]),
  ]
}

export function forgetDocuments(ids: readonly string[]): Statement[] {
  const asked = { ids: list(ids) }
  return [forgetCodes(asked), forgetWords(asked), forgetTexts(asked)]
}
