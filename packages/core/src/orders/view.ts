import { iso, isoOrNull, moneyView } from '../kernel/index.ts'
import type {
  AdminOrder,
  DeliveryPartSnapshot,
  DeliverySnapshot,
  OrderSummary,
  StoreOrder,
  TimelineEntry,
} from './model.ts'
import type { OrderAdjustmentRow, OrderLineRow, OrderRow } from './reads.ts'

interface Shown {
  readonly order: OrderRow
  readonly lines: readonly OrderLineRow[]
  readonly adjustments: readonly OrderAdjustmentRow[]
  readonly token: string
}

type Money = (amount: number) => ReturnType<typeof moneyView>

const moneyOf =
  ({ currency, language }: OrderRow): Money =>
  (amount) =>
    moneyView(amount, currency, language)

export function summaryView(order: OrderRow): OrderSummary {
  return {
    ...fieldsOf(order),
    marketId: order.marketId,
    channelId: order.channelId,
    customerId: order.customerId,
    quantity: order.quantity - order.cancelled,
    total: moneyOf(order)(order.total),
    version: order.version,
  }
}

/** What the buyer sees. Amounts are for what is not cancelled. */
export function storeView({ order, lines, adjustments, token }: Shown): StoreOrder {
  const money = moneyOf(order)
  return {
    ...fieldsOf(order),
    token,
    shippingAddress: order.shippingAddress,
    billingAddress: order.billingAddress,
    delivery: deliveryView(order, money),
    note: order.note,
    lines: lines.map((line) => lineView(line, money)),
    adjustments: adjustments.map(({ lineId, source, code, label, amount }) => ({
      lineId,
      source,
      code,
      label,
      amount: money(amount),
    })),
    totals: {
      lines: money(order.linesTotal),
      adjustments: money(order.adjustmentsTotal),
      shipping: money(order.shippingTotal),
      tax: money(order.taxTotal),
      taxIncluded: order.pricesIncludeTax,
      total: money(order.total),
    },
  }
}

interface ShownToStaff extends Shown {
  readonly allocations: AdminOrder['allocations']
  readonly timeline: readonly TimelineEntry[]
}

export function adminView(shown: ShownToStaff): AdminOrder {
  const { order } = shown
  const money = moneyOf(order)
  return {
    ...storeView(shown),
    ...summaryView(order),
    source: order.source,
    cartId: order.cartId,
    draftId: order.draftId,
    external:
      order.externalSource === null || order.externalId === null
        ? null
        : { source: order.externalSource, id: order.externalId },
    phone: order.phone,
    cancelReason: order.cancelReason,
    money: {
      authorized: money(order.authorized),
      captured: money(order.captured),
      refunded: money(order.refunded),
      due: money(dueOf(order)),
    },
    allocations: shown.allocations,
    timeline: [...shown.timeline],
    createdAt: iso(order.createdAt),
    updatedAt: iso(order.updatedAt),
  }
}

/** Minor units that the buyer still owes; below zero when they are owed to the buyer. */
export function dueOf({ total, captured, refunded }: Pick<OrderRow, 'total' | 'captured' | 'refunded'>): number {
  return total - (captured - refunded)
}

function fieldsOf(order: OrderRow) {
  return {
    id: order.id,
    number: order.number,
    status: order.status,
    paymentStatus: order.paymentStatus,
    fulfillmentStatus: order.fulfillmentStatus,
    email: order.email,
    currency: order.currency,
    language: order.language,
    placedAt: iso(order.placedAt),
    cancelledAt: isoOrNull(order.cancelledAt),
  }
}

function deliveryView({ delivery }: OrderRow, money: Money): StoreOrder['delivery'] {
  if (delivery === null) return null
  const parts = (delivery.parts ?? []).map((part) => ({ ...wayView(part, money), lineIds: [...part.lineKeys] }))
  return { ...wayView(delivery, money), parts }
}

type Way = DeliverySnapshot | DeliveryPartSnapshot

function wayView({ code, type, name, amount, pickupLocationId, readyAt }: Way, money: Money) {
  return { code, type, name, amount: money(amount), pickupLocationId, readyAt: isoOrNull(readyAt) }
}

function lineView(line: OrderLineRow, money: Money): StoreOrder['lines'][number] {
  const { id, variantId, productId, title, variantTitle, options, sku, image, taxRate } = line
  const { quantity, fulfilled, cancelled, returned } = line
  return {
    ...{ id, variantId, productId, title, variantTitle, options, sku, image, taxRate },
    ...{ quantity, fulfilled, cancelled, returned },
    unitPrice: money(line.unitAmount),
    amount: money(line.amount),
    adjustment: money(line.adjustment),
    tax: money(line.tax),
  }
}
