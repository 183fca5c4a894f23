import type { Doors } from '@vitrine/core'
import type { CheckoutOrder } from './checkout.ts'

type Order = Awaited<ReturnType<Doors<'orders:read'>['orders']['get']>>

/** The parts of an order that an event tells. */
export function orderToTell(order: Order): CheckoutOrder {
  const { id, number, currency, placedAt, customerId, email, phone, billingAddress, shippingAddress, totals } = order
  return {
    id,
    number,
    currency,
    placedAt,
    customerId,
    email,
    phone: phone ?? shippingAddress?.phone ?? null,
    address: billingAddress ?? shippingAddress,
    goods: totals.lines.amount + totals.adjustments.amount,
    lines: order.lines.map(({ sku, title, quantity, unitPrice }) => ({
      sku,
      title,
      quantity,
      unitAmount: unitPrice.amount,
    })),
  }
}
