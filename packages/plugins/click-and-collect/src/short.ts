import { update } from '@vitrine/core'
import type { Desk } from './desk.ts'
import { events } from './events.ts'
import { follow } from './follow.ts'
import type { Fault } from './model.ts'
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
  readonly fault: Fault
  readonly reason?: string | undefined
  /** Pays it back, or has another store make it ready. */
  readonly remedy: { readonly kind: 'cancel' } | { readonly kind: 'move'; readonly locationId: string }
}

const WORDS: Readonly<Record<Fault, string>> = {
  not_found: 'not found on the shelf',
  damaged: 'damaged',
  other: 'cannot be handed over',
}
const MISSING = { not_found: 'gone', damaged: 'damaged', other: undefined } as const

/** Something cannot be handed over: it is cancelled and paid back, or made ready in another store. What is not there leaves the store's stock in the same command. */
export async function reportShort(desk: Desk, short: Short): Promise<void> {
  const { id, lineId, quantity, remedy, fault, reason = WORDS[fault] } = short
  const { orderId, fulfillmentOrderId, ...pickup } = await pickupById(desk, id)
  requireMissing(pickup, short)
  const also = async (commandId: string) =>
    shortLines(desk, { pickup: await pickupById(desk, id), short: { ...short, reason }, commandId })
  const missing = MISSING[fault]
  const body = { lines: [{ lineId, quantity }], ...(missing === undefined ? {} : { missing }) }
  if (remedy.kind === 'cancel') {
    await desk.core.orders.cancel({ params: { id: orderId }, body: { ...body, reason }, also })
    return
  }
  const { locationId } = remedy
  await desk.core.fulfillment.move({ params: { id: fulfillmentOrderId }, body: { ...body, locationId }, also })
  await follow(desk, orderId)
}

function requireMissing(pickup: Pick<Pickup, 'status' | 'lines'>, { lineId, quantity }: Short) {
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
  readonly short: Short & { readonly reason: string }
  readonly commandId: string
}

function shortLines(desk: Desk, { pickup, short, commandId }: Shortening) {
  const { lineId, quantity, fault, reason, remedy } = short
  const { pickupId, picked, quantity: before } = requireMissing(pickup, short)
  const rest = pickup.lines.reduce((sum, line) => sum + line.quantity, 0) - quantity
  return [
    changeLine({ pickupId, lineId, picked, quantity: before }, { quantity: before - quantity }, stale),
    ...stepLines(desk, {
      pickup,
      patch: rest === 0 ? { status: 'cancelled', closedAt: desk.now() } : {},
      event: events.short,
      more: { lines: [{ lineId, quantity }], fault, reason, remedy: remedy.kind },
      commandId,
    }),
  ]
}
