import type { OrderChangeClaim, OrderClaim, PlacementChange } from '../orders/index.ts'
import { type Work, workOfOrder } from './reads.ts'
import { changeWork, newWork, type WorkDelta } from './work.ts'

/** Every order brings its work with it: one fulfilment order per location, in the command that places the order. */
export const workForOrder: OrderClaim = (ctx, { id, purchase, placements }) => {
  const byLocation = new Map<string | null, Map<string, number>>()
  for (const { lineId, locationId, quantity } of placements) {
    const lines = byLocation.get(locationId) ?? new Map<string, number>()
    lines.set(lineId, (lines.get(lineId) ?? 0) + quantity)
    byLocation.set(locationId, lines)
  }
  const method = methodOf(
    purchase.delivery,
    purchase.lines.some(({ requiresShipping }) => requiresShipping),
  )
  return [...byLocation].flatMap(([locationId, lines]) => newWork(ctx, { orderId: id, locationId, method, lines }))
}

/** What is cancelled or edited away is taken from the work, what is added is given to the location that has it. */
export const workForChange: OrderChangeClaim = async (ctx, { id, delivery, changes }) => {
  if (changes.length === 0) return []
  const work = await workOfOrder(ctx, id)
  const plan = planChanges(work, changes)
  const method = work[0]?.order.method ?? methodOf(delivery, true)
  return [
    ...[...plan.deltas].flatMap(([changed, deltas]) => changeWork(ctx, changed, deltas)),
    ...[...plan.fresh].flatMap(([locationId, lines]) => newWork(ctx, { orderId: id, locationId, method, lines })),
  ]
}

function methodOf(delivery: { readonly type: string } | null, requiresShipping: boolean): string {
  return delivery?.type ?? (requiresShipping ? 'shipping' : 'digital')
}

interface PlannedChanges {
  readonly deltas: ReadonlyMap<Work, ReadonlyMap<string, WorkDelta>>
  /** New work by location. */
  readonly fresh: ReadonlyMap<string | null, ReadonlyMap<string, number>>
}

function planChanges(work: readonly Work[], changes: readonly PlacementChange[]): PlannedChanges {
  const deltas = new Map<Work, Map<string, WorkDelta>>()
  const fresh = new Map<string | null, Map<string, number>>()
  for (const change of changes) {
    if (change.delta < 0) takeAway(work, deltas, change)
    else give(work, { deltas, fresh }, change)
  }
  return { deltas, fresh }
}

type Deltas = Map<Work, Map<string, WorkDelta>>

function put(
  deltas: Deltas,
  at: Work,
  { lineId, quantity }: { readonly lineId: string; readonly quantity: number },
): void {
  const lines = deltas.get(at) ?? new Map<string, WorkDelta>()
  lines.set(lineId, { quantity: (lines.get(lineId)?.quantity ?? 0) + quantity })
  deltas.set(at, lines)
}

/** Work of the location that gave the goods up goes first, then any other: what is not stocked has no location of its own. */
function takeAway(work: readonly Work[], deltas: Deltas, { lineId, locationId, delta }: PlacementChange): void {
  const here = work.filter(({ order }) => order.locationId === locationId)
  let left = -delta
  for (const at of [...here, ...work.filter((one) => !here.includes(one))]) {
    const line = at.lines.find((one) => one.lineId === lineId)
    const open = line === undefined ? 0 : line.quantity - line.fulfilled + (deltas.get(at)?.get(lineId)?.quantity ?? 0)
    const quantity = Math.max(0, Math.min(left, open))
    if (quantity > 0) put(deltas, at, { lineId, quantity: -quantity })
    left -= quantity
  }
}

interface Planning {
  readonly deltas: Deltas
  readonly fresh: Map<string | null, Map<string, number>>
}

function give(
  work: readonly Work[],
  { deltas, fresh }: Planning,
  { lineId, locationId, delta }: PlacementChange,
): void {
  const at = work.find(({ order }) => order.locationId === locationId && isLive(order.status))
  if (at === undefined) {
    const lines = fresh.get(locationId) ?? new Map<string, number>()
    fresh.set(locationId, lines.set(lineId, (lines.get(lineId) ?? 0) + delta))
  } else put(deltas, at, { lineId, quantity: delta })
}

const isLive = (status: string) => status !== 'closed' && status !== 'cancelled'
