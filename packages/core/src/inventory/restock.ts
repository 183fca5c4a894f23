import type { Statement } from '../kernel/index.ts'
import type { LiveReservation } from './model.ts'
import { announce, type Cause, type Deltas, ensureLevel, type MoveContext, move } from './movement.ts'
import { levelsOf } from './reads.ts'

export interface Restocked {
  readonly variantId: string
  readonly locationId: string
  readonly quantity: number
  /** Damaged goods are on hand but not for sale. */
  readonly condition: 'sellable' | 'damaged'
}

export interface Because {
  readonly commandId: string
  readonly cause: Cause
  readonly reason?: string | undefined
}

/** Goods that left come back. */
export function restock(
  ctx: MoveContext,
  { condition, quantity, variantId, locationId }: Restocked,
  { commandId, cause, reason }: Because,
): Statement[] {
  const level = { variantId, locationId }
  const unavailable = condition === 'damaged' ? quantity : 0
  return [
    ensureLevel(ctx, level),
    move(ctx, { ...level, kind: 'restock', onHand: quantity, unavailable, cause, commandId, reason }),
    ...(unavailable === 0 ? announce(ctx, [variantId], commandId) : []),
  ]
}

/** Goods that were just freed are not there: `gone` from the shelf, or still there and not for sale. */
export type Missing = 'gone' | 'damaged'

/** What was not found, and how much of it can have been there. */
export interface NotFound {
  readonly how: Missing
  /** So many of these can be missing: no more than the shelf still has. What was owed was never there. */
  readonly take: (promise: Pick<LiveReservation, 'variantId' | 'locationId' | 'short'>, quantity: number) => number
}

/** Looks at the shelves of these promises, of which some were not found; undefined when all were. */
export async function notFoundOf(
  reader: Parameters<typeof levelsOf>[0],
  how: Missing | undefined,
  promises: readonly LiveReservation[],
): Promise<NotFound | undefined> {
  if (how === undefined) return undefined
  const levels = await levelsOf(reader, [...new Set(promises.map(({ variantId }) => variantId))])
  const left = new Map(levels.map((level) => [shelf(level), level.onHand - level.unavailable]))
  return {
    how,
    take(promise, quantity) {
      const there = Math.max(0, left.get(shelf(promise)) ?? 0)
      const taken = Math.min(there, Math.max(0, quantity - promise.short))
      left.set(shelf(promise), there - taken)
      return taken
    },
  }
}

const shelf = ({ variantId, locationId }: { readonly variantId: string; readonly locationId: string }) =>
  `${variantId} ${locationId}`

interface Lost extends Omit<Restocked, 'condition'> {
  readonly missing: Missing
}

/** Takes goods out of what can be sold that an order gives up because they were not found. Follows `uncommit` in the same command, so that nobody is promised them between. */
export function lose(
  ctx: MoveContext,
  { missing, quantity, variantId, locationId }: Lost,
  { commandId, cause, reason }: Because,
): Statement[] {
  if (quantity <= 0) return []
  const deltas = missing === 'gone' ? { onHand: -quantity } : { unavailable: quantity }
  const kind = missing === 'gone' ? 'write_off' : 'damage'
  return [move(ctx, { variantId, locationId, kind, ...deltas, cause, commandId, reason })]
}

export interface Correction extends Deltas {
  readonly variantId: string
  readonly locationId: string
  /** By how much the debt rises, when the correction finds goods promised that are not there; it needs a task. */
  readonly owes?: number
}

/** A compensating row of the ledger, written by repairs only. */
export function correct(ctx: MoveContext, correction: Correction, { commandId, cause, reason }: Because): Statement[] {
  return [
    move(ctx, { ...correction, kind: 'correct', cause, commandId, reason }),
    ...announce(ctx, [correction.variantId], commandId),
  ]
}
