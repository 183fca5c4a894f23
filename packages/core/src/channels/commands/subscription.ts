import { on, type Subscription } from '../../events/index.ts'
import { orderShipped, readyForPickup, workWithLines } from '../../fulfillment/index.ts'
import { type Context, iso, OWED } from '../../kernel/index.ts'
import { orderById, orderCancelled, orderPlaced } from '../../orders/index.ts'
import type { AnyChannel } from '../channel.ts'
import { connectionById } from '../connection-rows.ts'
import { intakeOfOrder, linesOfIntake } from '../orders/index.ts'
import { enabledChannel } from '../point.ts'
import { newCommand } from './command-rows.ts'
import type { CommandKind, Payloads } from './payload.ts'

interface Telling<Kind extends CommandKind> {
  readonly kind: Kind
  readonly subject: string
  readonly payload: Payloads[Kind]
}

interface OurLine {
  readonly lineId: string
  readonly quantity: number
}

/** An order of a channel, and the channel's names of its lines. */
interface Sold {
  readonly connectionId: string
  readonly orderId: string
  readonly externalId: string
  readonly lines: (ours: readonly OurLine[]) => { externalId: string; key: string; quantity: number }[]
}

/** Undefined for orders that came another way. */
async function soldAt(ctx: Context, orderId: string): Promise<Sold | undefined> {
  const row = await ctx.db.get(intakeOfOrder, { orderId })
  if (row === undefined) return undefined
  const byId = new Map((await ctx.db.all(linesOfIntake, { intakeId: row.id })).map((line) => [line.orderLineId, line]))
  return {
    connectionId: row.connectionId,
    orderId,
    externalId: row.externalId,
    lines: (ours) =>
      ours.flatMap(({ lineId, quantity }) => {
        const line = byId.get(lineId)
        return line === undefined ? [] : [{ externalId: line.externalId, key: line.key, quantity }]
      }),
  }
}

/** Undefined while its plugin is disabled. */
async function channelOf(ctx: Context, connectionId: string): Promise<AnyChannel | undefined> {
  const connection = await ctx.db.get(connectionById, { id: connectionId })
  return enabledChannel(ctx, connection?.channel ?? '')?.channel
}

/** Told only to channels that can hear it; a channel whose plugin is disabled hears it later. */
async function tell<Kind extends CommandKind>(ctx: Context, sold: Sold, telling: Telling<Kind>): Promise<void> {
  const { connectionId, orderId, externalId } = sold
  const channel = await channelOf(ctx, connectionId)
  if (channel !== undefined && channel.orders?.[telling.kind] === undefined) return
  const about = { id: ctx.newId('ccm'), connectionId, orderId, externalId, now: ctx.now() }
  await ctx.db.batch([newCommand({ ...about, ...telling })], OWED)
}

const parts: readonly Subscription[] = [
  on(orderPlaced, {
    name: 'channels/placed',
    async run({ data: { orderId } }, ctx) {
      const sold = await soldAt(ctx, orderId)
      if (sold !== undefined) await tell(ctx, sold, { kind: 'acknowledge', subject: orderId, payload: {} })
    },
  }),
  on(orderShipped, {
    name: 'channels/shipped',
    async run({ data, occurredAt }, ctx) {
      const sold = await soldAt(ctx, data.orderId)
      const lines = sold?.lines(data.lines) ?? []
      if (sold === undefined || lines.length === 0) return
      const { carrier, trackingNumber, trackingUrl, fulfillmentId } = data
      if (await isCollected(ctx, sold)) {
        const payload = { status: 'collected' as const, lines }
        return tell(ctx, sold, { kind: 'ready', subject: fulfillmentId, payload })
      }
      const payload = { fulfillmentId, lines, carrier, trackingNumber, trackingUrl, shippedAt: iso(occurredAt) }
      return tell(ctx, sold, { kind: 'ship', subject: fulfillmentId, payload })
    },
  }),
  on(readyForPickup, {
    name: 'channels/ready',
    async run({ data: { orderId, fulfillmentOrderId } }, ctx) {
      const sold = await soldAt(ctx, orderId)
      if (sold === undefined) return
      const lines = sold.lines((await workWithLines(ctx, fulfillmentOrderId)).lines)
      const payload = { status: 'ready' as const, lines }
      if (lines.length > 0) await tell(ctx, sold, { kind: 'ready', subject: fulfillmentOrderId, payload })
    },
  }),
  on(orderCancelled, {
    name: 'channels/cancelled',
    async run({ id, data, commandId }, ctx) {
      const sold = await soldAt(ctx, data.orderId)
      const lines = sold?.lines(data.lines) ?? []
      if (sold === undefined || lines.length === 0) return
      await tell(ctx, sold, { kind: 'cancel', subject: commandId ?? id, payload: { lines, reason: data.reason } })
    },
  }),
]

/** Goods that the buyer fetches are told as collected, where the channel knows that. */
async function isCollected(ctx: Context, { orderId, connectionId }: Sold): Promise<boolean> {
  const [order, channel] = await Promise.all([orderById(ctx, orderId), channelOf(ctx, connectionId)])
  return order.delivery?.type === 'pickup' && channel?.orders?.ready !== undefined
}

/** What happens to an order of a channel is told to the channel, by one cursor and so in its order. */
export const tellings: Subscription = {
  ...on(orderPlaced, { name: 'channels/commands', run: () => undefined }),
  events: parts.flatMap(({ events }) => events),
  run: (event, ctx) => parts.find(({ events }) => events.includes(event.name))?.run(event, ctx),
}
