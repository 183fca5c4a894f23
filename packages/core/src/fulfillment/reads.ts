import { and, asc, eq } from 'drizzle-orm'
import { type Context, list, oneOf, param, query, rowBy } from '../kernel/index.ts'
import { orderLines } from '../orders/index.ts'
import { problems } from './problems.ts'
import { fulfillmentLines, fulfillmentOrderLines, fulfillmentOrders, fulfillments } from './schema.ts'

export type WorkRow = typeof fulfillmentOrders.$inferSelect
export type FulfillmentRow = typeof fulfillments.$inferSelect

const workById = rowBy(fulfillmentOrders, 'id')

const workOf = query((q) =>
  q
    .select()
    .from(fulfillmentOrders)
    .where(eq(fulfillmentOrders.orderId, param('orderId')))
    .orderBy(asc(fulfillmentOrders.id)),
)

const workLines = query((q) =>
  q
    .select({
      fulfillmentOrderId: fulfillmentOrderLines.fulfillmentOrderId,
      lineId: fulfillmentOrderLines.orderLineId,
      title: orderLines.title,
      sku: orderLines.sku,
      tracked: orderLines.tracked,
      quantity: fulfillmentOrderLines.quantity,
      fulfilled: fulfillmentOrderLines.fulfilled,
    })
    .from(fulfillmentOrderLines)
    .innerJoin(orderLines, eq(orderLines.id, fulfillmentOrderLines.orderLineId))
    .where(oneOf(fulfillmentOrderLines.fulfillmentOrderId, 'ids'))
    .orderBy(asc(fulfillmentOrderLines.fulfillmentOrderId), asc(orderLines.position)),
)

/** A line of work with what people need to pick it. */
export interface WorkLine {
  readonly fulfillmentOrderId: string
  readonly lineId: string
  readonly title: string
  readonly sku: string | null
  readonly tracked: boolean
  readonly quantity: number
  readonly fulfilled: number
}

/** What one location has to send for one order. */
export interface Work {
  readonly order: WorkRow
  readonly lines: readonly WorkLine[]
}

export async function linesOfWork(ctx: Context, ids: readonly string[]): Promise<WorkLine[]> {
  return ids.length === 0 ? [] : ctx.db.all(workLines, { ids: list(ids) })
}

/** Throws `fulfillment.orderNotFound`. */
export async function workWithLines(ctx: Context, id: string): Promise<Work> {
  const [order, lines] = await Promise.all([ctx.db.get(workById, { id }), linesOfWork(ctx, [id])])
  if (order === undefined) throw problems.orderNotFound()
  return { order, lines }
}

/** All work for an order, the oldest first. */
export async function workOfOrder(ctx: Context, orderId: string): Promise<Work[]> {
  const rows = await ctx.db.all(workOf, { orderId })
  const lines = await linesOfWork(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map((order) => ({ order, lines: lines.filter((line) => line.fulfillmentOrderId === order.id) }))
}

const fulfillmentById = rowBy(fulfillments, 'id')

const fulfillmentsByOrder = query((q) =>
  q
    .select()
    .from(fulfillments)
    .where(eq(fulfillments.orderId, param('orderId')))
    .orderBy(asc(fulfillments.id)),
)

const sentLines = query((q) =>
  q
    .select({
      fulfillmentId: fulfillmentLines.fulfillmentId,
      lineId: fulfillmentLines.orderLineId,
      title: orderLines.title,
      sku: orderLines.sku,
      tracked: orderLines.tracked,
      quantity: fulfillmentLines.quantity,
    })
    .from(fulfillmentLines)
    .innerJoin(orderLines, eq(orderLines.id, fulfillmentLines.orderLineId))
    .where(and(oneOf(fulfillmentLines.fulfillmentId, 'ids')))
    .orderBy(asc(orderLines.position)),
)

export interface SentLine {
  readonly fulfillmentId: string
  readonly lineId: string
  readonly title: string
  readonly sku: string | null
  readonly tracked: boolean
  readonly quantity: number
}

/** What left, with its lines. */
export interface Parcel {
  readonly fulfillment: FulfillmentRow
  readonly lines: readonly SentLine[]
}

/** Throws `fulfillment.notFound`. */
export async function parcelById(ctx: Context, id: string): Promise<Parcel> {
  const [fulfillment, lines] = await Promise.all([
    ctx.db.get(fulfillmentById, { id }),
    ctx.db.all(sentLines, { ids: list([id]) }),
  ])
  if (fulfillment === undefined) throw problems.notFound()
  return { fulfillment, lines }
}

/** All that left for an order, the oldest first. */
export async function parcelsOfOrder(ctx: Context, orderId: string): Promise<Parcel[]> {
  const rows = await ctx.db.all(fulfillmentsByOrder, { orderId })
  const lines = rows.length === 0 ? [] : await ctx.db.all(sentLines, { ids: list(rows.map(({ id }) => id)) })
  return rows.map((fulfillment) => ({
    fulfillment,
    lines: lines.filter(({ fulfillmentId }) => fulfillmentId === fulfillment.id),
  }))
}
