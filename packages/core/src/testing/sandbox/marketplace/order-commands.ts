import type * as v from 'valibot'
import type { Kit } from '../platform.ts'
import { refusal } from '../refusal.ts'
import type { AcknowledgeBody, BazaarOrder, CancelBody, OrderLine, RefundBody, ShipmentBody } from './contract.ts'
import { keepOrder, requireOrder } from './orders.ts'
import type { Seller } from './sellers.ts'

interface Commanded<Body> {
  readonly id: string
  readonly body: Body
}

/** Runs a command once for its `Idempotency-Key`: the same body again gets the same answer, another body is refused. */
export function once<Result>(
  seller: Seller,
  { key, fingerprint }: { readonly key: string | null; readonly fingerprint: string },
  run: () => Result,
): Result {
  if (key === null || key === '' || key.length > 255)
    throw refusal({ status: 400, code: 'IDEMPOTENCY_KEY_REQUIRED', message: 'Send an Idempotency-Key.' })
  const old = seller.remembered.get(key)
  if (old !== undefined && old.fingerprint !== fingerprint)
    throw refusal({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED', message: 'The key was used for another request.' })
  if (old !== undefined) return old.body as Result
  const body = run()
  seller.remembered.set(key, { fingerprint, body })
  return body
}

export function acknowledge(kit: Kit, seller: Seller, { id, body }: Commanded<v.InferOutput<typeof AcknowledgeBody>>) {
  const order = actionable(requireOrder(seller, id))
  if (order.sellerReference === body.sellerReference) return order
  const status = order.status === 'open' ? 'acknowledged' : order.status
  return keepOrder(kit, seller, { ...order, status, sellerReference: body.sellerReference }, 'order.updated')
}

export function ship(kit: Kit, seller: Seller, { id, body }: Commanded<v.InferOutput<typeof ShipmentBody>>) {
  const order = actionable(requireOrder(seller, id))
  const lines = changedLines(order, body.lines, (line, quantity) => ({
    ...line,
    shippedQuantity: line.shippedQuantity + quantity,
  }))
  keepOrder(kit, seller, { ...order, lines, status: statusOf(lines, order.status) }, 'order.updated')
  return { shipmentId: kit.newId('shp') }
}

/** By the seller, or by the buyer; the pieces do not come back into the seller's stock. */
export function cancel(
  kit: Kit,
  seller: Seller,
  { id, body }: Commanded<Pick<v.InferOutput<typeof CancelBody>, 'lines'>>,
) {
  const order = actionable(requireOrder(seller, id))
  const lines = changedLines(order, body.lines, (line, quantity) => ({
    ...line,
    cancelledQuantity: line.cancelledQuantity + quantity,
  }))
  return keepOrder(kit, seller, { ...order, lines, status: statusOf(lines, order.status) }, 'order.updated')
}

export function refund(kit: Kit, seller: Seller, { id, body }: Commanded<v.InferOutput<typeof RefundBody>>) {
  const order = requireOrder(seller, id)
  if (body.currency !== order.currency) throw conflict('WRONG_CURRENCY', `The order is in ${order.currency}.`)
  if (order.payment !== 'paid') throw conflict('NOT_PAID', 'The order is not paid.')
  const named = body.lines.reduce((sum, line) => sum + line.amount, 0)
  if (named > body.amount) throw conflict('AMOUNTS_DIFFER', 'The lines name more than the amount.')
  for (const { lineId } of body.lines) lineOf(order, lineId)
  if (order.refunded + body.amount > order.total)
    throw conflict('REFUND_EXCEEDS_TOTAL', `Only ${order.total - order.refunded} can be refunded.`)
  keepOrder(kit, seller, { ...order, refunded: order.refunded + body.amount }, 'order.updated')
  return { refundId: kit.newId('rfd') }
}

function actionable(order: BazaarOrder): BazaarOrder {
  if (order.status === 'cancelled')
    throw refusal({ status: 409, code: 'ORDER_CANCELLED', message: 'The order was cancelled.' })
  if (order.status === 'pending')
    throw refusal({ status: 409, code: 'ORDER_PENDING', message: 'The order is not yet paid.' })
  return order
}

function lineOf(order: BazaarOrder, lineId: string): OrderLine {
  const line = order.lines.find((one) => one.lineId === lineId)
  if (line === undefined) throw conflict('UNKNOWN_LINE', `The order has no line ${lineId}.`)
  return line
}

function changedLines(
  order: BazaarOrder,
  changes: readonly { readonly lineId: string; readonly quantity: number }[],
  change: (line: OrderLine, quantity: number) => OrderLine,
): OrderLine[] {
  const wanted = new Map<string, number>()
  for (const { lineId, quantity } of changes) wanted.set(lineId, (wanted.get(lineId) ?? 0) + quantity)
  for (const [lineId, quantity] of wanted) {
    const line = lineOf(order, lineId)
    const open = line.quantity - line.cancelledQuantity - line.shippedQuantity
    if (quantity > open) throw conflict('QUANTITY_EXCEEDED', `Only ${open} pieces of line ${lineId} are open.`)
  }
  return order.lines.map((line) => change(line, wanted.get(line.lineId) ?? 0))
}

/** As it stands when its lines are these: nothing left is cancelled, all that is left gone is shipped. */
export function statusOf(lines: readonly OrderLine[], before: BazaarOrder['status']): BazaarOrder['status'] {
  const sum = (count: (line: OrderLine) => number) => lines.reduce((total, line) => total + count(line), 0)
  const [all, cancelled, shipped] = [
    sum((line) => line.quantity),
    sum((line) => line.cancelledQuantity),
    sum((line) => line.shippedQuantity),
  ]
  if (cancelled === all) return 'cancelled'
  if (shipped > 0) return shipped + cancelled === all ? 'shipped' : 'partially_shipped'
  return before
}

function conflict(code: string, message: string) {
  return refusal({ status: 422, code, message })
}
