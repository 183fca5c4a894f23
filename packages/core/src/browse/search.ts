import { type SQL, sql } from 'drizzle-orm'
import { type Context, param, query } from '../kernel/index.ts'
import { fold, foldCode, wordsOf } from './fold.ts'

/*
 * Full-text search, with `documents.ts` the one place that speaks SQLite's dialect (FTS5). What is found comes in tiers, the better first:
 * a code exactly; every word in the title, its beginning in the title ("ul" is a hive), the same in any text; then words inside of others,
 * by three letters at a time. A tier is looked for only when the better ones do not fill the page, and within it the newest come first:
 * ranking looks at every match, so only the first tier is ranked, and only where there are few.
 */

/** Pages of a search come from its first thousand. */
export const WINDOW = 1_000
/** No more are ranked. */
const FEW = 250

const byCode = query((q) =>
  q
    .select({ number: sql<number>`d.number`.as('number') })
    .from(sql`browse_codes c join browse_documents d on d.product_id = c.product_id`)
    .where(sql`c.code = ${param('code')}`)
    .limit(WINDOW),
)

const number = { number: sql<number>`rowid`.as('number') }

const matching = (index: SQL) =>
  query((q) =>
    q
      .select(number)
      .from(index)
      .where(sql`${index} match ${param('match')}`)
      .orderBy(sql`rowid desc`)
      .limit(WINDOW),
  )
const inWords = matching(sql`browse_search_words`)
const inParts = matching(sql`browse_search`)

/**
 * The shortest titles first: one that says little beside the words is about them. FTS5 keeps the number of words of each column (its "docsize"
 * table) as a blob that sorts like these numbers; its own ranking reads every product that has one of the words.
 */
const shortest = query((q) =>
  q
    .select({ number: sql<number>`id`.as('number') })
    .from(sql`browse_search_words_docsize`)
    .where(sql`id in (select value from json_each(${param('numbers')}))`)
    .orderBy(sql`sz, id desc`),
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

/** How many tiers there are. */
export const TIERS = 6

/** Numbers of the documents of one tier, at most a thousand; those of better tiers may come again. Every word must be met, in any order. */
export async function tierOf(ctx: Reader, text: string, tier: number): Promise<number[]> {
  const words = wordsOf(fold(text))
  if (tier === 0) return exactly(ctx, text, words)
  if (words.length === 0) return []
  const match = every(words, tier === 2 ? quoted : begun)
  if (tier < 4) return numbersOf(await ctx.db.all(inWords, { match: tier === 1 ? inTitle(match) : match }))
  return inside(ctx, words, tier === 4 ? inTitle : (parts) => parts)
}

async function exactly(ctx: Reader, text: string, words: readonly string[]): Promise<number[]> {
  const code = foldCode(text)
  if (code === '') return []
  const exact = numbersOf(await ctx.db.all(byCode, { code }))
  if (words.length === 0) return exact
  const found = numbersOf(await ctx.db.all(inWords, { match: inTitle(every(words, quoted)) }))
  const isFew = found.length > 1 && found.length <= FEW
  return [...exact, ...(isFew ? numbersOf(await ctx.db.all(shortest, { numbers: JSON.stringify(found) })) : found)]
}

/** The longer words inside of others; of those the ones that have the beginnings of the shorter, which have no three letters. */
async function inside(ctx: Reader, words: readonly string[], where: (match: string) => string): Promise<number[]> {
  const long = words.filter((word) => word.length >= 3)
  const short = words.filter((word) => word.length < 3)
  if (long.length === 0) return []
  const found = numbersOf(await ctx.db.all(inParts, { match: where(every(long, quoted)) }))
  if (short.length === 0 || found.length === 0) return found
  const rows = await ctx.db.all(beginning, { match: every(short, begun), numbers: JSON.stringify(found) })
  const kept = new Set(numbersOf(rows))
  return found.filter((number) => kept.has(number))
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

function begun(word: string): string {
  return `${quoted(word)}*`
}

/** A folded word holds letters and digits only, so that quoting it is all that FTS5's query language needs. */
function quoted(word: string): string {
  return `"${word}"`
}
