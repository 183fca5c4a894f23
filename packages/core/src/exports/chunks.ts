import type { Context, Query } from '../kernel/index.ts'

const CHUNK = 500

/** Rows of a keyset query (`after` and `limit` as parameters), chunk after chunk. */
export async function* chunks<Row>(
  ctx: Pick<Context, 'db'>,
  query: Query<Row>,
  keyOf: (row: Row) => string,
): AsyncGenerator<Row[]> {
  let after = ''
  for (;;) {
    const rows = await ctx.db.all(query, { after, limit: CHUNK })
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows
    after = keyOf(last)
  }
}
