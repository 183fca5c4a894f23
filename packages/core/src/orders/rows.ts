import { normalEmail } from '../access/index.ts'
import { type Context, insertInto, type Statement } from '../kernel/index.ts'
import type { OrderInFull } from './in-full.ts'
import type { PurchaseLine } from './model.ts'
import { insertNumbered } from './numbers.ts'
import type { OrderToPlace } from './placing.ts'
import type { OrderAdjustmentRow, OrderLineRow, OrderRow } from './reads.ts'
import { orderAdjustments, orderLines, orders } from './schema.ts'
import { deliveryOfOrder } from './ways.ts'

/** What the database decides of a new order; the second statement of its rows returns it, in this order. */
const DECIDED = ['number', 'status', 'paymentStatus', 'fulfillmentStatus'] as const
type Decided = Pick<OrderRow, (typeof DECIDED)[number]>

const insertOrder = insertNumbered(orders, 'order', ['status', 'paymentStatus', 'fulfillmentStatus'])
const insertLine = insertInto(orderLines)
const insertAdjustment = insertInto(orderAdjustments)

/** What is known of the money when the order is placed, in minor units. */
export interface MoneyAtStart {
  readonly authorized: number
  readonly captured: number
}

/** The rows of a new order, before the database has given it a number. */
export interface NewOrder extends Omit<OrderInFull, 'order'> {
  readonly order: Omit<OrderRow, keyof Decided>
}

export function newOrder(ctx: Pick<Context, 'now'>, order: OrderToPlace, money: MoneyAtStart): NewOrder {
  const { id, purchase, lineIds } = order
  return {
    order: orderRow(ctx.now(), order, money),
    lines: purchase.lines.map((line, position) =>
      lineRow(line, { orderId: id, id: lineIds.get(line.key) ?? '', position }),
    ),
    adjustments: purchase.adjustments.map(({ lineKey, source, code, label, amount }, position) => ({
      orderId: id,
      position,
      lineId: lineKey === null ? null : (lineIds.get(lineKey) ?? null),
      ...{ source, code, label, amount },
    })),
  }
}

function orderRow(
  now: number,
  { id, purchase, lineIds }: OrderToPlace,
  { authorized, captured }: MoneyAtStart,
): NewOrder['order'] {
  const { origin, lines, totals, placedAt } = purchase
  return {
    id,
    source: origin.source,
    cartId: origin.source === 'cart' ? origin.cartId : null,
    draftId: origin.source === 'draft' ? origin.draftId : null,
    externalSource: origin.source === 'channel' ? origin.externalSource : null,
    externalId: origin.source === 'channel' ? origin.externalId : null,
    marketId: purchase.marketId,
    channelId: purchase.channelId,
    currency: purchase.currency,
    language: purchase.language,
    pricesIncludeTax: purchase.pricesIncludeTax,
    taxRounding: purchase.taxRounding,
    customerId: purchase.customerId,
    email: purchase.email === null ? null : normalEmail(purchase.email),
    phone: purchase.phone,
    shippingAddress: purchase.shippingAddress,
    billingAddress: purchase.billingAddress,
    delivery: deliveryOfOrder(purchase.delivery, lineIds),
    note: purchase.note,
    linesTotal: totals.lines,
    adjustmentsTotal: totals.adjustments,
    shippingTotal: totals.shipping,
    taxTotal: totals.tax,
    total: totals.total,
    quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    fulfilled: 0,
    cancelled: 0,
    returned: 0,
    authorized,
    captured,
    refunded: 0,
    cancelReason: null,
    cancelledAt: null,
    placedAt: placedAt ?? now,
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
}

interface AtLine {
  readonly orderId: string
  readonly id: string
  readonly position: number
}

/** One line of an order that is bought now: nothing of it has left, nothing is cancelled. */
function lineRow({ key, options, ...line }: PurchaseLine, { orderId, id, position }: AtLine): OrderLineRow {
  return {
    id,
    orderId,
    lineKey: key,
    position,
    ...line,
    options: [...options],
    fulfilled: 0,
    cancelled: 0,
    returned: 0,
    amount: line.unitAmount * line.quantity,
    placedQuantity: line.quantity,
    placedAdjustment: line.adjustment,
  }
}

/** The statement of one line. */
export function addLine(line: PurchaseLine, at: AtLine): Statement {
  return insertLine(lineRow(line, at))
}

/** The statements of a new order; put them first into the command, so that `orderAsWritten` finds what they return. */
export function writeOrder({ order, lines, adjustments }: NewOrder): Statement[] {
  return [
    ...insertOrder(order),
    ...lines.map((line) => insertLine(line)),
    ...adjustments.map((adjustment: OrderAdjustmentRow) => insertAdjustment(adjustment)),
  ]
}

/** The order with what the database decided of it. */
export function orderAsWritten(
  { order, lines, adjustments }: NewOrder,
  rows: ReadonlyMap<number, readonly unknown[][]>,
): OrderInFull {
  const returned = rows.get(1)?.[0] ?? []
  const decided = Object.fromEntries(DECIDED.map((key, at) => [key, returned[at]])) as Decided
  return { order: { ...order, ...decided }, lines, adjustments }
}
