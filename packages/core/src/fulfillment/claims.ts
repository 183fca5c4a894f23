import type { Context, Statement } from '../kernel/index.ts'
import { type OrderChangeClaim, type OrderClaim, type Placement, type PlacementChange, wayOf } from '../orders/index.ts'
import { type Work, workOfOrder } from './reads.ts'
import { changeWork, newWork, type WorkDelta } from './work.ts'

/** Every order brings its work with it: one fulfilment order per location and way, in the command that places the order. */
export const workForOrder: OrderClaim = (ctx, { id, purchase, lineIds, placements }) => {
  const keys = new Map([...lineIds].map(([key, lineId]) => [lineId, key]))
  const requiresShipping = purchase.lines.some((line) => line.requiresShipping)
  const fresh: Fresh = new Map()
  for (const { lineId, locationId, quantity } of placements)
    add(fresh, methodOf(wayOf(purchase.delivery, keys.get(lineId) ?? ''), requiresShipping), {
      lineId,
      locationId,
      quantity,
    })
  return newWorkOf(ctx, id, fresh)
}

/** New work by method and location. */
type Fresh = Map<string, Map<string | null, Map<string, number>>>

function add(fresh: Fresh, method: string, { lineId, locationId, quantity }: Placement): void {
  const byLocation = fresh.get(method) ?? new Map<string | null, Map<string, number>>()
  const lines = byLocation.get(locationId) ?? new Map<string, number>()
  lines.set(lineId, (lines.get(lineId) ?? 0) + quantity)
  fresh.set(method, byLocation.set(locationId, lines))
}

function newWorkOf(ctx: Context, orderId: string, fresh: Fresh): Statement[] {
  return [...fresh].flatMap(([method, byLocation]) =>
    [...byLocation].flatMap(([locationId, lines]) => newWork(ctx, { orderId, locationId, method, lines })),
  )
}

/** What is cancelled or edited away is taken from the work, what is added is given to the location that has it. */
export const workForChange: OrderChangeClaim = async (ctx, { id, delivery, changes }) => {
  if (changes.length === 0) return []
  const work = await workOfOrder(ctx, id)
  const methodFor = (lineId: string) =>
    work.find(({ lines }) => lines.some((line) => line.lineId === lineId))?.order.method ??
    methodOf(wayOf(delivery, lineId), true)
  const plan = planChanges(work, changes, methodFor)
  return [
    ...[...plan.deltas].flatMap(([changed, deltas]) => changeWork(ctx, changed, deltas)),
    ...newWorkOf(ctx, id, plan.fresh),
  ]
}

function methodOf(delivery: { readonly type: string } | null, requiresShipping: boolean): string {
  return delivery?.type ?? (requiresShipping ? 'shipping' : 'digital')
}

interface PlannedChanges {
  readonly deltas: ReadonlyMap<Work, ReadonlyMap<string, WorkDelta>>
  readonly fresh: Fresh
}

function planChanges(
  work: readonly Work[],
  changes: readonly PlacementChange[],
  methodFor: (lineId: string) => string,
): PlannedChanges {
  const deltas = new Map<Work, Map<string, WorkDelta>>()
  const fresh: Fresh = new Map()
  for (const change of changes) {
    if (change.delta < 0) takeAway(work, deltas, change)
    else give(work, { deltas, fresh, method: methodFor(change.lineId) }, change)
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
  readonly fresh: Fresh
  readonly method: string
}

function give(
  work: readonly Work[],
  { deltas, fresh, method }: Planning,
  { lineId, locationId, delta }: PlacementChange,
): void {
  const at = work.find(
    ({ order }) => order.locationId === locationId && order.method === method && isLive(order.status),
  )
  if (at === undefined) add(fresh, method, { lineId, locationId, quantity: delta })
  else put(deltas, at, { lineId, quantity: delta })
}

const isLive = (status: string) => status !== 'closed' && status !== 'cancelled'
