import { exponent } from '@vitrine/core'
import { type Buyer, hashedBuyer } from './hashed.ts'

/** What an event needs of an order; amounts in minor units. */
export interface CheckoutOrder extends Buyer {
  readonly id: string
  readonly number: string
  readonly currency: string
  /** ISO 8601. */
  readonly placedAt: string
  readonly lines: readonly {
    readonly sku: string | null
    readonly title: string
    readonly quantity: number
    readonly unitAmount: number
  }[]
  /** What the goods cost, without shipping. */
  readonly goods: number
}

/**
 * The `checkout` event of an order (schema ConversionEvents). Its `event_id` is the order's id, so that Pinterest counts it once however
 * often it is sent, also beside its tag. Undefined without an email address: then nobody could be recognised by what a server knows.
 */
export function checkoutEvent(order: CheckoutOrder, shopUrl: string) {
  const buyer = hashedBuyer(order)
  if (buyer.em === undefined) return undefined
  return {
    event_name: 'checkout',
    action_source: 'web',
    event_time: Math.floor(Date.parse(order.placedAt) / 1000),
    event_id: order.id,
    event_source_url: shopUrl,
    user_data: buyer,
    custom_data: {
      currency: order.currency,
      value: decimal(order.goods, order.currency),
      order_id: order.number,
      num_items: order.lines.reduce((sum, { quantity }) => sum + quantity, 0),
      content_ids: order.lines.flatMap(({ sku }) => sku ?? []),
      contents: order.lines.map(({ sku, title, quantity, unitAmount }) => ({
        ...(sku === null ? {} : { id: sku }),
        item_name: title,
        item_price: decimal(unitAmount, order.currency),
        quantity,
      })),
    },
  }
}

export type CheckoutEvent = NonNullable<ReturnType<typeof checkoutEvent>>

function decimal(minor: number, currency: string): string {
  const digits = exponent(currency)
  const text = String(minor).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
