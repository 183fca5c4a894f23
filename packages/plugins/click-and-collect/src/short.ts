import { isProblem, update } from '@vitrine/core'
import type { Desk } from './desk.ts'
import { events } from './events.ts'
import { follow } from './follow.ts'
import { requireStatus } from './picking.ts'
import { problems } from './problems.ts'
import { type Pickup, pickupById } from './reads.ts'
import { stepLines } from './step.ts'
import { lines } from './tables.ts'

const changeLine = update(lines)
const stale = { changes: 1, refuse: () => 'stale' as const }

export interface Short {
  readonly id: string
  readonly lineId: string
  readonly quantity: number
  readonly reason: string
  /** Pays it back, or has another store make it ready. */
  readonly remedy: { readonly kind: 'cancel' } | { readonly kind: 'move'; readonly locationId: string }
  /** The shelf is empty: the store's stock is lowered by what was not found. */
  readonly isGone: boolean
}

/** Something is not on the shelf: it is cancelled and paid back, or made ready in another store, and the shelf is corrected. */
export async function reportShort(desk: Desk, short: Short): Promise<void> {
  const { id, lineId, quantity, reason, remedy } = short
  const pickup = await pickupById(desk, id)
  const line = requireMissing(pickup, short)
  const also = async (commandId: string) => shortLines(desk, { pickup: await pickupById(desk, id), short, commandId })
  const parts = [{ lineId, quantity }]
  if (remedy.kind === 'cancel')
    await desk.core.orders.cancel({ params: { id: pickup.orderId }, body: { lines: parts, reason }, also })
  else {
    const { fulfillmentOrderId, orderId } = pickup
    const body = { locationId: remedy.locationId, lines: parts }
    await desk.core.fulfillment.move({ params: { id: fulfillmentOrderId }, body, also })
    await follow(desk, orderId)
  }
  if (short.isGone && line.variantId !== null)
    await writeOff(desk, { variantId: line.variantId, locationId: pickup.locationId, quantity, reason })
}

function requireMissing(pickup: Pickup, { lineId, quantity }: Short) {
  requireStatus(pickup, ['placed', 'picking'])
  const line = pickup.lines.find((one) => one.lineId === lineId)
  if (line === undefined) throw problems.notOnList()
  const left = line.quantity - line.picked
  if (quantity > left)
    throw problems.tooMany({ detail: `${left} of this line are not picked yet.`, extra: { lineId, left } })
  return line
}

interface Shortening {
  readonly pickup: Pickup
  readonly short: Short
  readonly commandId: string
}

function shortLines(desk: Desk, { pickup, short, commandId }: Shortening) {
  const { lineId, quantity, reason, remedy } = short
  const { pickupId, picked, quantity: before } = requireMissing(pickup, short)
  const rest = pickup.lines.reduce((sum, line) => sum + line.quantity, 0) - quantity
  return [
    changeLine({ pickupId, lineId, picked, quantity: before }, { quantity: before - quantity }, stale),
    ...stepLines(desk, {
      pickup,
      patch: rest === 0 ? { status: 'cancelled', closedAt: desk.now() } : {},
      event: events.short,
      more: { lines: [{ lineId, quantity }], reason, remedy: remedy.kind },
      commandId,
    }),
  ]
}

interface Gone {
  readonly variantId: string
  readonly locationId: string
  readonly quantity: number
  readonly reason: string
}

/** Somebody may have bought it from the shelf at the same moment; then the count of the shelf is left to people. */
async function writeOff(desk: Desk, { reason, locationId, ...gone }: Gone): Promise<void> {
  try {
    await desk.core.stock.adjust({ body: { kind: 'write_off', ...gone, location: locationId, reason } })
  } catch (error) {
    if (!isProblem(error)) throw error
    desk.log.warn(
      { ...gone, locationId, refused: error.code },
      'what was not found on the shelf could not be written off',
    )
  }
}
