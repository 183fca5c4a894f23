import { type Context, formatMoney } from '../kernel/index.ts'
import { type Mail, type MailLine, mailOn } from '../mail/index.ts'
import type { Address } from '../markets/index.ts'
import { orderToken } from './access.ts'
import { orderCancelled, orderPlaced } from './events.ts'
import { orderInFull } from './in-full.ts'
import { findOrder, linesOf, type OrderLineRow, type OrderRow } from './reads.ts'

/** Where a buyer sees the order without signing in. */
export function orderLink(ctx: Context, id: string): string {
  return `${ctx.settings.publicUrl}/orders/${id}?token=${orderToken(ctx, id)}`
}

/** Whom a mail about this order greets; empty when nobody said a name. */
export function greeting({ shippingAddress, billingAddress }: OrderRow): { name?: string } {
  const name = (billingAddress ?? shippingAddress)?.firstName ?? ''
  return name === '' ? {} : { name }
}

/** Who bought at a channel hears of the order from the channel, which often forbids us to write. */
export const isOfChannel = ({ source }: Pick<OrderRow, 'source'>): boolean => source === 'channel'

type Shown = Pick<OrderLineRow, 'title' | 'variantTitle'>

/** A line as mails show it. */
export function mailLine({ title, variantTitle }: Shown, quantity: number): MailLine {
  return { title, ...(variantTitle === null ? {} : { variant: variantTitle }), quantity }
}

/** Thanks for the order. */
export const confirmation = mailOn(orderPlaced, {
  name: 'mail/order.placed',
  build: async ({ data: { orderId } }, ctx): Promise<Mail | null> => {
    const found = await orderInFull(ctx, orderId)
    if (found === undefined || found.order.email === null || isOfChannel(found.order)) return null
    const { order, lines } = found
    const money = (amount: number) => formatMoney({ amount, currency: order.currency }, order.language)
    return {
      to: found.order.email,
      language: order.language,
      template: 'orderConfirmation',
      data: {
        ...greeting(order),
        order: order.number,
        lines: lines.map((line) => ({ ...mailLine(line, line.quantity), total: money(line.amount) })),
        totals: {
          subtotal: money(order.linesTotal),
          ...(order.adjustmentsTotal === 0 ? {} : { discount: money(order.adjustmentsTotal) }),
          ...(order.delivery === null ? {} : { shipping: money(order.shippingTotal) }),
          ...(order.taxTotal === 0 ? {} : { tax: money(order.taxTotal), taxIncluded: order.pricesIncludeTax }),
          total: money(order.total),
        },
        ...(order.shippingAddress === null ? {} : { deliverTo: addressLines(order.shippingAddress) }),
        ...(order.delivery === null ? {} : { delivery: order.delivery.name }),
        link: orderLink(ctx, orderId),
      },
    }
  },
})

/** What was cancelled, and what comes back. */
export const cancellation = mailOn(orderCancelled, {
  name: 'mail/order.cancelled',
  build: async ({ data: { orderId, due, lines: gone } }, ctx): Promise<Mail | null> => {
    const order = await findOrder(ctx, orderId)
    if (order === undefined || order.email === null || isOfChannel(order)) return null
    const lines = new Map((await linesOf(ctx, orderId)).map((line) => [line.id, line]))
    return {
      to: order.email,
      language: order.language,
      template: 'orderCancelled',
      data: {
        ...greeting(order),
        order: order.number,
        lines: gone.flatMap(({ lineId, quantity }) => {
          const line = lines.get(lineId)
          return line === undefined ? [] : [mailLine(line, quantity)]
        }),
        ...(due < 0 ? { refund: formatMoney({ amount: -due, currency: order.currency }, order.language) } : {}),
        link: orderLink(ctx, orderId),
      },
    }
  },
})

function addressLines({
  firstName,
  lastName,
  company,
  line1,
  line2,
  postalCode,
  city,
  region,
  country,
}: Address): string[] {
  const parts = [`${firstName} ${lastName}`, company, line1, line2, `${postalCode} ${city}`, region, country]
  return parts.flatMap((part) => (part === undefined || part.trim() === '' ? [] : [part.trim()]))
}
