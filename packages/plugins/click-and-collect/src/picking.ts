import { type Statement, update } from '@vitrine/core'
import type { Desk } from './desk.ts'
import { events } from './events.ts'
import { tell } from './messages.ts'
import { problems } from './problems.ts'
import { type Pickup, pickupById } from './reads.ts'
import { closingAfter } from './schedule.ts'
import type { Status } from './status.ts'
import { stepLines } from './step.ts'
import { storeById, storeRules } from './stores.ts'
import { type LineRow, lines } from './tables.ts'

const changeLine = update(lines)
const stale = { changes: 1, refuse: () => 'stale' as const }
const DAY = 86_400_000

export function requireStatus({ status }: Pick<Pickup, 'status'>, allowed: readonly Status[]): void {
  if (!allowed.includes(status))
    throw problems.notAllowed({ detail: `It is ${status.replace('_', ' ')}.`, extra: { status } })
}

const BEFORE_READY = ['placed', 'picking'] as const

/** Somebody picks it. */
export async function startPicking(desk: Desk, id: string): Promise<void> {
  const pickup = await pickupById(desk, id)
  requireStatus(pickup, ['placed'])
  await desk.core.fulfillment.start({
    params: { id: pickup.fulfillmentOrderId },
    also: async (commandId) => {
      const found = await pickupById(desk, id)
      requireStatus(found, ['placed'])
      return stepLines(desk, {
        pickup: found,
        patch: { status: 'picking' },
        event: events.picking,
        more: {},
        commandId,
      })
    },
  })
}

export interface Picked {
  readonly id: string
  /** What the scanner read: a barcode or an SKU. */
  readonly scan?: string | undefined
  readonly lineId?: string | undefined
  readonly quantity: number
}

/** A piece was found on the shelf. The first one starts the picking. */
export async function pickLine(desk: Desk, { id, scan, lineId, quantity }: Picked): Promise<void> {
  const before = await pickupById(desk, id)
  requireStatus(before, BEFORE_READY)
  const named = lineId === undefined ? await variantsOf(desk, scan ?? '') : undefined
  if (before.status === 'placed') await startPicking(desk, id)
  await desk.db.run('pick', async (commandId) => {
    const pickup = await pickupById(desk, id)
    requireStatus(pickup, BEFORE_READY)
    const line = wanted(pickup, (one) =>
      named === undefined ? one.lineId === lineId : named.includes(one.variantId ?? ''),
    )
    if (line.picked + quantity > line.quantity)
      throw problems.pickedAlready({
        detail: `${line.picked} of ${line.quantity} are picked.`,
        extra: { lineId: line.lineId, quantity: line.quantity },
      })
    const was = { pickupId: id, lineId: line.lineId, picked: line.picked, quantity: line.quantity }
    return {
      statements: [
        changeLine(was, { picked: line.picked + quantity }, stale),
        ...stepLines(desk, {
          pickup,
          patch: {},
          event: events.picked,
          more: { lines: [{ lineId: line.lineId, quantity }] },
          commandId,
        }),
      ],
      result: null,
    }
  })
}

async function variantsOf({ core }: Desk, scan: string): Promise<string[]> {
  const found = await core.products.byBarcode({ params: { code: scan } }).catch(() => ({ items: [] }))
  return found.items.map(({ id }) => id)
}

/** The line that is meant; of several of the same goods the first that is not done. */
function wanted({ lines: goods }: Pickup, isMeant: (line: LineRow) => boolean): LineRow {
  const meant = goods.filter((line) => line.quantity > 0 && isMeant(line))
  const found = meant.find(({ picked, quantity }) => picked < quantity) ?? meant[0]
  if (found === undefined) throw problems.notOnList()
  return found
}

export interface Ready {
  readonly id: string
  /** Everything is there, scanned or not. */
  readonly all: boolean
}

/** All is picked and waits at the counter: the buyer gets the code. Throws `click-and-collect.notPicked`. */
export async function markReady(desk: Desk, { id, all }: Ready): Promise<void> {
  const { fulfillmentOrderId, locationId, language } = await pickupById(desk, id)
  const [store, rulesOf] = await Promise.all([storeById(desk, locationId, [language]), storeRules(desk)])
  const rules = rulesOf(locationId)
  const found = await pickupById(desk, id)
  requireReady(found, all)
  await desk.core.fulfillment.ready({
    params: { id: fulfillmentOrderId },
    also: async (commandId): Promise<Statement[]> => {
      const pickup = await pickupById(desk, id)
      requireReady(pickup, all)
      const now = desk.now()
      const patch = {
        status: 'ready',
        readyAt: now,
        collectUntil: closingAfter(rules, now + rules.keepDays * DAY),
      } as const
      return [
        ...pickup.lines.filter(isMissing).map(pickAll),
        ...stepLines(desk, { pickup, patch, event: events.ready, more: {}, commandId }),
        ...tell(desk, 'ready', { pickup: { ...pickup, ...patch }, store, rules }),
      ]
    },
  })
}

const isMissing = ({ picked, quantity }: LineRow) => picked < quantity

function pickAll({ pickupId, lineId, picked, quantity }: LineRow): Statement {
  return changeLine({ pickupId, lineId, picked, quantity }, { picked: quantity }, stale)
}

function requireReady(pickup: Pickup, all: boolean): void {
  requireStatus(pickup, BEFORE_READY)
  const missing = pickup.lines
    .filter(isMissing)
    .map(({ lineId, picked, quantity }) => ({ lineId, quantity: quantity - picked }))
  if (!all && missing.length > 0) throw problems.notPicked({ extra: { missing } })
}

/** Writes the message with the code once more. */
export async function resend(desk: Desk, id: string): Promise<void> {
  const [{ locationId, language }, rulesOf] = await Promise.all([pickupById(desk, id), storeRules(desk)])
  const store = await storeById(desk, locationId, [language])
  await desk.db.run('resend', async (commandId) => {
    const pickup = await pickupById(desk, id)
    requireStatus(pickup, ['ready', 'part_collected'])
    return {
      statements: [
        ...stepLines(desk, { pickup, patch: {}, event: events.resent, more: {}, commandId }),
        ...tell(desk, 'ready', { pickup, store, rules: rulesOf(locationId) }),
      ],
      result: null,
    }
  })
}
