import { asc, eq } from 'drizzle-orm'
import { type Context, param, query, rowBy } from '../kernel/index.ts'
import { problems } from './problems.ts'
import { orderAdjustments, orderLines, orders } from './schema.ts'

export type OrderRow = typeof orders.$inferSelect
export type OrderLineRow = typeof orderLines.$inferSelect
export type OrderAdjustmentRow = typeof orderAdjustments.$inferSelect

/** An order with its lines, in their order. */
export interface OrderAggregate {
  readonly order: OrderRow
  readonly lines: readonly OrderLineRow[]
}

const byId = rowBy(orders, 'id')
const byCart = rowBy(orders, 'cartId')
const linesById = query((q) =>
  q
    .select()
    .from(orderLines)
    .where(eq(orderLines.orderId, param('orderId')))
    .orderBy(asc(orderLines.position)),
)
const adjustmentsById = query((q) =>
  q
    .select()
    .from(orderAdjustments)
    .where(eq(orderAdjustments.orderId, param('orderId')))
    .orderBy(asc(orderAdjustments.position)),
)

export async function findOrder(ctx: Context, id: string): Promise<OrderRow | undefined> {
  return ctx.db.get(byId, { id })
}

/** Throws `orders.notFound`. */
export async function orderById(ctx: Context, id: string): Promise<OrderRow> {
  const found = await ctx.db.get(byId, { id })
  if (found === undefined) throw problems.notFound()
  return found
}

/** The order that a cart became. */
export async function orderOfCart(ctx: Context, cartId: string): Promise<OrderRow | undefined> {
  return ctx.db.get(byCart, { cartId })
}

export async function linesOf(ctx: Context, orderId: string): Promise<OrderLineRow[]> {
  return ctx.db.all(linesById, { orderId })
}

/**
 * Throws `orders.notFound`. The order is read first: whoever changes its lines changes its version, so lines that are newer than it make a
 * plan stale, and older ones there are none.
 */
export async function orderWithLines(ctx: Context, id: string): Promise<OrderAggregate> {
  const order = await orderById(ctx, id)
  return { order, lines: await linesOf(ctx, id) }
}

export async function adjustmentsOf(ctx: Context, orderId: string): Promise<OrderAdjustmentRow[]> {
  return ctx.db.all(adjustmentsById, { orderId })
}
