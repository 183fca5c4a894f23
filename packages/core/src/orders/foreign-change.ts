import { emit } from '../events/index.ts'
import { liveReservations } from '../inventory/index.ts'
import { type Context, run, type Statement, update } from '../kernel/index.ts'
import type { Address } from '../markets/index.ts'
import { type AddedLine, type ChangedLine, changeOrder } from './change.ts'
import { orderCancelled, orderEdited, orderPaid } from './events.ts'
import { orderTopic } from './in-full.ts'
import type { PurchaseLine } from './model.ts'
import { type OrderAggregate, type OrderRow, orderWithLines } from './reads.ts'
import { orders } from './schema.ts'
import { planFor } from './stock.ts'
import { happened } from './timeline.ts'
import { dueOf } from './view.ts'

/** An order of a channel as it shall be, decided from how it stands. */
export interface ForeignChange {
  /** By id of the order line; lines that are not named stay. */
  readonly lines: ReadonlyMap<string, { readonly quantity: number; readonly cancelled: number }>
  /** Their keys name them in `also`. */
  readonly added: readonly PurchaseLine[]
  /** The channel has the money for all that is not cancelled. */
  readonly isPaid: boolean
  /** What changed of the buyer; left out: nothing. */
  readonly buyer: { readonly shippingAddress?: Address; readonly email?: string; readonly phone?: string }
  readonly reason: string | null
  /** For the timeline. */
  readonly told: Readonly<Record<string, unknown>>
  readonly also: (change: {
    readonly commandId: string
    readonly lineIds: ReadonlyMap<string, string>
  }) => readonly Statement[]
}

const patchOrder = update(orders)

/**
 * Lets an order follow what happened at its channel, in one command: quantities, stock, money and address. What is missing for more pieces
 * becomes a debt with a task, because it is sold. Money for what is cancelled counts as given back: the channel that took it returns it.
 */
export async function changeForeignOrder(
  ctx: Context,
  id: string,
  decide: (aggregate: OrderAggregate) => Promise<ForeignChange>,
): Promise<void> {
  await run(ctx, {
    name: 'order.follow',
    plan: async (commandId) => {
      const aggregate = await orderWithLines(ctx, id)
      const change = await decide(aggregate)
      const lines = aggregate.lines.map((line): ChangedLine => ({ line, ...(change.lines.get(line.id) ?? line) }))
      const added = change.added.map((goods): AddedLine => ({ id: ctx.newId('orl'), goods }))
      const lineIds = new Map(added.map(({ id: lineId, goods }) => [goods.key, lineId]))
      const planned = await linesChanged(ctx, { aggregate, change, lines, added, commandId })
      return {
        result: null,
        statements: [
          ...planned.statements,
          ...orderPatch(ctx, { aggregate, change, commandId, ...planned }),
          ...change.also({ commandId, lineIds }),
        ],
      }
    },
  })
}

interface Changing {
  readonly aggregate: OrderAggregate
  readonly change: ForeignChange
  readonly lines: readonly ChangedLine[]
  readonly added: readonly AddedLine[]
  readonly commandId: string
}

interface Planned {
  readonly statements: readonly Statement[]
  readonly total: number
  /** Of the order after them. */
  readonly version: number
}

async function linesChanged(ctx: Context, changing: Changing): Promise<Planned> {
  const { aggregate, change, lines, added, commandId } = changing
  const { order } = aggregate
  const isRisen = added.length > 0 || lines.some(({ line, quantity }) => quantity > line.quantity)
  const isSame = lines.every(
    ({ line, quantity, cancelled }) => line.quantity === quantity && line.cancelled === cancelled,
  )
  if (isSame && !isRisen) return { statements: [], total: order.total, version: order.version }
  const more = [
    ...lines.flatMap(({ line, quantity, cancelled }) => {
      const rise = quantity - cancelled - (line.quantity - line.cancelled)
      return rise > 0 ? [{ ...line, key: line.id, quantity: rise }] : []
    }),
    ...added.map(({ id, goods }) => ({ ...goods, key: id })),
  ]
  const [reservations, plan] = await Promise.all([
    liveReservations(ctx, { orderId: order.id }),
    more.length === 0 ? null : planFor(ctx, { ...order, lines: more }, 'owe'),
  ])
  const { statements, priced } = await changeOrder(ctx, {
    kind: isRisen ? 'edited' : 'cancelled',
    ...{ commandId, aggregate, lines, added, reservations, plan, reason: change.reason },
  })
  const { total } = priced.totals
  return {
    statements: [...statements, ...announced(ctx, changing, { total, isRisen })],
    total,
    version: order.version + 1,
  }
}

