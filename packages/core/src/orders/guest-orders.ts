import { and, eq, isNull, sql } from 'drizzle-orm'
import { customerEmailVerified, ownerOfEmail, provenEmails } from '../customers/index.ts'
import { on } from '../events/index.ts'
import { type Context, list, oneOf, param, query, run, statement } from '../kernel/index.ts'
import { orderPlaced } from './events.ts'
import { orderInFull, orderTopic } from './in-full.ts'
import { orders } from './schema.ts'
import { happened } from './timeline.ts'

/* An order of a guest belongs to whoever has proved its e-mail address: not by the address alone, which anybody can type. */

/** So many orders by one command; an older history of one person is longer than a shop has seen. */
const AT_ONCE = 500

const ofGuest = query((q) =>
  q
    .select({ id: orders.id })
    .from(orders)
    .where(and(oneOf(orders.email, 'emails'), isNull(orders.customerId)))
    .limit(AT_ONCE),
)

const give = statement((q) =>
  q
    .update(orders)
    .set({ customerId: sql`${param('customerId')}`, version: sql`version + 1`, updatedAt: sql`${param('now')}` })
    .where(and(eq(orders.id, param('id')), isNull(orders.customerId))),
)

/** Orders that were placed before the address was proved. */
export const claimProven = on(customerEmailVerified, {
  name: 'orders/claim-proven',
  run: async ({ data: { customerId } }, ctx) => {
    const emails = await provenEmails(ctx, customerId)
    const found = await ctx.db.all(ofGuest, { emails: list(emails) })
    await giveTo(
      ctx,
      customerId,
      found.map(({ id }) => id),
    )
  },
})

/** Orders that a known person places without signing in. */
export const claimPlaced = on(orderPlaced, {
  name: 'orders/claim-placed',
  atOnce: 16,
  run: async ({ data: { orderId, customerId } }, ctx) => {
    if (customerId !== null) return
    const email = (await orderInFull(ctx, orderId))?.order.email ?? null
    const owner = email === null ? undefined : await ownerOfEmail(ctx, email)
    if (owner !== undefined) await giveTo(ctx, owner, [orderId])
  },
})

async function giveTo(ctx: Context, customerId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await run(ctx, {
    name: 'order.claim',
    plan: (commandId) => ({
      result: null,
      statements: ids.flatMap((id) => [
        give({ id, customerId, now: ctx.now() }, { changes: 1, refuse: () => 'stale', touches: orderTopic(id) }),
        happened(ctx, { orderId: id, kind: 'claimed', data: { customerId }, commandId }),
      ]),
    }),
  })
}
