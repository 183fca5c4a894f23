import { sql } from 'drizzle-orm'
import { emit } from '../events/index.ts'
import { type Context, insertInto, param, plain, type Refusal, type Statement } from '../kernel/index.ts'
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
  /** Refuses unless exactly so much is on hand. */
  readonly expected?: number | undefined
}

/*
 * Debt is paid first: whatever sets goods free lowers `short` before it can be sold again. The database computes it from the row as it is,
 * so no snapshot can be too old for it. A debt that rises must be exactly what is missing at that moment, else the plan was stale.
 */
const insertMovement = plain(sql`insert into stock_movements (
  variant_id, location_id, on_hand, reserved, committed, unavailable, incoming, short,
  kind, reason, note, cause_type, cause_id, reservation_id, actor_kind, actor_id, command_id, created_at)
select variant_id, location_id, ${param('onHand')}, ${param('reserved')}, ${param('committed')}, ${param('unavailable')}, ${param('incoming')},
  case when ${param('freed')} > 0 then -min(short, ${param('freed')}) else ${param('owes')} end,
  ${param('kind')}, ${param('reason')}, ${param('note')}, ${param('causeType')}, ${param('causeId')}, ${param('reservationId')},
  ${param('actorKind')}, ${param('actorId')}, ${param('commandId')}, ${param('at')}
from inventory_levels
where variant_id = ${param('variantId')} and location_id = ${param('locationId')}
  and (${param('owes')} = 0 or ${param('owes')} = max(0, -(available + ${param('freed')})))
  and on_hand = coalesce(${param('expected')}, on_hand)`)

/** By how much a movement changes what can be had (before debt takes its part). */
export function freedBy({ onHand = 0, reserved = 0, committed = 0, unavailable = 0 }: Deltas): number {
  return onHand - reserved - committed - unavailable
}

/** The topic of kept answers that show a variant. */
export function variantTopic(variantId: string): string {
  return `variant:${variantId}`
}

/** One row of the ledger; its trigger moves the level. The level must exist (see `ensureLevel`). */
export function move(ctx: MoveContext, movement: Movement, refuse: Refusal = stale): Statement {
  const { variantId, locationId, onHand = 0, reserved = 0, committed = 0, unavailable = 0, incoming = 0 } = movement
  const freed = freedBy(movement)
  return insertMovement(
    {
      variantId,
      locationId,
      onHand,
      reserved,
      committed,
      unavailable,
      incoming,
      freed,
      owes: movement.owes ?? 0,
      kind: movement.kind,
      reason: movement.reason ?? null,
      note: movement.note ?? null,
      causeType: movement.cause.type,
      causeId: movement.cause.id,
      reservationId: movement.reservationId ?? null,
      actorKind: ctx.actor.kind,
      actorId: ctx.actor.id,
      commandId: movement.commandId,
      at: ctx.now(),
      expected: movement.expected ?? null,
    },
    {
      changes: 1,
      refuse,
      ...(freed === 0 && incoming === 0 ? {} : { touches: variantTopic(variantId) }),
    },
  )
}

const stale: Refusal = () => 'stale'

const skipLevel = insertInto(inventoryLevels, 'skip')

/** A level of zeros where there is none yet; refused when the variant or the location does not exist. */
export function ensureLevel(
  ctx: MoveContext,
  at: { readonly variantId: string; readonly locationId: string },
): Statement {
  const now = ctx.now()
  return skipLevel(
    { ...at, createdAt: now, updatedAt: now },
    {
      refuse: () =>
        problems.unknownVariant({ detail: `There is no variant ${at.variantId} or no location ${at.locationId}.` }),
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
