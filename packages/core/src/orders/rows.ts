import { normalEmail } from '../access/index.ts'
import { type Context, insertInto, type Statement } from '../kernel/index.ts'
import type { OrderOrigin, PurchaseLine } from './model.ts'
import { insertNumbered } from './numbers.ts'
import type { OrderToPlace } from './placing.ts'
import { orderAdjustments, orderLines, orders } from './schema.ts'

const insertOrder = insertNumbered(orders, 'order')
const insertLine = insertInto(orderLines)
const insertAdjustment = insertInto(orderAdjustments)

/** What is known of the money when the order is placed, in minor units. */
export interface MoneyAtStart {
  readonly authorized: number
  readonly captured: number
}

/** The rows of a new order. */
export function orderRows(
  ctx: Pick<Context, 'now'>,
  { id, purchase, lineIds }: OrderToPlace,
  { authorized, captured }: MoneyAtStart,
): Statement[] {
  const now = ctx.now()
  const { origin, lines, adjustments, totals, placedAt, ...agreed } = purchase
  return [
    ...insertOrder({
      ...agreed,
      ...columnsOf(origin),
      id,
      email: agreed.email === null ? null : normalEmail(agreed.email),
      linesTotal: totals.lines,
      adjustmentsTotal: totals.adjustments,
      shippingTotal: totals.shipping,
      taxTotal: totals.tax,
      total: totals.total,
      quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
      authorized,
      captured,
      placedAt: placedAt ?? now,
      createdAt: now,
      updatedAt: now,
    }),
    ...lines.map((line, position) => lineRow(line, { orderId: id, id: lineIds.get(line.key) ?? '', position })),
    ...adjustments.map(({ lineKey, source, code, label, amount }, position) =>
      insertAdjustment({
        orderId: id,
        position,
        lineId: lineKey === null ? null : (lineIds.get(lineKey) ?? null),
        ...{ source, code, label, amount },
      }),
    ),
  ]
}

function columnsOf(origin: OrderOrigin) {
  return {
    source: origin.source,
    cartId: origin.source === 'cart' ? origin.cartId : null,
    draftId: origin.source === 'draft' ? origin.draftId : null,
    externalSource: origin.source === 'channel' ? origin.externalSource : null,
    externalId: origin.source === 'channel' ? origin.externalId : null,
  }
}

/** One line of an order that is bought now: nothing of it has left, nothing is cancelled. */
export function lineRow(
  { key, options, ...line }: PurchaseLine,
  at: { readonly orderId: string; readonly id: string; readonly position: number },
): Statement {
  return insertLine({
    ...line,
    ...at,
    lineKey: key,
    options: [...options],
    amount: line.unitAmount * line.quantity,
    placedQuantity: line.quantity,
    placedAdjustment: line.adjustment,
  })
}
