import { insertInto, iso, isProblem, type Statement, update } from '@vitrine/core'
import * as v from 'valibot'
import { newCode } from './code.ts'
import type { Desk } from './desk.ts'
import { events } from './events.ts'
import { pickupAtDesk, requireHere, requireNotUsed, requireWaiting } from './find.ts'
import { problems } from './problems.ts'
import { isTaken, liveHandOver, type Pickup, pickupById, restOf } from './reads.ts'
import { stepLines } from './step.ts'
import { handOvers, lines } from './tables.ts'

const insertHandOver = insertInto(handOvers)
const changeHandOver = update(handOvers)
const changeLine = update(lines)
const stale = { changes: 1, refuse: () => 'stale' as const }
const MINUTE = 60_000

type Parts = readonly { readonly lineId: string; readonly quantity: number }[]

export interface HandOver {
  /** Said or shown by the customer; without it the desk names the pickup, having looked at the order. */
  readonly code?: string | undefined
  readonly pickupId?: string | undefined
  readonly locationId: string
  /** Without it everything that is left. */
  readonly lines?: Parts | undefined
  /** Who took it, when that is not the buyer. */
  readonly collector?: string | undefined
}

/** What the command of the core answers. */
const Made = v.object({ fulfillmentId: v.string() })

/** Goods leave over the counter: stock, order, pickup and timeline in one command, so that of two desks exactly one hands over. */
export async function handOver(desk: Desk, asked: HandOver): Promise<{ handOverId: string; pickupId: string }> {
  const { id, fulfillmentOrderId } = await atDesk(desk, asked)
  const pickup = await pickupById(desk, id)
  await requirePaid(desk, pickup)
  const parts = partsOf(pickup, asked.lines)
  const parcel = await desk.core.fulfillment
    .fulfill({
      params: { id: fulfillmentOrderId },
      body: { lines: [...parts] },
      also: async (commandId, made) => {
        const { fulfillmentId } = v.parse(Made, made)
        const found = await pickupById(desk, id)
        requireNotUsed(found)
        requireWaiting(found)
        return handOverLines(desk, found, { parts: partsOf(found, asked.lines), fulfillmentId, asked, commandId })
      },
    })
    .catch(async (error: unknown) => {
      // Another desk was faster: its answer is clearer than what the core says about its own work.
      if (isProblem(error)) requireNotUsed(await pickupById(desk, id))
      throw error
    })
  return { handOverId: parcel.id, pickupId: id }
}

async function atDesk(desk: Desk, { code, pickupId, locationId }: HandOver): Promise<Pickup> {
  if (code !== undefined) return pickupAtDesk(desk, { code, locationId })
  if (desk.config.requireCode) throw problems.codeRequired()
  const pickup = await pickupById(desk, pickupId ?? '')
  await requireHere(desk, pickup, locationId)
  return pickup
}

async function requirePaid({ config, core }: Desk, { orderId }: Pickup): Promise<void> {
  if (!config.requirePaid) return
  const { money, currency } = await core.orders.get({ params: { id: orderId } })
  if (money.due.amount > 0) throw problems.unpaid({ extra: { due: money.due.amount, currency } })
}

function partsOf(pickup: Pickup, named: Parts | undefined): Parts {
  const rest = new Map(restOf(pickup).map(({ lineId, quantity }) => [lineId, quantity]))
  if (named === undefined) return restOf(pickup)
  for (const { lineId, quantity } of named) {
    const left = rest.get(lineId) ?? 0
    if (quantity > left) throw problems.tooMany({ detail: `${left} are left.`, extra: { lineId, left } })
    rest.set(lineId, left - quantity)
  }
  return named
}

interface Leaving {
  readonly parts: Parts
  readonly fulfillmentId: string
  readonly asked: HandOver
  readonly commandId: string
}

function handOverLines(desk: Desk, pickup: Pickup, { parts, fulfillmentId, asked, commandId }: Leaving): Statement[] {
  const now = desk.now()
  const isLast = restOf(pickup).reduce((sum, { quantity }) => sum + quantity, 0) === sumOf(parts)
  const row = {
    ...{ id: fulfillmentId, pickupId: pickup.id, lines: [...parts], collector: asked.collector ?? null },
    ...{ actorId: desk.ctx.actor.id, at: now, undoneAt: null, note: null },
  }
  return [
    ...parts.map((part) => collect(pickup, part, 1)),
    insertHandOver(row),
    ...stepLines(desk, {
      pickup,
      patch: isLast ? { status: 'collected', closedAt: now } : { status: 'part_collected' },
      event: events.handedOver,
      more: { lines: parts, handOverId: fulfillmentId, hasShownCode: asked.code !== undefined },
      commandId,
    }),
  ]
}

function collect(pickup: Pickup, { lineId, quantity }: Parts[number], sign: 1 | -1): Statement {
  const line = pickup.lines.find((one) => one.lineId === lineId)
  const { collected = 0, picked = 0 } = line ?? {}
  const next = collected + sign * quantity
  return changeLine(
    { pickupId: pickup.id, lineId, collected },
    { collected: next, picked: Math.max(picked, next) },
    stale,
  )
}

function sumOf(parts: Parts): number {
  return parts.reduce((sum, { quantity }) => sum + quantity, 0)
}

export interface Undo {
  readonly handOverId: string
  readonly note?: string | undefined
}

/** The goods were not taken after all: they wait again, under the same code. For ten minutes, unless the settings say otherwise. */
export async function undoHandOver(desk: Desk, { handOverId, note }: Undo): Promise<{ pickupId: string }> {
  const { pickupId } = requireInTime(desk, await liveHandOver(desk, handOverId))
  await desk.core.fulfillment.cancel({
    params: { id: handOverId },
    also: async (commandId) => {
      const row = requireInTime(desk, await liveHandOver(desk, handOverId))
      const pickup = await pickupById(desk, row.pickupId)
      const rest = pickup.lines.reduce((sum, { collected }) => sum + collected, 0) - sumOf(row.lines)
      const code = pickup.closedAt !== null && (await isTaken(desk, pickup.code)) ? newCode() : pickup.code
      return [
        changeHandOver({ id: handOverId, at: row.at }, { undoneAt: desk.now(), note: note ?? null }, stale),
        ...row.lines.map((part) => collect(pickup, part, -1)),
        ...stepLines(desk, {
          pickup,
          patch: { status: rest > 0 ? 'part_collected' : 'ready', closedAt: null, code },
          event: events.undone,
          more: { lines: row.lines, handOverId },
          commandId,
        }),
      ]
    },
  })
  return { pickupId }
}

function requireInTime<Row extends { readonly at: number }>({ config, now }: Desk, row: Row): Row {
  const until = row.at + config.undoMinutes * MINUTE
  if (now() > until) throw problems.undoTooLate({ extra: { until: iso(until) } })
  return row
}
