import type { Context } from '../kernel/index.ts'
import { type Mail, mailOn } from '../mail/index.ts'
import { findOrder, greeting, isOfChannel, linesOf, mailLine, orderLink } from '../orders/index.ts'
import { orderShipped } from './events.ts'
import { parcelById } from './reads.ts'

/** What is on its way; who took the goods along at a counter needs no such mail. */
export const shipped = mailOn(orderShipped, {
  name: 'mail/order.shipped',
  build: async ({ data }, ctx: Context): Promise<Mail | null> => {
    const order = await findOrder(ctx, data.orderId)
    if (order === undefined || order.email === null || isOfChannel(order)) return null
    if ((await parcelById(ctx, data.fulfillmentId)).fulfillment.status === 'collected') return null
    const lines = new Map((await linesOf(ctx, data.orderId)).map((line) => [line.id, line]))
    return {
      to: order.email,
      language: order.language,
      template: 'orderShipped',
      data: {
        ...greeting(order),
        order: order.number,
        lines: data.lines.flatMap(({ lineId, quantity }) => {
          const line = lines.get(lineId)
          return line === undefined ? [] : [mailLine(line, quantity)]
        }),
        ...(data.carrier === null ? {} : { carrier: data.carrier }),
        ...(data.trackingNumber === null ? {} : { trackingNumber: data.trackingNumber }),
        ...(data.trackingUrl === null ? {} : { trackingLink: data.trackingUrl }),
        link: orderLink(ctx, data.orderId),
      },
    }
  },
})
