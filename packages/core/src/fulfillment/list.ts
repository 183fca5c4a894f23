import { and, asc, eq, gt } from 'drizzle-orm'
import { type Context, decodeCursor, encodeCursor, type Page, param, queryByShape, toPage } from '../kernel/index.ts'
import type { FulfillmentOrder, FulfillmentOrderStatus } from './model.ts'
import { linesOfWork } from './reads.ts'
import { fulfillmentOrders } from './schema.ts'
import { workView } from './view.ts'

interface Shape extends Record<string, boolean> {
  readonly status: boolean
  readonly location: boolean
  readonly order: boolean
  readonly after: boolean
}

const listed = queryByShape((q, { status, location, order, after }: Shape) =>
  q
    .select()
    .from(fulfillmentOrders)
    .where(
      and(
        status ? eq(fulfillmentOrders.status, param('status')) : undefined,
        location ? eq(fulfillmentOrders.locationId, param('location')) : undefined,
        order ? eq(fulfillmentOrders.orderId, param('order')) : undefined,
        after ? gt(fulfillmentOrders.id, param('after')) : undefined,
      ),
    )
    .orderBy(asc(fulfillmentOrders.id))
    .limit(param('limit')),
)

export interface WorkFilter {
  readonly status?: FulfillmentOrderStatus | undefined
  readonly location?: string | undefined
  readonly order?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Work to be sent, the oldest first. */
export async function listWork(ctx: Context, filter: WorkFilter): Promise<Page<FulfillmentOrder>> {
  const { status, location, order, limit, cursor } = filter
  const [after] = cursor === undefined ? [] : decodeCursor('fulfillment-orders', cursor, 1)
  const shape = {
    status: status !== undefined,
    location: location !== undefined,
    order: order !== undefined,
    after: after !== undefined,
  }
  const rows = await ctx.db.all(listed(shape), { status, location, order, after, limit: limit + 1 })
  const lines = await linesOfWork(
    ctx,
    rows.map(({ id }) => id),
  )
  return toPage(rows, limit, {
    cursor: ({ id }) => encodeCursor('fulfillment-orders', [id]),
    item: (row) => workView({ order: row, lines: lines.filter((line) => line.fulfillmentOrderId === row.id) }),
  })
}
