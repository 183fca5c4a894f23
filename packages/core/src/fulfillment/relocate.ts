import { emit } from '../events/index.ts'
import {
  allLocations,
  type LiveReservation,
  levelsOf,
  liveReservations,
  lose,
  type NotFound,
  notFoundOf,
  relocate,
} from '../inventory/index.ts'
import { type Context, requestProblems, requireVersion, run, type Statement } from '../kernel/index.ts'
import { happened } from '../orders/index.ts'
import { fulfillmentMoved } from './events.ts'
import { type Part, partsOf, requireAllowed } from './guards.ts'
import type { MoveInput } from './model.ts'
import { problems } from './problems.ts'
import { type Work, workOfOrder, workWithLines } from './reads.ts'
import { changeWork, newWork } from './work.ts'

export interface MoveOptions {
  /** Of the fulfilment order. */
  readonly id: string
  readonly to: MoveInput
  /** The version that staff saw. */
  readonly expected?: number | undefined
}

/**
 * Lets another location send what is left, or some lines of it: stock is promised there and free here, in one command.
 * Throws `fulfillment.cannotMove` with what the other location can give.
 */
export async function moveWork(ctx: Context, { id, to, expected }: MoveOptions): Promise<{ id: string }> {
  const { result } = await run(ctx, {
    name: 'fulfillment.move',
    plan: async (commandId) => {
      const work = await workWithLines(ctx, id)
      requireVersion(expected, work.order.version)
      requireAllowed(work, 'move')
      await requireLocation(ctx, work, to.locationId)
      const parts = partsOf(work, to.lines)
      const { orderId } = work.order
      const [reservations, others] = await Promise.all([liveReservations(ctx, { orderId }), workOfOrder(ctx, orderId)])
      const taken = takings({ work, parts, reservations })
      await requireStock(ctx, taken, to.locationId)
      const missing = await notFoundOf(ctx, to.missing, reservations)
      const data = { fulfillmentOrderId: id, from: work.order.locationId, to: to.locationId, lines: linesOf(parts) }
      return {
        result: { id },
        statements: [
          ...changeWork(ctx, work, new Map(parts.map(({ line, quantity }) => [line.lineId, { quantity: -quantity }]))),
          ...arrive(ctx, { others, work, parts, locationId: to.locationId }),
          ...taken.flatMap((taking) => depart(ctx, taking, { to, commandId, missing })),
          happened(ctx, { orderId, kind: 'fulfillment_order', data, commandId }),
          emit(ctx, fulfillmentMoved, { aggregate: orderId, data: { ...data, orderId }, commandId }),
        ],
      }
    },
  })
  return result
}

async function requireLocation(ctx: Context, { order }: Work, locationId: string): Promise<void> {
  const found = (await allLocations(ctx)).find((location) => location.id === locationId)
  const path = 'body.locationId'
  if (found === undefined || found.status !== 'active')
    throw requestProblems.invalid({ errors: [{ path, code: 'unknown', message: 'is not an active location' }] })
  if (order.locationId === locationId)
    throw requestProblems.invalid({ errors: [{ path, code: 'same', message: 'has this work already' }] })
}

interface Taking {
  readonly part: Part
  readonly reservation: LiveReservation
  readonly quantity: number
}

interface Moving {
  readonly work: Work
  readonly parts: readonly Part[]
  readonly reservations: readonly LiveReservation[]
}

/** Which promises move; goods that are not counted have none. */
function takings({ work, parts, reservations }: Moving): Taking[] {
  return parts.flatMap((part) => {
    let left = part.quantity
    return reservations.flatMap((reservation) => {
      if (reservation.orderLineId !== part.line.lineId || reservation.locationId !== work.order.locationId) return []
      const quantity = Math.min(left, reservation.open)
      left -= quantity
      return quantity > 0 ? [{ part, reservation, quantity }] : []
    })
  })
}

interface Departure {
  readonly to: MoveInput
  readonly commandId: string
  readonly missing: NotFound | undefined
}

/** The promise goes; what is not there leaves the stock of the place that had it. */
function depart(ctx: Context, { reservation, quantity }: Taking, { to, commandId, missing }: Departure): Statement[] {
  const { variantId, locationId, orderId } = reservation
  const lost = missing?.take(reservation, quantity) ?? 0
  const moved = relocate(ctx, reservation, { toLocationId: to.locationId, quantity, commandId, lost })
  if (missing === undefined) return moved
  const because = { commandId, cause: { type: 'order', id: orderId }, reason: 'moved' }
  return [...moved, ...lose(ctx, { variantId, locationId, quantity: lost, missing: missing.how }, because)]
}

async function requireStock(ctx: Context, taken: readonly Taking[], locationId: string): Promise<void> {
  const wanted = new Map<string, { lineId: string; quantity: number }>()
  for (const { part, reservation, quantity } of taken) {
    const before = wanted.get(reservation.variantId)?.quantity ?? 0
    wanted.set(reservation.variantId, { lineId: part.line.lineId, quantity: before + quantity })
  }
  const levels = await levelsOf(ctx, [...wanted.keys()])
  for (const [variantId, { lineId, quantity }] of wanted) {
    const level = levels.find((one) => one.variantId === variantId && one.locationId === locationId)
    const available = Math.max(0, level?.available ?? 0)
    if (available < quantity)
      throw problems.cannotMove({
        detail: `${quantity} are wanted there, ${available} can be had.`,
        extra: { lineId, available },
      })
  }
}

interface Arriving {
  readonly others: readonly Work[]
  readonly work: Work
  readonly parts: readonly Part[]
  readonly locationId: string
}

/** The work joins what the other location has to send for this order, if that is still open. */
function arrive(ctx: Context, { others, work, parts, locationId }: Arriving): Statement[] {
  const { orderId, method } = work.order
  const there = others.find(
    ({ order }) => order.locationId === locationId && order.method === method && order.status === 'open',
  )
  if (there !== undefined)
    return changeWork(ctx, there, new Map(parts.map(({ line, quantity }) => [line.lineId, { quantity }])))
  return newWork(ctx, {
    ...{ orderId, method, locationId },
    lines: new Map(parts.map(({ line, quantity }) => [line.lineId, quantity])),
  })
}

function linesOf(parts: readonly Part[]) {
  return parts.map(({ line, quantity }) => ({ lineId: line.lineId, quantity }))
}
