import { type SQL, sql } from 'drizzle-orm'
import { type Context, list, param, plain, query, type Statement } from '../kernel/index.ts'
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

export interface SearchDocument {
  readonly productId: string
  /** Titles in all languages. */
  readonly title: string
  /** Everything else that should be found. */
  readonly words: string
  readonly codes: readonly string[]
}

const forget = (table: SQL) => plain(sql`delete from ${table} where product_id = ${param('productId')}`)
const forgetCodes = forget(sql`browse_codes`)
const forgetWords = forget(sql`browse_words`)
const number = plain(sql`insert or ignore into browse_documents (product_id) values (${param('productId')})`)
const forgetText = plain(
  sql`delete from browse_search where rowid = (select number from browse_documents where product_id = ${param('productId')})`,
)
const addText = plain(
  sql`insert into browse_search (rowid, title, words) select number, ${param('title')}, ${param('words')} from browse_documents where product_id = ${param('productId')}`,
)
const addCodes = plain(
  sql`insert or ignore into browse_codes (code, product_id) select value, ${param('productId')} from json_each(${param('codes')})`,
)
const addWords = plain(
  sql`insert or ignore into browse_words (word, product_id, weight) select value, ${param('productId')}, ${param('weight')} from json_each(${param('words')})`,
)

/** Replaces what the index knows of a product. */
export function indexDocument({ productId, title, words, codes }: SearchDocument): Statement[] {
  const titleWords = wordsOf(fold(title))
  return [
    ...forgetDocument(productId),
    number({ productId }),
    addText({ productId, title: fold(title), words: fold(words) }),
    addCodes({ productId, codes: list([...new Set(codes.map(foldCode).filter((code) => code !== ''))]) }),
    addWords({ productId, weight: 2, words: list(titleWords) }),
    addWords({ productId, weight: 1, words: list(wordsOf(fold(words))) }),
  ]
}

export function forgetDocument(productId: string): Statement[] {
  return [forgetCodes({ productId }), forgetWords({ productId }), forgetText({ productId })]
}
