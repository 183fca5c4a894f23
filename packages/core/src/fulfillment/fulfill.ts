import { emit } from '../events/index.ts'
import { fulfil, type LiveReservation, liveReservations } from '../inventory/index.ts'
import { type Context, insertInto, requireVersion, run, type Statement } from '../kernel/index.ts'
import { countFulfilled, happened } from '../orders/index.ts'
import { orderShipped } from './events.ts'
import { type Part, partsOf, requireAllowed } from './guards.ts'
import type { FulfillInput } from './model.ts'
import { problems } from './problems.ts'
import { type Work, workWithLines } from './reads.ts'
import { fulfillmentLines, fulfillments } from './schema.ts'
import { changeWork } from './work.ts'

const insertFulfillment = insertInto(fulfillments)
const insertLine = insertInto(fulfillmentLines)

export interface FulfillOptions {
  /** Of the fulfilment order. */
  readonly id: string
  readonly fulfill: FulfillInput
  /** The version that staff saw. */
  readonly expected?: number | undefined
}

/**
 * Goods leave, or are handed over at the counter: stock, work, order lines and the fulfilment change in one command.
 * Against a cancellation at the same moment exactly one wins. Throws `tooMany`, `notAllowed` and `inventory.notOnHand`.
 */
export async function fulfillWork(
  ctx: Context,
  { id, fulfill, expected }: FulfillOptions,
): Promise<{ fulfillmentId: string }> {
  const { result } = await run(ctx, {
    name: 'fulfillment.create',
    plan: async (commandId) => {
      const work = await workWithLines(ctx, id)
      requireVersion(expected, work.order.version)
      requireAllowed(work, 'fulfill')
      const parts = partsOf(work, fulfill.lines)
      const reservations = await liveReservations(ctx, { orderId: work.order.orderId })
      const fulfillmentId = ctx.newId('ful')
      return {
        result: { fulfillmentId },
        statements: [
          ...changeWork(ctx, work, new Map(parts.map(({ line, quantity }) => [line.lineId, { fulfilled: quantity }]))),
          ...countFulfilled(ctx, { orderId: work.order.orderId, lines: linesOf(parts) }),
          ...parts.flatMap((part) => takeStock(ctx, { work, part, reservations, commandId })),
          ...rowsOf(ctx, { work, parts, fulfill, fulfillmentId }),
          ...announce(ctx, { work, parts, fulfill, fulfillmentId, commandId }),
        ],
      }
    },
  })
  return result
}

interface Taking {
  readonly work: Work
  readonly part: Part
  readonly reservations: readonly LiveReservation[]
  readonly commandId: string
}

/** Counted goods leave against what the order was promised at this location, the oldest promise first. */
function takeStock(ctx: Context, { work, part, reservations, commandId }: Taking): Statement[] {
  const { line, quantity } = part
  if (!line.tracked) return []
  let left = quantity
  const statements: Statement[] = []
  for (const reservation of reservations) {
    if (reservation.orderLineId !== line.lineId || reservation.locationId !== work.order.locationId) continue
    const taken = Math.min(left, reservation.open)
    if (taken <= 0) continue
    left -= taken
    statements.push(...fulfil(ctx, reservation, taken, { commandId }))
  }
  if (left === 0) return statements
  throw problems.tooMany({
    detail: 'The stock room has promised less to this order.',
    extra: { lineId: line.lineId, open: quantity - left },
  })
}

interface Leaving {
  readonly work: Work
  readonly parts: readonly Part[]
  readonly fulfill: FulfillInput
  readonly fulfillmentId: string
}

function rowsOf(ctx: Context, { work, parts, fulfill: { tracking }, fulfillmentId }: Leaving): Statement[] {
  const now = ctx.now()
  const { orderId, locationId, method } = work.order
  return [
    insertFulfillment({
      ...{ orderId, locationId },
      id: fulfillmentId,
      fulfillmentOrderId: work.order.id,
      status: method === 'pickup' || method === 'carry_out' ? 'collected' : 'shipped',
      carrier: tracking?.carrier ?? null,
      trackingNumber: tracking?.number ?? null,
      trackingUrl: tracking?.url ?? null,
      createdAt: now,
      updatedAt: now,
    }),
    ...parts.map(({ line, quantity }) => insertLine({ fulfillmentId, orderLineId: line.lineId, quantity })),
  ]
}

function announce(ctx: Context, leaving: Leaving & { readonly commandId: string }): Statement[] {
  const { work, parts, fulfill, fulfillmentId, commandId } = leaving
  const { orderId } = work.order
  const data = {
    orderId,
    fulfillmentId,
    lines: linesOf(parts),
    carrier: fulfill.tracking?.carrier ?? null,
    trackingNumber: fulfill.tracking?.number ?? null,
    trackingUrl: fulfill.tracking?.url ?? null,
  }
  return [
    happened(ctx, { orderId, kind: 'fulfilled', data, commandId }),
    emit(ctx, orderShipped, { aggregate: orderId, data, commandId }),
  ]
}

function linesOf(parts: readonly Part[]) {
  return parts.map(({ line, quantity }) => ({ lineId: line.lineId, quantity }))
}
