import { and, asc, desc, eq, lt } from 'drizzle-orm'
import { reservations } from '../inventory/index.ts'
import {
  type Context,
  decodeCursor,
  encodeCursor,
  etagOf,
  type Http,
  type Page,
  param,
  query,
  queryByShape,
  toPage,
} from '../kernel/index.ts'
import { orderToken } from './access.ts'
import { orderInFull } from './in-full.ts'
import type { AdminOrder, OrderSummary, StoreOrder } from './model.ts'
import { problems } from './problems.ts'
import { adjustmentsOf, linesOf, type OrderRow, orderById } from './reads.ts'
import { orders } from './schema.ts'
import { timelineOf } from './timeline.ts'
import { adminView, storeView, summaryView } from './view.ts'

const allocated = query((q) =>
  q
    .select({
      lineId: reservations.orderLineId,
      locationId: reservations.locationId,
      quantity: reservations.quantity,
      fulfilled: reservations.fulfilled,
      cancelled: reservations.cancelled,
      short: reservations.short,
      status: reservations.status,
      reasons: reservations.reasons,
    })
    .from(reservations)
    .where(eq(reservations.orderId, param('orderId')))
    .orderBy(asc(reservations.id)),
)

const SHOWN_ENTRIES = 50

/** The order as its buyer sees it. */
export async function showToBuyer(ctx: Context, order: OrderRow): Promise<StoreOrder> {
  const [lines, adjustments] = await Promise.all([linesOf(ctx, order.id), adjustmentsOf(ctx, order.id)])
  return storeView({ order, lines, adjustments, token: orderToken(ctx, order.id) })
}

/** The same for an order that was just placed. Throws `orders.notFound`. */
export async function showPlaced(ctx: Context, id: string): Promise<StoreOrder> {
  const placed = await orderInFull(ctx, id)
  if (placed === undefined) throw problems.notFound()
  return storeView({ ...placed, token: orderToken(ctx, id) })
}

/** The order as staff see it: with its money, where it ships from and why, and the latest of what happened. Throws `orders.notFound`. */
async function showToStaff(ctx: Context, id: string): Promise<AdminOrder> {
  const order = await orderById(ctx, id)
  const [lines, adjustments, allocations, timeline] = await Promise.all([
    linesOf(ctx, id),
    adjustmentsOf(ctx, id),
    ctx.db.all(allocated, { orderId: id }),
    timelineOf(ctx, { orderId: id, limit: SHOWN_ENTRIES }),
  ])
  return adminView({
    ...{ order, lines, adjustments },
    allocations: allocations.map(({ reasons, ...allocation }) => ({
      ...allocation,
      reasons: reasons.map(([locationId, why, available]) => ({ locationId, why, available })),
    })),
    timeline: timeline.items,
    token: orderToken(ctx, id),
  })
}

/** The same, with its version as entity tag. */
export async function answerToStaff(ctx: Context, http: Pick<Http, 'set'>, id: string): Promise<AdminOrder> {
  const shown = await showToStaff(ctx, id)
  http.set('ETag', etagOf(shown.version))
  return shown
}

const ofCustomer = queryByShape((q, { after }: { readonly after: boolean }) =>
  q
    .select()
    .from(orders)
    .where(and(eq(orders.customerId, param('customerId')), after ? lt(orders.id, param('after')) : undefined))
    .orderBy(desc(orders.id))
    .limit(param('limit')),
)

interface OwnPage {
  readonly customerId: string
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Orders of one customer, newest first. */
export async function ordersOfCustomer(
  ctx: Context,
  { customerId, limit, cursor }: OwnPage,
): Promise<Page<OrderSummary>> {
  const [after] = cursor === undefined ? [] : decodeCursor('own-orders', cursor, 1)
  const rows = await ctx.db.all(ofCustomer({ after: after !== undefined }), { customerId, after, limit: limit + 1 })
  return toPage(rows, limit, { cursor: ({ id }) => encodeCursor('own-orders', [id]), item: summaryView })
}
