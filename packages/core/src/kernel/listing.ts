import { and, desc, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { App } from './context.ts'
import { type Query, queryByShape } from './database/query.ts'
import { param } from './database/statement.ts'
import { decodeCursor, encodeCursor, type Page, toPage } from './page.ts'

/** Which of these are set, as the shape of a `queryByShape`. */
export type ShapeOf<Values> = { readonly [Name in keyof Values]?: true }

export function shapeOf<Values extends object>(values: Values): ShapeOf<Values> {
  const set = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(set.map(([name]) => [name, true])) as ShapeOf<Values>
}

export interface Listing<Filters> {
  readonly filters: Filters
  readonly limit: number
  readonly cursor?: string | undefined
}

type Listed = SQLiteTable & { readonly id: SQLiteColumn; readonly createdAt: SQLiteColumn }

/**
 * A list for staff, from the newest row to the oldest, with filters that may be absent; `conditions` gives the condition of each
 * filter that is set, whose value is filled in under its name.
 * @example const list = newestFirst(products, (has: ShapeOf<Filters>) => [has.status && eq(products.status, param('status'))])
 *          await list(ctx, { filters: { status: 'draft' }, limit: 20 })
 */
export function newestFirst<T extends Listed, Filters extends object>(
  table: T,
  conditions: (has: ShapeOf<Filters>) => readonly (SQL | undefined)[],
): (ctx: Pick<App, 'db'>, listing: Listing<Filters>) => Promise<Page<T['$inferSelect']>> {
  type Row = T['$inferSelect'] & { createdAt: number; id: string }
  const older = sql`(${table.createdAt}, ${table.id}) < (${param('afterAt')}, ${param('afterId')})`
  const reading = queryByShape((q, { has, isLater }: { has: ShapeOf<Filters>; isLater: boolean }) =>
    q
      .select()
      .from(table)
      .where(and(...conditions(has), isLater ? older : undefined))
      .orderBy(desc(table.createdAt), desc(table.id))
      .limit(param('limit')),
  ) as unknown as (shape: { has: ShapeOf<Filters>; isLater: boolean }) => Query<Row>
  return async (ctx, { filters, limit, cursor }) => {
    const [afterAt, afterId] = cursor === undefined ? [] : decodeCursor('newest', cursor, 2)
    const read = reading({ has: shapeOf(filters), isLater: cursor !== undefined })
    const rows = await ctx.db.all(read, { ...filters, afterAt, afterId, limit: limit + 1 })
    return toPage(rows, limit, { cursor: (row) => encodeCursor('newest', [row.createdAt, row.id]), item: (row) => row })
  }
}

/** True where one of the columns holds the text of filter `name`, as it is, in lower case or with a capital; see `containing`. */
export function contains(columns: readonly SQLiteColumn[], name: string): SQL {
  const ways = [name, `${name}Lower`, `${name}Capital`]
  const tests = columns.flatMap((column) => ways.map((way) => sql`instr(${column}, ${param(way)}) > 0`))
  return sql`(${sql.join(tests, sql` or `)})`
}

/** The values of `contains`. SQLite folds the case of ASCII only, so the three usual writings are tried. */
export function containing(name: string, text: string | undefined): Record<string, string> {
  if (text === undefined) return {}
  const lower = text.toLowerCase()
  return { [name]: text, [`${name}Lower`]: lower, [`${name}Capital`]: lower.charAt(0).toUpperCase() + lower.slice(1) }
}
