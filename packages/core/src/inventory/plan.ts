import { type App, hmac } from '../kernel/index.ts'
import { sourceGroups } from './groups.ts'
import { allLocations } from './locations/index.ts'
import type { Allocation, HoldPlan, HoldRequest, LiveReservation } from './model.ts'
import { problems } from './problems.ts'
import { noteRush, turnOf } from './rush.ts'
import { readSnapshot } from './snapshot.ts'

/**
 * How much may be held at once, against carts that are filled to keep goods from others. `reservations` of one cart (a line that is split
 * counts for each part), `units` of one cart, and `reservations` of all carts of one network address (many buyers may share one).
 */
export const HOLD_LIMITS = { cartReservations: 200, cartUnits: 100_000, addressReservations: 500 } as const

/**
 * Decides from one snapshot where every line would come from, and what must be ended for it. Reads once, twice when the cart holds already
 * or holds expired. Give the plan to `hold` or `commitPlan` inside the same `run`. Throws `inventory.holdLimit`.
 */
export async function planHold(ctx: Pick<App, 'db' | 'now' | 'settings'>, request: HoldRequest): Promise<HoldPlan> {
  const { cartId, lines } = request
  const addressKey =
    request.address === undefined ? null : hmac(ctx.settings.secret, `hold/${request.address}`).slice(0, 22)
  const variantIds = [...new Set(lines.filter(({ tracked }) => tracked).map(({ variantId }) => variantId))]
  const [locations, snapshot] = await Promise.all([
    allLocations(ctx),
    readSnapshot(ctx, { variantIds, cartId, addressKey }),
  ])
  const { allocations, shortages, reasons } = sourceGroups(locations, snapshot.stock, {
    ...request,
    turn: turnOf(ctx, variantIds),
  })
  const kept = snapshot.own.filter((held) => allocations.some((allocation) => covers(held, allocation)))
  limit(allocations, { ours: snapshot.own.length, others: snapshot.heldByAddress - snapshot.own.length })
  return {
    cartId,
    allocations,
    shortages,
    reasons,
    kept,
    superseded: snapshot.own.filter((held) => !kept.includes(held)),
    expired: snapshot.expired,
    addressKey,
    intake: request.missing === 'owe',
    lostRace: (variantId) => noteRush(ctx, variantId),
  }
}

/** An earlier hold that is exactly what is wanted now. Debts are always made anew. */
export function covers(
  held: LiveReservation,
  { key, variantId, locationId, quantity, short, tracked }: Allocation,
): boolean {
  return (
    tracked &&
    short === 0 &&
    held.short === 0 &&
    held.lineKey === key &&
    held.variantId === variantId &&
    held.locationId === locationId &&
    held.quantity === quantity
  )
}

function limit(
  allocations: readonly Allocation[],
  { ours, others }: { readonly ours: number; readonly others: number },
): void {
  const held = allocations.filter(({ tracked }) => tracked)
  const units = held.reduce((sum, { quantity }) => sum + quantity, 0)
  const { cartReservations, cartUnits, addressReservations } = HOLD_LIMITS
  if (held.length > cartReservations) throw problems.holdLimit({ extra: { limit: cartReservations, per: 'cart' } })
  if (units > cartUnits) throw problems.holdLimit({ extra: { limit: cartUnits, per: 'cart' } })
  const isGrowing = held.length > ours
  if (isGrowing && others + held.length > addressReservations)
    throw problems.holdLimit({ extra: { limit: addressReservations, per: 'address' } })
}
