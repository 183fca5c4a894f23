import { setImmediate } from 'node:timers/promises'
import {
  type Context,
  deleteFrom,
  insertInto,
  list,
  newestFirst,
  oneOf,
  param,
  query,
  rowBy,
  type ShapeOf,
  type Statement,
  update,
} from '@vitrine/core'
import { and, asc, eq, gt, or, sql } from 'drizzle-orm'
import { books, redirects } from '../schema.ts'
import { ALL, type Book, bookOf, type Shelved } from './book.ts'
import { candidates } from './rules.ts'

export type RedirectRow = typeof redirects.$inferSelect

const bySources = query((q) =>
  q
    .select()
    .from(redirects)
    .where(
      and(oneOf(redirects.source, 'sources'), or(eq(redirects.window, ALL), eq(redirects.window, param('window')))),
    ),
)
const bookVersion = query((q) => q.select({ version: books.version }).from(books))
const rulesAfter = query((q) =>
  q
    .select({
      id: redirects.id,
      window: redirects.window,
      source: redirects.source,
      target: redirects.target,
      status: redirects.status,
    })
    .from(redirects)
    .where(gt(redirects.id, param('after')))
    .orderBy(asc(redirects.id))
    .limit(1_000),
)
const counted = query((q) => q.select({ count: sql<number>`count(*)`.as('count') }).from(redirects))

export const byId = rowBy(redirects, 'id')
export const insertLine = insertInto(redirects)
export const changeLine = update(redirects)
export const deleteLine = deleteFrom(redirects)
const turn = update(books)

/** Redirects from the newest to the oldest; `q` is a part of a source or target. */
export const listRedirects = newestFirst(
  redirects,
  (has: ShapeOf<{ q?: string | undefined; window?: string | undefined }>) => [
    has.window && eq(redirects.window, param('window')),
    has.q && or(sql`instr(${redirects.source}, ${param('q')}) > 0`, sql`instr(${redirects.target}, ${param('q')}) > 0`),
  ],
)

type Db = Pick<Context, 'db'>

/** The rule that this path meets first in a window. */
export async function ruleFor(
  { db }: Db,
  { path, window }: { readonly path: string; readonly window: string },
): Promise<RedirectRow | undefined> {
  const sources = candidates(path)
  const rows = await db.all(bySources, { sources: list(sources), window })
  const own = new Map(rows.filter((row) => row.window === window).map((row) => [row.source, row]))
  const shared = new Map(rows.map((row) => [row.source, row]))
  return sources.map((source) => own.get(source) ?? shared.get(source)).find((row) => row !== undefined)
}

export async function countRedirects({ db }: Db): Promise<number> {
  return (await db.get(counted))?.count ?? 0
}

export interface VersionedBook extends Book {
  readonly version: number
}

/** Everything that there is, read in pieces, as a window meets it. */
export async function readBook(ctx: Db, window: string): Promise<VersionedBook> {
  const version = await versionOf(ctx)
  const rules: Shelved[] = []
  for (let after = ''; ; ) {
    const rows = await ctx.db.all(rulesAfter, { after })
    rules.push(...rows.map(({ id: _, ...rule }) => rule))
    after = rows.at(-1)?.id ?? ''
    if (rows.length < 1_000) break
    // Others are served meanwhile.
    await setImmediate()
  }
  return { ...bookOf(rules, window), version }
}

export async function versionOf({ db }: Db): Promise<number> {
  return (await db.get(bookVersion))?.version ?? 0
}

/** Refuses the command when somebody else changed the redirects since; it is then planned again. */
export function turnedFrom(version: number): Statement {
  return turn({ id: 1, version }, { version: version + 1 }, { changes: 1, refuse: () => 'stale' })
}
