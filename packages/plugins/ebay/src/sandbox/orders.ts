import { Hono } from 'hono'
import * as v from 'valibot'
import { keepOrder } from './keep-order.ts'
import { refund } from './refunds.ts'
import { refuse } from './refuse.ts'
import type { Body, StoredOrder, World } from './world.ts'

const FILTER = /^lastmodifieddate:\[([^\]]+?)\.\.([^\]]*)\]$/
const MOST = 200
const Shipment = v.strictObject({
  lineItems: v.pipe(
    v.array(v.strictObject({ lineItemId: v.string(), quantity: v.pipe(v.number(), v.integer(), v.minValue(1)) })),
    v.minLength(1),
  ),
  shippedDate: v.optional(v.string()),
  shippingCarrierCode: v.optional(v.string()),
  trackingNumber: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9]+$/))),
})

/** Orders as sellers read them, what was sent, and what is paid back. */
export function orderRoutes(world: World): Hono {
  const app = new Hono()
  app.get('/order', (c) => c.json(page(world, c.req.query())))
  app.get('/order/:id', (c) => c.json(requireOrder(world, c.req.param('id'), 'seen').order))
  app.get('/order/:id/shipping_fulfillment', (c) => {
    const { shipments } = requireOrder(world, c.req.param('id'), 'seen')
    return c.json({ fulfillments: shipments, total: shipments.length })
  })
  app.post('/order/:id/shipping_fulfillment', async (c) => {
    const stored = requireOrder(world, c.req.param('id'))
    const id = ship(world, stored, await c.req.json())
    const location = `${world.kit.url()}/sell/fulfillment/v1/order/${stored.orderId}/shipping_fulfillment/${id}`
    return c.json({}, 201, { location })
  })
  app.post('/order/:id/issue_refund', async (c) =>
    c.json(refund(world, requireOrder(world, c.req.param('id')), await c.req.json())),
  )
  return app
}

export function requireOrder({ orders }: World, id: string, as: 'get' | 'seen' = 'get'): StoredOrder {
  const order = orders[as](id)
  if (order === undefined) throw refuse({ status: 404, errorId: 32100, message: `Invalid order ID: ${id}` })
  return order
}

function page(world: World, query: Readonly<Record<string, string>>): Body {
  const [, from, to] = FILTER.exec(query.filter ?? '') ?? []
  if (from === undefined || Number.isNaN(Date.parse(from)))
    throw refuse({ status: 400, errorId: 30810, message: 'Invalid date format' })
  const end = to ? Date.parse(to) : Number.POSITIVE_INFINITY
  if (to && end > world.kit.now() + 1_000)
    throw refuse({ status: 400, errorId: 30850, message: "Start and end dates can't be in the future" })
  const limit = Number(query.limit ?? 50)
  if (!(limit >= 1 && limit <= MOST)) throw refuse({ status: 400, errorId: 31100, message: `Invalid limit: ${limit}` })
  const offset = Number(query.offset ?? 0)
  const found = world.orders
    .allSeen()
    .filter(({ modified }) => modified >= Date.parse(from) && modified <= end)
    .sort((one, other) => one.modified - other.modified)
  // Requests to cancel are told of one order only (getOrders).
  const orders = found.slice(offset, offset + limit).map(({ order }) => {
    const { cancelStatus } = order as { readonly cancelStatus?: Body }
    return { ...order, cancelStatus: { ...cancelStatus, cancelRequests: [] } }
  })
  return { orders, total: found.length, limit, offset }
}

interface Line {
  readonly lineItemId: string
  readonly quantity: number
}
const linesOf = ({ order }: StoredOrder) => order.lineItems as readonly (Line & Body)[]

function ship(world: World, stored: StoredOrder, input: unknown): string {
  const read = v.safeParse(Shipment, input)
  if (!read.success) throw refuse({ status: 400, errorId: 32600, message: 'Invalid input data' })
  const { lineItems, trackingNumber, shippingCarrierCode, shippedDate } = read.output
  if ((trackingNumber === undefined) !== (shippingCarrierCode === undefined))
    throw refuse({ status: 400, errorId: 32300, message: 'Invalid shipment tracking number or carrier' })
  for (const { lineItemId, quantity } of lineItems) {
    const line = linesOf(stored).find((one) => one.lineItemId === lineItemId)
    if (line === undefined)
      throw refuse({ status: 400, errorId: 32200, message: `Invalid line item id: ${lineItemId}` })
    if (sentOf(stored, lineItemId) + quantity > line.quantity)
      throw refuse({ status: 400, errorId: 32600, message: 'Invalid input data' })
  }
  const fulfillmentId = trackingNumber ?? '999'
  const shipment = {
    fulfillmentId,
    lineItems,
    ...(shippedDate === undefined ? {} : { shippedDate }),
    ...(trackingNumber === undefined ? {} : { shipmentTrackingNumber: trackingNumber, shippingCarrierCode }),
  }
  const shipped = { ...stored, shipments: [...stored.shipments, shipment] }
  const isWhole = linesOf(stored).every((line) => sentOf(shipped, line.lineItemId) >= line.quantity)
  const status = isWhole ? 'FULFILLED' : 'IN_PROGRESS'
  keepOrder(world, { ...shipped, order: { ...stored.order, orderFulfillmentStatus: status } })
  return fulfillmentId
}

function sentOf({ shipments }: StoredOrder, lineItemId: string): number {
  const lines = shipments.flatMap((shipment) => shipment.lineItems as readonly Line[])
  return lines.filter((line) => line.lineItemId === lineItemId).reduce((sum, { quantity }) => sum + quantity, 0)
}
