import { type Statement, update } from '@vitrine/core'
import type { Desk } from './desk.ts'
import { events } from './events.ts'
import { tell } from './messages.ts'
import { requireStatus } from './picking.ts'
import { isWaiting, overdue, type Pickup, pickupById, restOf, toRemind } from './reads.ts'
import { stepLines } from './step.ts'
import { storeById, storeRules } from './stores.ts'
import { lines } from './tables.ts'

const changeLine = update(lines)
const stale = { changes: 1, refuse: () => 'stale' as const }
const HOUR = 3_600_000

/** What nobody fetched in time goes back on the shelf, and the money to the buyer. Resolves with how many pickups ended. */
export async function expireOverdue(desk: Desk): Promise<number> {
  let ended = 0
  for await (const { id } of overdue(desk, desk.now())) {
    const done = await expire(desk, id).catch((err: unknown) => {
      desk.log.error({ err, pickup: id }, 'a pickup could not be ended')
      return false
    })
    if (done) ended += 1
  }
  return ended
}

async function expire(desk: Desk, id: string): Promise<boolean> {
  const isDue = (pickup: Pickup) => isWaiting(pickup) && (pickup.collectUntil ?? Number.POSITIVE_INFINITY) <= desk.now()
  if (!isDue(await pickupById(desk, id))) return false
  await giveBack(desk, id, {
    reason: 'not collected in time',
    lines: (pickup, commandId) => {
      requireStatus(pickup, ['ready', 'part_collected'])
      const patch = { status: 'expired', closedAt: desk.now() } as const
      return stepLines(desk, { pickup, patch, event: events.expired, more: { lines: restOf(pickup) }, commandId })
    },
  })
  return true
}

export interface Refusal {
  readonly id: string
  readonly reason: string
}

/** The customer does not want what is left, or may not have it: it goes back, and the money with it. */
export async function refuse(desk: Desk, { id, reason }: Refusal): Promise<void> {
  requireStatus(await pickupById(desk, id), ['ready', 'part_collected'])
  await giveBack(desk, id, {
    reason,
    lines: (pickup, commandId) => {
      requireStatus(pickup, ['ready', 'part_collected'])
      const patch = { status: 'refused', closedAt: desk.now() } as const
      return stepLines(desk, {
        pickup,
        patch,
        event: events.refused,
        more: { lines: restOf(pickup), reason },
        commandId,
      })
    },
  })
}

interface GivingBack {
  readonly reason: string
  readonly lines: (pickup: Pickup, commandId: string) => readonly Statement[]
}

/** Cancels what is left: the core frees the stock in the same command and pays back after it. */
async function giveBack(desk: Desk, id: string, { reason, lines: own }: GivingBack): Promise<void> {
  const before = await pickupById(desk, id)
  await desk.core.orders.cancel({
    params: { id: before.orderId },
    body: { lines: restOf(before), reason },
    also: async (commandId) => {
      const pickup = await pickupById(desk, id)
      return [
        ...pickup.lines.flatMap(({ pickupId, lineId, quantity, collected }) =>
          quantity === collected
            ? []
            : [
                changeLine(
                  { pickupId, lineId, quantity, collected },
                  { quantity: collected, picked: collected },
                  stale,
                ),
              ],
        ),
        ...own(pickup, commandId),
      ]
    },
  })
}

/** Reminds everybody whose goods go back soon, once. Resolves with how many. */
export async function remindLate(desk: Desk): Promise<number> {
  let reminded = 0
  const rulesOf = await storeRules(desk)
  for await (const { id, locationId, language } of toRemind(desk, desk.now() + desk.config.remindHours * HOUR)) {
    reminded += 1
    const store = await storeById(desk, locationId, [language])
    await desk.db.run('remind', async (commandId) => {
      const pickup = await pickupById(desk, id)
      if (!isWaiting(pickup) || pickup.remindedAt !== null) return { statements: [], result: null }
      const patch = { remindedAt: desk.now() }
      return {
        statements: [
          ...stepLines(desk, { pickup, patch, event: events.reminded, more: {}, commandId }),
          ...tell(desk, 'reminder', { pickup, store, rules: rulesOf(locationId) }),
        ],
        result: null,
      }
    })
  }
  return reminded
}
