import { sql } from 'drizzle-orm'
import { type Context, param, query } from '../kernel/index.ts'
import { fold, foldCode, wordsOf } from './fold.ts'

/*
 * Full-text search, with `documents.ts` the one place that speaks SQLite's dialect (FTS5). SKUs and barcodes come first and exactly, then
 * products that have every word or its beginning ("ul" is a hive), then those that have the words inside of others, by three letters at a time.
 * Ranking reads every match, so it is done only where there are few; of many, the newest come first, those with the words in their title before.
 */

/** Pages of a search come from its first thousand. Also the most matches that are ranked. */
export const WINDOW = 1_000

const TITLE_WEIGHT = 10

const byCode = query((q) =>
  q
    .select({ number: sql<number>`d.number`.as('number') })
    .from(sql`browse_codes c join browse_documents d on d.product_id = c.product_id`)
    .where(sql`c.code = ${param('code')}`)
    .limit(WINDOW),
)

const number = { number: sql<number>`rowid`.as('number') }

const isMany = query((q) =>
  q
    .select({ found: sql<number>`1`.as('found') })
    .from(sql`browse_search_words`)
    .where(sql`browse_search_words match ${param('match')}`)
    .limit(1)
    .offset(WINDOW),
)
const best = query((q) =>
  q
    .select(number)
    .from(sql`browse_search_words`)
    .where(sql`browse_search_words match ${param('match')}`)
    .orderBy(sql`bm25(browse_search_words, ${sql.raw(String(TITLE_WEIGHT))}, 1.0), rowid desc`)
    .limit(WINDOW),
)
const newest = query((q) =>
  q
    .select(number)
    .from(sql`browse_search_words`)
    .where(sql`browse_search_words match ${param('match')}`)
    .orderBy(sql`rowid desc`)
    .limit(WINDOW),
)
const inParts = query((q) =>
  q
    .select(number)
    .from(sql`browse_search`)
    .where(sql`browse_search match ${param('match')}`)
    .orderBy(sql`rowid desc`)
    .limit(WINDOW),
)

const beginning = query((q) =>
  q
    .select(number)
    .from(sql`browse_search_words`)
    .where(
      sql`browse_search_words match ${param('match')} and rowid in (select value from json_each(${param('numbers')}))`,
    ),
)

type Reader = Pick<Context, 'db'>

/** Numbers of the documents that have this code, and of those that have every word or its beginning; the best first, at most a thousand. */
export async function byWords(ctx: Reader, text: string): Promise<number[]> {
  const code = foldCode(text)
  if (code === '') return []
  const words = wordsOf(fold(text))
  const found = new Set(numbersOf(await ctx.db.all(byCode, { code })))
  if (words.length > 0) await addWords(ctx, found, words)
  return [...found].slice(0, WINDOW)
}

async function addWords(ctx: Reader, found: Set<number>, words: readonly string[]): Promise<void> {
  const whole = every(words, quoted)
  const begun = every(words, (word) => `${quoted(word)}*`)
  const both = every(words, (word) => `(${quoted(word)} OR ${quoted(word)}*)`)
  if ((await ctx.db.get(isMany, { match: begun })) === undefined)
    return add(found, await ctx.db.all(best, { match: both }))
  for (const match of [inTitle(whole), inTitle(begun), begun]) {
    add(found, await ctx.db.all(newest, { match }))
    if (found.size >= WINDOW) return
  }
}

/** Numbers of the documents that have the longer words inside of others, and the beginnings of the shorter; at most a thousand. */
export async function byParts(ctx: Reader, text: string): Promise<number[]> {
  const words = wordsOf(fold(text))
  const long = words.filter((word) => word.length >= 3)
  const short = words.filter((word) => word.length < 3)
  if (long.length === 0) return []
  const match = every(long, quoted)
  const found = new Set(numbersOf(await ctx.db.all(inParts, { match: inTitle(match) })))
  if (found.size < WINDOW) add(found, await ctx.db.all(inParts, { match }))
  if (short.length === 0) return [...found].slice(0, WINDOW)
  const begun = every(short, (word) => `${quoted(word)}*`)
  const rows = await ctx.db.all(beginning, { match: begun, numbers: JSON.stringify([...found]) })
  const kept = new Set(numbersOf(rows))
  return [...found].filter((number) => kept.has(number))
}

function add(found: Set<number>, rows: readonly { readonly number: number }[]): void {
  for (const { number } of rows) found.add(number)
}

function numbersOf(rows: readonly { readonly number: number }[]): number[] {
  return rows.map(({ number }) => number)
}

function every(words: readonly string[], say: (word: string) => string): string {
  return words.map(say).join(' AND ')
}

function inTitle(match: string): string {
  return `title : (${match})`
}

/** A folded word holds letters and digits only, so that quoting it is all that FTS5's query language needs. */
function quoted(word: string): string {
  return `"${word}"`
}