function announced(
  ctx: Context,
  { aggregate: { order }, change, lines, commandId }: Changing,
  { total, isRisen }: { readonly total: number; readonly isRisen: boolean },
): Statement[] {
  const gone = lines.flatMap(({ line, cancelled }) =>
    cancelled > line.cancelled ? [{ lineId: line.id, quantity: cancelled - line.cancelled }] : [],
  )
  const { id: orderId, currency } = order
  const due = dueOf({ ...order, total })
  const isWhole = !isRisen && lines.every(({ quantity, cancelled }) => quantity === cancelled)
  const fact = { orderId, due, isWhole, reason: change.reason, lines: gone }
  const data = { ...fact, ...change.told, currency }
  return [
    happened(ctx, { orderId, kind: gone.length > 0 ? 'cancelled' : 'edited', commandId, data }),
    ...(gone.length > 0 ? [emit(ctx, orderCancelled, { aggregate: orderId, data: fact, commandId })] : []),
    ...(isRisen ? [emit(ctx, orderEdited, { aggregate: orderId, data: { orderId, due }, commandId })] : []),
  ]
}

/** What the channel took and gave back, and what it says of the buyer. */
function orderPatch(
  ctx: Context,
  {
    aggregate: { order },
    change,
    commandId,
    total,
    version,
  }: Pick<Changing, 'aggregate' | 'change' | 'commandId'> & Planned,
): Statement[] {
  const money = moneyAfter(order, { total, isPaid: change.isPaid })
  const isMoved = money.captured !== order.captured || money.refunded !== order.refunded
  if (!isMoved && Object.keys(change.buyer).length === 0) return []
  const { id: orderId, currency } = order
  const isNewlyPaid = money.captured > order.captured && money.captured >= total
  const guard = { changes: 1, refuse: () => 'stale' as const, touches: orderTopic(orderId) }
  const patch = { ...money, ...change.buyer, version: version + 1, updatedAt: ctx.now() }
  const paid = { orderId, amount: money.captured, currency }
  return [
    patchOrder({ id: orderId, version }, patch, guard),
    ...(isMoved
      ? [happened(ctx, { orderId, kind: 'payment', data: { name: 'channel', ...money, currency }, commandId })]
      : []),
    ...(Object.keys(change.buyer).length > 0
      ? [
          happened(ctx, {
            orderId,
            kind: 'updated',
            data: { fields: Object.keys(change.buyer), ...change.told },
            commandId,
          }),
        ]
      : []),
    ...(isNewlyPaid ? [emit(ctx, orderPaid, { aggregate: orderId, data: paid, commandId })] : []),
  ]
}

/** What is cancelled at the channel is given back by it; what we cancelled is given back when the channel was told. */
function moneyAfter(
  { captured: before, refunded, total: was }: Pick<OrderRow, 'captured' | 'refunded' | 'total'>,
  { total, isPaid }: { readonly total: number; readonly isPaid: boolean },
): Pick<OrderRow, 'captured' | 'refunded'> {
  const captured = isPaid ? Math.max(before, total) : before
  const surplus = Math.min(captured - refunded - total, was - total)
  return { captured, refunded: refunded + Math.max(0, surplus) }
}

/** Money that a channel gave back for an order: so many minor units, or all that is not owed any more. `also` becomes true with it. */
export async function refundForeignOrder(
  ctx: Context,
  {
    id,
    amount,
    also,
  }: {
    readonly id: string
    readonly amount: number | 'surplus'
    readonly also: (commandId: string) => readonly Statement[]
  },
): Promise<void> {
  await run(ctx, {
    name: 'order.refundAtChannel',
    plan: async (commandId) => {
      const { order } = await orderWithLines(ctx, id)
      const more = amount === 'surplus' ? Math.max(0, -dueOf(order)) : amount
      const refunded = Math.min(order.captured, order.refunded + more)
      const patch = { refunded, version: order.version + 1, updatedAt: ctx.now() }
      const guard = { changes: 1, refuse: () => 'stale' as const, touches: orderTopic(id) }
      const data = { name: 'channel', amount: refunded - order.refunded, refunded, currency: order.currency }
      return {
        result: null,
        statements: [
          ...(refunded === order.refunded
            ? []
            : [
                patchOrder({ id, version: order.version }, patch, guard),
                happened(ctx, { orderId: id, kind: 'payment', data, commandId }),
              ]),
          ...also(commandId),
        ],
      }
    },
  })
}
