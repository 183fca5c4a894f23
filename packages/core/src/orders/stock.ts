import {
  type Allocation,
  commitHold,
  commitPlan,
  type HoldPlan,
  type LiveReservation,
  liveReservations,
  planHold,
  refuseShortages,
} from '../inventory/index.ts'
import type { Context, Statement } from '../kernel/index.ts'
import { allMarkets } from '../markets/index.ts'
import type { Purchase, PurchaseLine } from './model.ts'
import type { Placement } from './placing.ts'
import { wayOf } from './ways.ts'

interface ToOrder {
  readonly commandId: string
  readonly orderId: string
  readonly lineIds: ReadonlyMap<string, string>
}

/** Where the goods of a purchase come from, and the statements that commit them. */
export interface StockDecision {
  commit(order: ToOrder): Statement[]
  placements(lineIds: ReadonlyMap<string, string>): Placement[]
}

/**
 * Finds the goods of a purchase: in the holds of its cart when these cover it exactly, whether or not their time is over,
 * else anew. Throws `inventory.insufficient` when something can't be had; `owe` takes it all the same, as a debt with a task.
 */
export async function findStock(
  ctx: Context,
  purchase: Purchase,
  { missing = 'refuse' }: { readonly missing?: 'refuse' | 'owe' } = {},
): Promise<StockDecision> {
  const { origin, lines } = purchase
  if (origin.source === 'cart' && lines.every(({ tracked }) => tracked)) {
    const held = (await liveReservations(ctx, { cartId: origin.cartId })).filter(({ status }) => status === 'held')
    if (isCovered(lines, held)) return fromHolds(ctx, held)
  }
  const plan = await planFor(ctx, purchase, missing)
  refuseShortages(plan.shortages)
  return fromPlan(ctx, plan, lines)
}

function isCovered(lines: readonly PurchaseLine[], held: readonly LiveReservation[]): boolean {
  const open = new Map(lines.map(({ key, variantId, quantity }) => [`${key}/${variantId}`, quantity]))
  for (const { lineKey, variantId, quantity } of held) {
    const left = open.get(`${lineKey}/${variantId}`)
    if (left === undefined) return false
    open.set(`${lineKey}/${variantId}`, left - quantity)
  }
  return [...open.values()].every((left) => left === 0)
}

function fromHolds(ctx: Context, held: readonly LiveReservation[]): StockDecision {
  return {
    commit: (order) => commitHold(ctx, held, order),
    placements: (lineIds) =>
      held.map(({ lineKey, locationId, quantity }) => ({ lineId: lineIds.get(lineKey) ?? '', locationId, quantity })),
  }
}

function fromPlan(ctx: Context, plan: HoldPlan, lines: readonly PurchaseLine[]): StockDecision {
  return {
    commit: (order) => commitPlan(ctx, plan, order),
    placements: (lineIds) => placementsOf(lines, plan.allocations, lineIds),
  }
}

/** What the stock room does not know goes with the rest of the order. */
export function placementsOf(
  lines: readonly Pick<PurchaseLine, 'key' | 'quantity'>[],
  allocations: readonly Allocation[],
  lineIds: ReadonlyMap<string, string>,
): Placement[] {
  const usual = allocations[0]?.locationId ?? null
  return lines.flatMap(({ key, quantity }) => {
    const lineId = lineIds.get(key) ?? ''
    const own = allocations.filter((allocation) => allocation.key === key)
    if (own.length === 0) return [{ lineId, locationId: usual, quantity }]
    return own.map((allocation) => ({ lineId, locationId: allocation.locationId, quantity: allocation.quantity }))
  })
}

type Wants = Pick<Purchase, 'lines' | 'marketId' | 'channelId' | 'shippingAddress' | 'delivery'> &
  Partial<Pick<Purchase, 'origin'>>

/** Asks the stock room where these lines would come from. */
export async function planFor(ctx: Context, wants: Wants, missing: 'refuse' | 'owe'): Promise<HoldPlan> {
  const { lines, marketId, channelId, shippingAddress, delivery, origin } = wants
  const market = (await allMarkets(ctx)).find(({ id }) => id === marketId)
  return planHold(ctx, {
    cartId: origin?.source === 'cart' ? origin.cartId : null,
    lines: lines.flatMap(({ key, variantId, quantity, tracked, backorder }) =>
      variantId === null
        ? []
        : [{ key, variantId, quantity, tracked, backorder, pickupLocationId: wayOf(delivery, key)?.pickupLocationId }],
    ),
    destination: shippingAddress === null ? null : shippingAddress,
    pickupLocationId: delivery?.pickupLocationId,
    marketCode: market?.code,
    channelId,
    missing,
  })
}
