import type { Statement } from '../kernel/index.ts'
import { endExpired } from './expire.ts'
import type { Allocation, HoldPlan } from './model.ts'
import { announce, type Cause, ensureLevel, type MoveContext, move, task } from './movement.ts'
import { commitHold, once, release, type ToOrder } from './moves.ts'
import { covers } from './plan.ts'
import { extendRow, insertReservation } from './reservation-rows.ts'
import { refuseShortages } from './shortage.ts'

/**
 * Holds what was planned until `expiresAt` (milliseconds): ends expired holds, replaces the cart's earlier ones, reserves the rest.
 * Refuses with `inventory.insufficient` when the plan has shortages; a plan that became old is made again by `run`.
 */
export function hold(
  ctx: MoveContext,
  plan: HoldPlan,
  { commandId, expiresAt }: { readonly commandId: string; readonly expiresAt: number },
): Statement[] {
  refuseShortages(plan.shortages)
  const now = ctx.now()
  const cause = { type: 'cart', id: plan.cartId }
  const place = (allocation: Allocation, id: string) => [
    move(
      ctx,
      {
        ...placed(plan, allocation),
        kind: 'hold',
        reserved: allocation.quantity,
        cause,
        commandId,
        reservationId: id,
      },
      lost(plan, allocation),
    ),
    insertReservation({ ...rowOf(plan, allocation, { id, now }), status: 'held', address: plan.addressKey, expiresAt }),
  ]
  return [
    ...clear(ctx, plan, commandId),
    ...plan.kept.map(({ id }) => extendRow({ id, expiresAt, now }, once)),
    ...reserve(ctx, plan, { place, cause }),
    ...announce(ctx, changedBy(plan), commandId),
  ]
}

/** Commits what was planned straight to an order, without a hold before: drafts, tills, orders taken elsewhere, late payments. */
export function commitPlan(ctx: MoveContext, plan: HoldPlan, { commandId, orderId, lineIds }: ToOrder): Statement[] {
  refuseShortages(plan.shortages)
  const now = ctx.now()
  const cause = { type: 'order', id: orderId }
  const place = (allocation: Allocation, id: string) => [
    move(
      ctx,
      {
        ...placed(plan, allocation),
        kind: 'commit',
        committed: allocation.quantity,
        cause,
        commandId,
        reservationId: id,
      },
      lost(plan, allocation),
    ),
    insertReservation({
      ...rowOf(plan, allocation, { id, now }),
      status: 'committed',
      orderId,
      orderLineId: lineIds.get(allocation.key) ?? null,
    }),
  ]
  return [
    ...clear(ctx, plan, commandId),
    ...commitHold(ctx, plan.kept, { commandId, orderId, lineIds }),
    ...reserve(ctx, plan, { place, cause }),
    ...announce(ctx, changedBy(plan), commandId),
  ]
}

interface Placing {
  readonly place: (allocation: Allocation, id: string) => Statement[]
  readonly cause: Cause
}

function reserve(ctx: MoveContext, plan: HoldPlan, { place, cause }: Placing): Statement[] {
  return fresh(plan).flatMap((allocation) => {
    const lines = place(allocation, ctx.newId('res'))
    if (allocation.short === 0) return lines
    const { variantId, locationId, short } = allocation
    const kind = plan.intake ? 'intake' : 'backorder'
    return [ensureLevel(ctx, allocation), ...lines, task(ctx, { variantId, locationId, quantity: short, kind, cause })]
  })
}

/** What the kept holds do not cover already. */
function fresh({ allocations, kept }: HoldPlan): readonly Allocation[] {
  const tracked = allocations.filter((allocation) => allocation.tracked)
  if (kept.length === 0) return tracked
  return tracked.filter((allocation) => !kept.some((held) => covers(held, allocation)))
}

function lost({ lostRace }: HoldPlan, { variantId }: Allocation) {
  return () => {
    lostRace(variantId)
    return 'stale' as const
  }
}

function clear(ctx: MoveContext, plan: HoldPlan, commandId: string): Statement[] {
  return [
    ...endExpired(ctx, plan.expired, commandId),
    ...plan.superseded.flatMap((held) => release(ctx, held, { commandId, reason: 'replaced' })),
  ]
}

function changedBy(plan: HoldPlan): string[] {
  return [...plan.expired, ...plan.superseded, ...fresh(plan)].map(({ variantId }) => variantId)
}

function placed(plan: HoldPlan, { variantId, locationId, short }: Allocation) {
  return {
    variantId,
    locationId,
    owes: short,
    reason: plan.intake && short > 0 ? 'intake' : short > 0 ? 'backorder' : null,
  }
}

function rowOf(plan: HoldPlan, allocation: Allocation, { id, now }: { readonly id: string; readonly now: number }) {
  const { key, variantId, locationId, quantity, short } = allocation
  return {
    id,
    variantId,
    locationId,
    quantity,
    short,
    lineKey: key,
    cartId: plan.cartId,
    reasons: [...(plan.reasons.find((decision) => decision.key === key)?.candidates ?? [])],
    createdAt: now,
    updatedAt: now,
  }
}
