import { emit } from '../events/index.ts'
import { type Context, insertInto, type Refusal, type SqlValue, type Statement } from '../kernel/index.ts'
import { stockChanged } from './events.ts'
import { problems } from './problems.ts'
import { inventoryLevels, stockTasks } from './schema.ts'

/** What moves need of a context: who, when, and new ids. */
export type MoveContext = Pick<Context, 'now' | 'newId' | 'actor'>

export type MovementKind =
  | 'receive'
  | 'count'
  | 'damage'
  | 'repair'
  | 'write_off'
  | 'hold'
  | 'release'
  | 'expire'
  | 'commit'
  | 'cancel'
  | 'fulfil'
  | 'restock'
  | 'announce'
  | 'transfer_out'
  | 'transfer_in'
  | 'transfer_cancel'
  | 'correct'

/** What made it happen: `{ type: 'order', id: 'ord_…' }`. */
export interface Cause {
  readonly type: string
  readonly id: string | null
}

export interface Deltas {
  readonly onHand?: number
  readonly reserved?: number
  readonly committed?: number
  readonly unavailable?: number
  readonly incoming?: number
}

export interface Movement extends Deltas {
  readonly variantId: string
  readonly locationId: string
  readonly kind: MovementKind
  readonly cause: Cause
  readonly commandId: string
  readonly reason?: string | null | undefined
  readonly note?: string | null | undefined
  readonly reservationId?: string | undefined
  /** By how much known debt rises. Only a count, an intake and a backorder may say so, each with a task. */
  readonly owes?: number
  /** Of what it sets free, so much turned out not to be there: a movement that follows takes it away, and it pays no debt. */
  readonly lost?: number | undefined
  /** Refuses unless exactly so much is on hand. */
  readonly expected?: number | undefined
}

/** By how much a movement changes what can be had (before debt takes its part). */
export function freedBy({ onHand = 0, reserved = 0, committed = 0, unavailable = 0 }: Deltas): number {
  return onHand - reserved - committed - unavailable
}

/** The topic of kept answers that show a variant. */
export function variantTopic(variantId: string): string {
  return `variant:${variantId}`
}

/**
 * One row of the ledger; its trigger moves the level. The level must exist (see `ensureLevel`).
 *
 * Debt is paid first: whatever sets goods free lowers `short` before it can be sold again. The database computes it from the row as it is,
 * so no snapshot can be too old for it. A debt that rises must be exactly what is missing at that moment, else the plan was stale.
 */
export function move(ctx: MoveContext, movement: Movement, refuse: Refusal = stale): Statement {
  const { variantId, locationId, cause, owes = 0, expected = null, incoming = 0 } = movement
  const freed = freedBy(movement) - (movement.lost ?? 0)
  const optional: readonly (SqlValue | undefined)[] = [
    movement.onHand || null,
    movement.reserved || null,
    movement.committed || null,
    movement.unavailable || null,
    incoming || null,
    freed > 0 ? freed : null,
    owes || null,
    cause.id,
    movement.reservationId,
    ctx.actor.id,
    movement.reason,
    movement.note,
  ]
  const args: SqlValue[] = []
  let bits = expected === null ? 0 : EXPECTED
  for (const [place, value] of optional.entries()) {
    if (value === null || value === undefined) continue
    bits |= 1 << place
    args.push(value)
  }
  args.push(movement.kind, cause.type, ctx.actor.kind, movement.commandId, ctx.now(), variantId, locationId)
  if (owes > 0) args.push(owes, -freed)
  if (expected !== null) args.push(expected)
  const guard = { changes: 1, refuse, ...(freed === 0 && incoming === 0 ? {} : { touches: variantTopic(variantId) }) }
  return { sql: textOf(bits), args, ...guard }
}

const FREED = 1 << 5
const OWES = 1 << 6
const EXPECTED = 1 << 12

const texts = new Map<number, string>()

/** One text per set of what is there, because half as many bound values halve what the statement costs outside the database. */
function textOf(bits: number): string {
  let text = texts.get(bits)
  if (text === undefined) {
    text = compile(bits)
    texts.set(bits, text)
  }
  return text
}

function compile(bits: number): string {
  const filled = (places: readonly number[], missing: string) =>
    places.map((place) => ((bits & (1 << place)) === 0 ? missing : '?')).join(', ')
  const short = (bits & FREED) !== 0 ? '-min(short, ?)' : (bits & OWES) !== 0 ? '?' : '0'
  return `insert into stock_movements (previous, variant_id, location_id, on_hand, reserved, committed, unavailable, incoming, short,
      cause_id, reservation_id, actor_id, reason, note, kind, cause_type, actor_kind, command_id, created_at)
    select last_movement, variant_id, location_id, ${filled([0, 1, 2, 3, 4], '0')}, ${short}, ${filled([7, 8, 9, 10, 11], 'null')}, ?, ?, ?, ?, ?
    from inventory_levels where variant_id = ? and location_id = ?
    ${(bits & OWES) === 0 ? '' : 'and ? = max(0, ? - available)'} ${(bits & EXPECTED) === 0 ? '' : 'and on_hand = ?'}`
}

const stale: Refusal = () => 'stale'

const skipLevel = insertInto(inventoryLevels, 'skip')

/** A level of zeros where there is none yet; refused when the variant or the location does not exist. */
export function ensureLevel(
  ctx: MoveContext,
  { variantId, locationId }: { readonly variantId: string; readonly locationId: string },
): Statement {
  const now = ctx.now()
  return skipLevel(
    { variantId, locationId, createdAt: now, updatedAt: now },
    {
      refuse: () =>
        problems.unknownVariant({ detail: `There is no variant ${variantId} or no location ${locationId}.` }),
    },
  )
}

const insertTask = insertInto(stockTasks)

export interface Debt {
  readonly variantId: string
  readonly locationId: string
  readonly quantity: number
  readonly kind: 'backorder' | 'count' | 'intake'
  readonly cause: Cause
  readonly note?: string | null | undefined
}

/** What somebody must do about a debt. It closes by itself when the debt is paid. */
export function task(ctx: MoveContext, { cause, note, ...debt }: Debt): Statement {
  const now = ctx.now()
  const id = ctx.newId('tsk')
  return insertTask({
    ...debt,
    id,
    causeType: cause.type,
    causeId: cause.id,
    note: note ?? null,
    status: 'open',
    createdAt: now,
    updatedAt: now,
  })
}

/** Tells once per variant that its stock changed. */
export function announce(ctx: MoveContext, variantIds: Iterable<string>, commandId: string): Statement[] {
  return [...new Set(variantIds)].map((variantId) =>
    emit(ctx, stockChanged, { aggregate: variantId, data: { variantId }, commandId }),
  )
}
