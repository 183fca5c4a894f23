import { and, asc, eq, lte } from 'drizzle-orm'
import type { Job } from '../jobs/index.ts'
import { type Context, DAY, list, oneOf, param, query, run, statement } from '../kernel/index.ts'
import { carts } from './schema.ts'
import { ANY_CART } from './snapshot.ts'

const CHUNK = 200
/** Kept so much longer than they can be opened, so that nothing is cut off that is under way. */
const GRACE = 7 * DAY

const lapsed = query((q) =>
  q
    .select({ id: carts.id })
    .from(carts)
    .where(and(eq(carts.status, 'open'), lte(carts.expiresAt, param('before'))))
    .orderBy(asc(carts.expiresAt))
    .limit(CHUNK),
)

const forget = statement((q) =>
  q.delete(carts).where(and(oneOf(carts.id, 'ids'), eq(carts.status, 'open'), lte(carts.expiresAt, param('before')))),
)

/** Deletes carts that nobody can open any more, with their lines. Answers how many. */
export async function forgetCarts(ctx: Context): Promise<number> {
  const before = ctx.now() - GRACE
  let count = 0
  for (;;) {
    const rows = await ctx.db.all(lapsed, { before })
    if (rows.length === 0 || ctx.request.signal?.aborted === true) return count
    const ids = list(rows.map(({ id }) => id))
    const statements = [forget({ ids, before }, { touches: ANY_CART })]
    await run(ctx, { name: 'cart.forget', plan: () => ({ statements, result: null }) })
    count += rows.length
  }
}

export const forgetJob: Job = {
  name: 'carts/forget',
  every: '1d',
  run: async (ctx) => {
    const count = await forgetCarts(ctx)
    if (count > 0) ctx.log.info({ count }, 'carts forgotten')
  },
}
