import {
  type Because,
  commitPlan,
  type LiveReservation,
  liveReservations,
  planHold,
  releaseHold,
  uncommit,
} from '../inventory/index.ts'
import type { Context, Statement } from '../kernel/index.ts'
import { linesOf, type OrderLineRow, type OrderRow, orderById, wayOf } from '../orders/index.ts'
import { causeOf, type Mend } from './mend.ts'

/** I3: an order line gets promised what it still owes, as a debt where nothing is left; promises too many are given back. */
export const mendPromises: Mend = async (ctx, violation, commandId) => {
  const { kind, cartId, orderId, lineId, reservationId } = violation.data
  const because = causeOf(violation, commandId)
  if (kind === 'hold') return releaseStray(ctx, String(cartId), because)
  if (kind !== 'lost' && kind !== 'line') return []
  const live = (await liveReservations(ctx, { orderId: String(orderId) })).filter(
    ({ status }) => status === 'committed',
  )
  if (kind === 'lost') {
    const lost = live.filter(({ id }) => id === reservationId)
    return lost.flatMap((reservation) => uncommit(ctx, reservation, reservation.open, because))
  }
  const line = (await linesOf(ctx, String(orderId))).find(({ id }) => id === lineId)
  if (line === undefined) return []
  const own = live.filter(({ orderLineId }) => orderLineId === line.id)
  const excess = own.reduce((sum, { open }) => sum + open, 0) - owedBy(line)
  if (excess > 0) return giveBack(ctx, { own, excess, because })
  return excess === 0
    ? []
    : promise(ctx, { order: await orderById(ctx, line.orderId), line, missing: -excess, commandId })
}

function owedBy({ tracked, quantity, fulfilled, cancelled }: OrderLineRow): number {
  return tracked ? quantity - fulfilled - cancelled : 0
}

async function releaseStray(ctx: Context, cartId: string, { commandId }: Because): Promise<Statement[]> {
  const held = (await liveReservations(ctx, { cartId })).filter(({ status }) => status === 'held')
  return held.length === 0 ? [] : releaseHold(ctx, held, { commandId, reason: 'integrity' })
}

interface Excess {
  readonly own: readonly LiveReservation[]
  readonly excess: number
  readonly because: Because
}

/** The latest promises go first. */
function giveBack(ctx: Context, { own, excess, because }: Excess): Statement[] {
  let left = excess
  return [...own].reverse().flatMap((reservation) => {
    const quantity = Math.min(left, reservation.open)
    left -= quantity
    return quantity === 0 ? [] : uncommit(ctx, reservation, quantity, because)
  })
}

interface Missing {
  readonly order: OrderRow
  readonly line: OrderLineRow
  readonly missing: number
  readonly commandId: string
}

async function promise(ctx: Context, { order, line, missing, commandId }: Missing): Promise<Statement[]> {
  if (line.variantId === null) return []
  const { lineKey: key, variantId, backorder } = line
  const plan = await planHold(ctx, {
    cartId: null,
    lines: [{ key, variantId, quantity: missing, tracked: true, backorder }],
    destination: order.shippingAddress,
    pickupLocationId: wayOf(order.delivery, line.id)?.pickupLocationId,
    channelId: order.channelId,
    missing: 'owe',
  })
  return commitPlan(ctx, plan, { commandId, orderId: order.id, lineIds: new Map([[key, line.id]]) })
}
