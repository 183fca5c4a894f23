import {
  commitPlan,
  type HoldPlan,
  type LiveReservation,
  lose,
  type NotFound,
  refuseShortages,
  uncommit,
} from '../inventory/index.ts'
import type { Context, Statement } from '../kernel/index.ts'
import type { PurchaseLine } from './model.ts'
import type { OrderToChange, PlacementChange } from './placing.ts'
import type { OrderAggregate, OrderLineRow } from './reads.ts'
import { placementsOf } from './stock.ts'

/** A line as it shall be. */
export interface ChangedLine {
  readonly line: OrderLineRow
  readonly quantity: number
  readonly cancelled: number
}

export interface AddedLine {
  readonly id: string
  readonly goods: PurchaseLine
}

/** Everything that a change of an order was decided from. */
export interface Change {
  readonly kind: OrderToChange['kind']
  readonly commandId: string
  readonly aggregate: OrderAggregate
  /** Every existing line, changed or not. */
  readonly lines: readonly ChangedLine[]
  readonly added: readonly AddedLine[]
  readonly reservations: readonly LiveReservation[]
  /** Where the additional goods come from, by order line id as key; null when nothing is added. */
  readonly plan: HoldPlan | null
  readonly reason: string | null
  /** What is given back is not on its shelf. */
  readonly missing?: NotFound | undefined
}

interface StockMoves {
  readonly statements: readonly Statement[]
  readonly changes: readonly PlacementChange[]
}

/** Goods that lines need less are given back, those that they need more are taken. */
export function moveStock(ctx: Context, change: Change): StockMoves {
  const freed = change.lines.map((line) => free(ctx, change, line))
  const taken = take(ctx, change)
  return {
    statements: [...freed.flatMap(({ statements }) => statements), ...taken.statements],
    changes: [...freed.flatMap(({ changes }) => changes), ...taken.changes],
  }
}

/** What a line needs less is given back: goods that are owed first, then what was promised last. */
function free(ctx: Context, change: Change, changed: ChangedLine): StockMoves {
  const { reservations } = change
  const { line, quantity, cancelled } = changed
  let left = line.quantity - line.cancelled - (quantity - cancelled)
  const statements: Statement[] = []
  const changes: PlacementChange[] = []
  const own = reservations.filter(({ orderLineId }) => orderLineId === line.id)
  for (const reservation of [...own].reverse().sort((a, b) => b.short - a.short)) {
    const part = Math.min(left, reservation.open)
    if (part <= 0) continue
    left -= part
    statements.push(...giveUp(ctx, change, { reservation, part }))
    changes.push({ lineId: line.id, locationId: reservation.locationId, delta: -part })
  }
  if (left > 0) changes.push({ lineId: line.id, locationId: null, delta: -left })
  return { statements, changes }
}

interface GivenUp {
  readonly reservation: LiveReservation
  readonly part: number
}

function giveUp(ctx: Context, change: Change, { reservation, part }: GivenUp): Statement[] {
  const { commandId, missing, aggregate } = change
  const { variantId, locationId } = reservation
  const reason = change.reason ?? undefined
  const lost = missing?.take(reservation, part) ?? 0
  const freed = uncommit(ctx, reservation, part, { commandId, reason, lost })
  if (missing === undefined) return freed
  const cause = { type: 'order', id: aggregate.order.id }
  const left = { variantId, locationId, quantity: lost, missing: missing.how }
  return [...freed, ...lose(ctx, left, { commandId, cause, reason })]
}

function take(ctx: Context, { plan, commandId, aggregate, lines, added }: Change): StockMoves {
  const more = [
    ...lines.flatMap(({ line, quantity, cancelled }) => {
      const rise = quantity - cancelled - (line.quantity - line.cancelled)
      return rise > 0 ? [{ key: line.id, quantity: rise }] : []
    }),
    ...added.map(({ id, goods }) => ({ key: id, quantity: goods.quantity })),
  ]
  const lineIds = new Map(more.map(({ key }) => [key, key]))
  if (plan !== null) refuseShortages(plan.shortages)
  return {
    statements: plan === null ? [] : commitPlan(ctx, plan, { commandId, orderId: aggregate.order.id, lineIds }),
    changes: placementsOf(more, plan?.allocations ?? [], lineIds).map(({ lineId, locationId, quantity }) => ({
      lineId,
      locationId,
      delta: quantity,
    })),
  }
}
