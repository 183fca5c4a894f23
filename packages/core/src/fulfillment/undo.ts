import { emit } from '../events/index.ts'
import { type FulfilledReservation, fulfilledReservations, unfulfil } from '../inventory/index.ts'
import { type Context, requireVersion, run, type Statement, update } from '../kernel/index.ts'
import { countFulfilled, happened } from '../orders/index.ts'
import { fulfillmentCancelled } from './events.ts'
import { problems } from './problems.ts'
import { type Parcel, parcelById, workWithLines } from './reads.ts'
import { fulfillments } from './schema.ts'
import { changeWork } from './work.ts'

const change = update(fulfillments)

export interface UndoOptions {
  /** Of the fulfilment. */
  readonly id: string
  /** The version that staff saw. */
  readonly expected?: number | undefined
}

/** A parcel did not leave after all: goods are on hand and promised again, and the work is open. Throws `alreadyCancelled`. */
export async function cancelFulfillment(
  ctx: Context,
  { id, expected }: UndoOptions,
): Promise<{ fulfillmentId: string }> {
  const { result } = await run(ctx, {
    name: 'fulfillment.cancel',
    plan: async (commandId) => {
      const parcel = await parcelById(ctx, id)
      const { orderId, fulfillmentOrderId, version, status } = parcel.fulfillment
      requireVersion(expected, version)
      if (status === 'cancelled' || status === 'delivered') throw problems.alreadyCancelled()
      const [work, promised] = await Promise.all([
        workWithLines(ctx, fulfillmentOrderId),
        fulfilledReservations(ctx, orderId),
      ])
      const back = parcel.lines.map(({ lineId, quantity }) => ({ lineId, quantity: -quantity }))
      const patch = { status: 'cancelled', version: version + 1, updatedAt: ctx.now() } as const
      const data = { orderId, fulfillmentId: id }
      return {
        result: { fulfillmentId: id },
        statements: [
          change({ id, version }, patch, { changes: 1, refuse: () => 'stale' }),
          ...changeWork(ctx, work, new Map(back.map(({ lineId, quantity }) => [lineId, { fulfilled: quantity }]))),
          ...countFulfilled(ctx, { orderId, lines: back }),
          ...returnStock(ctx, { parcel, promised, commandId }),
          happened(ctx, { orderId, kind: 'fulfillment_cancelled', data: { ...data, lines: back }, commandId }),
          emit(ctx, fulfillmentCancelled, { aggregate: orderId, data, commandId }),
        ],
      }
    },
  })
  return result
}

interface Returning {
  readonly parcel: Parcel
  readonly promised: readonly FulfilledReservation[]
  readonly commandId: string
}

function returnStock(ctx: Context, { parcel, promised, commandId }: Returning): Statement[] {
  const { orderId, locationId } = parcel.fulfillment
  return parcel.lines
    .filter(({ tracked }) => tracked)
    .flatMap((line) => {
      let left = line.quantity
      return promised.flatMap((reservation) => {
        if (reservation.orderLineId !== line.lineId || reservation.locationId !== locationId) return []
        const quantity = Math.min(left, reservation.fulfilled)
        left -= quantity
        return quantity > 0 ? unfulfil(ctx, reservation, { quantity, orderId, commandId }) : []
      })
    })
}
