import { type Context, insertInto, type Statement, update } from '../kernel/index.ts'
import type { Work } from './reads.ts'
import { fulfillmentOrderLines, fulfillmentOrders } from './schema.ts'
import { statusAfter } from './statuses.ts'

const insertOrder = insertInto(fulfillmentOrders)
const insertLine = insertInto(fulfillmentOrderLines)
const updateOrder = update(fulfillmentOrders)
const updateLine = update(fulfillmentOrderLines)
const stale = { changes: 1, refuse: () => 'stale' as const }

type MakeContext = Pick<Context, 'newId' | 'now'>

export interface NewWork {
  readonly orderId: string
  readonly locationId: string | null
  readonly method: string
  readonly lines: ReadonlyMap<string, number>
}

/** Work for a location that had none for this order. */
export function newWork(ctx: MakeContext, { orderId, locationId, method, lines }: NewWork): Statement[] {
  const id = ctx.newId('ffo')
  const now = ctx.now()
  const quantity = [...lines.values()].reduce((sum, part) => sum + part, 0)
  return [
    insertOrder({ ...{ id, orderId, locationId, method, quantity }, status: 'open', createdAt: now, updatedAt: now }),
    ...[...lines].map(([orderLineId, part]) => insertLine({ fulfillmentOrderId: id, orderLineId, quantity: part })),
  ]
}

/** How the quantities of one line of work change. */
export interface WorkDelta {
  readonly quantity?: number
  readonly fulfilled?: number
}

/** Changes quantities of work, and its status with them; refused as stale when the work changed since it was read. */
export function changeWork(
  ctx: MakeContext,
  { order, lines }: Work,
  deltas: ReadonlyMap<string, WorkDelta>,
): Statement[] {
  const known = new Map(lines.map((line) => [line.lineId, line]))
  const rows = [...deltas].map(([orderLineId, { quantity = 0, fulfilled = 0 }]) => {
    const key = { fulfillmentOrderId: order.id, orderLineId }
    const line = known.get(orderLineId)
    if (line === undefined) return insertLine({ ...key, quantity, fulfilled }, { refuse: () => 'stale' })
    return updateLine(
      { ...key, quantity: line.quantity, fulfilled: line.fulfilled },
      { quantity: line.quantity + quantity, fulfilled: line.fulfilled + fulfilled },
      stale,
    )
  })
  const sums = [...deltas.values()]
  const next = {
    quantity: order.quantity + total(sums.map(({ quantity = 0 }) => quantity)),
    fulfilled: order.fulfilled + total(sums.map(({ fulfilled = 0 }) => fulfilled)),
  }
  const status = statusAfter(order.status, next)
  return [
    updateOrder(
      { id: order.id, version: order.version },
      {
        ...next,
        status,
        holdReason: status === 'on_hold' ? order.holdReason : null,
        version: order.version + 1,
        updatedAt: ctx.now(),
      },
      stale,
    ),
    ...rows,
  ]
}

function total(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0)
}
