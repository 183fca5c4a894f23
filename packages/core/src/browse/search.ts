import { sql } from 'drizzle-orm'
import { type Context, list, param, query } from '../kernel/index.ts'
import { fold, foldCode, wordsOf } from './fold.ts'

/*
 * Full-text search, the one place that speaks SQLite's dialect (FTS5): a trigram index for words of three letters and more,
 * a word index for shorter ones ("ul" is a hive), SKUs and barcodes exactly and first.
 */

/** Pages of a search come from its best thousand. */
const WINDOW = 1_000

const TITLE_WEIGHT = 10

const byCode = query((q) =>
  q
    .select({ productId: sql<string>`product_id`.as('product_id') })
    .from(sql`browse_codes`)
    .where(sql`code = ${param('code')}`),
)

const byTrigrams = query((q) =>
  q
    .select({ productId: sql<string>`d.product_id`.as('product_id') })
    .from(sql`browse_search s join browse_documents d on d.number = s.rowid`)
    .where(sql`browse_search match ${param('match')} and (${param('short')} = '[]' or not exists (
      select 1 from json_each(${param('short')}) w where not exists (
        select 1 from browse_words x where x.product_id = d.product_id and x.word >= w.value and x.word < w.value || char(1114111))))`)
    .orderBy(sql`bm25(browse_search, ${sql.raw(String(TITLE_WEIGHT))}, 1.0)`, sql`d.product_id`)
    .limit(WINDOW),
)

const byPrefixes = query((q) =>
  q
    .select({ productId: sql<string>`x.product_id`.as('product_id') })
    .from(
      sql`json_each(${param('words')}) w join browse_words x on x.word >= w.value and x.word < w.value || char(1114111)`,
    )
    .groupBy(sql`x.product_id`)
    .having(sql`count(distinct w.value) = ${param('count')}`)
    .orderBy(sql`max(x.weight) desc`, sql`min(length(x.word))`, sql`x.product_id`)
    .limit(WINDOW),
)

/** Product ids that match every word, best first, at most a thousand. Who may see them is not decided here. */
export async function ranked(ctx: Pick<Context, 'db'>, text: string): Promise<string[]> {
  const words = wordsOf(fold(text))
  const code = foldCode(text)
  if (code === '') return []
  const exact = await ctx.db.all(byCode, { code })
  const long = words.filter((word) => word.length >= 3)
  const short = words.filter((word) => word.length < 3)
  const matching =
    long.length > 0
      ? await ctx.db.all(byTrigrams, { match: long.map(phrase).join(' AND '), short: list(short) })
      : await ctx.db.all(byPrefixes, { words: list(short), count: short.length })
  return [...new Set([...exact, ...matching].map(({ productId }) => productId))].slice(0, WINDOW)
}

/** A folded word holds letters and digits only, so that quoting it is all that FTS5's query language needs. */
function phrase(word: string): string {
  return `"${word}"`
}
