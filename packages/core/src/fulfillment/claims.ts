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
  const put = (at: Work, lineId: string, quantity: number) => {
    const lines = deltas.get(at) ?? new Map<string, WorkDelta>()
    lines.set(lineId, { quantity: (lines.get(lineId)?.quantity ?? 0) + quantity })
    deltas.set(at, lines)
  }
  const openOf = (at: Work, lineId: string) => {
    const line = at.lines.find((one) => one.lineId === lineId)
    return line === undefined ? 0 : line.quantity - line.fulfilled + (deltas.get(at)?.get(lineId)?.quantity ?? 0)
  }
  for (const { lineId, locationId, delta } of changes) {
    if (delta > 0) {
      const at = work.find(({ order }) => order.locationId === locationId && isLive(order.status))
      if (at !== undefined) put(at, lineId, delta)
      else
        fresh.set(
          locationId,
          new Map(fresh.get(locationId)).set(lineId, (fresh.get(locationId)?.get(lineId) ?? 0) + delta),
        )
      continue
    }
    let left = -delta
    for (const at of nearestFirst(work, locationId)) {
      const part = Math.min(left, openOf(at, lineId))
      if (part > 0) put(at, lineId, -part)
      left -= Math.max(0, part)
    }
  }
  return { deltas, fresh }
}

const isLive = (status: string) => status !== 'closed' && status !== 'cancelled'

/** Work of the location that gave the goods up, then any other: what is not stocked has no location of its own. */
function nearestFirst(work: readonly Work[], locationId: string | null): Work[] {
  const here = work.filter(({ order }) => order.locationId === locationId)
  return [...here, ...work.filter((one) => !here.includes(one))]
}
