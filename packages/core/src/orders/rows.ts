import { normalEmail } from '../access/index.ts'
import { type Context, insertInto, type Statement } from '../kernel/index.ts'
import type { PurchaseLine } from './model.ts'
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
  const { origin, lines, adjustments, totals, placedAt } = purchase
  return [
    ...insertOrder({
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
      delivery: purchase.delivery,
      note: purchase.note,
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

/** One line of an order that is bought now: nothing of it has left, nothing is cancelled. */
export function lineRow(
  line: PurchaseLine,
  at: { readonly orderId: string; readonly id: string; readonly position: number },
): Statement {
  return insertLine({
    ...line,
    ...at,
    lineKey: line.key,
    options: [...line.options],
    amount: line.unitAmount * line.quantity,
    placedQuantity: line.quantity,
    placedAdjustment: line.adjustment,
  })
}
