import { and, eq, sql } from 'drizzle-orm'
import { type Context, param, query, type Statement, update } from '../kernel/index.ts'
import { orderTopic } from './in-full.ts'
import type { Purchase } from './model.ts'
import { type Placed, placeOrder } from './place.ts'
import { orderLines, orders } from './schema.ts'

/** An order that an outside channel has sold already. */
export interface ForeignSale {
  /** Its origin is a channel; prices and taxes are the channel's. */
  readonly purchase: Purchase & { readonly origin: { readonly source: 'channel' } }
  /** The channel has the buyer's money. */
  readonly isPaid: boolean
  /** What else becomes true with it; line ids by the keys of the purchase. */
  readonly also: (order: {
    readonly id: string
    readonly commandId: string
    readonly lineIds: ReadonlyMap<string, string>
  }) => readonly Statement[]
}

/**
 * Takes an order of a channel into the book, as it was sold: once for its origin, however often it is told. What cannot be covered is not
 * refused, since it is sold: it becomes a debt with a task for people, and never a negative number.
 */
export function placeForeignOrder(
  ctx: Context,
  origin: Purchase['origin'] & { readonly source: 'channel' },
  read: () => Promise<ForeignSale>,
): Promise<Placed> {
  return placeOrder(ctx, origin, async () => {
    const { purchase, isPaid, also } = await read()
    const { total } = purchase.totals
    return { purchase, money: { authorized: total, captured: isPaid ? total : 0 }, also, missing: 'owe' }
  })
}

export interface KnownForeignOrder {
  readonly id: string
  /** The account that it came from, which may be gone. */
  readonly externalSource: string
  readonly placedAt: number
  /** By the channel's ids. */
  readonly lines: readonly { readonly id: string; readonly key: string }[]
}

/** Accounts are few, and the index begins with them. */
const accounts = sql`with recursive account(id) as (
  select min(external_source) from orders where external_id is not null
  union all
  select (select min(external_source) from orders where external_source > account.id and external_id is not null)
    from account where account.id is not null)
  select id from account where id is not null`

const called = query((q) =>
  q
    .select({ id: orders.id, externalSource: orders.externalSource, placedAt: orders.placedAt })
    .from(orders)
    .where(and(eq(orders.externalId, param('externalId')), sql`external_source in (${accounts})`)),
)
const linesOf = query((q) =>
  q
    .select({ id: orderLines.id, key: orderLines.lineKey })
    .from(orderLines)
    .where(eq(orderLines.orderId, param('orderId'))),
)

/** Orders that have this number at the channel that they came from, whatever account that was. */
export async function foreignOrdersCalled(ctx: Context, externalId: string): Promise<KnownForeignOrder[]> {
  const found = await ctx.db.all(called, { externalId })
  return Promise.all(
    found.map(async ({ id, externalSource, placedAt }) => {
      const lines = await ctx.db.all(linesOf, { orderId: id })
      return { id, externalSource: externalSource ?? '', placedAt, lines }
    }),
  )
}

const move = update(orders)

/** It goes on under another account. */
export function moveForeignOrder(at: {
  readonly orderId: string
  readonly from: string
  readonly to: string
}): Statement {
  const guard = { changes: 1, refuse: () => 'stale' as const, touches: orderTopic(at.orderId) }
  return move({ id: at.orderId, externalSource: at.from }, { externalSource: at.to }, guard)
}
