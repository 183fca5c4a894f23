import type { OrderLineRow } from '../../orders/index.ts'
import type { ForeignLine, ForeignOrder } from '../foreign-order.ts'

/** How an order of ours shall be, after what its channel says of it. */
export interface Target {
  readonly lines: ReadonlyMap<string, { readonly quantity: number; readonly cancelled: number }>
  /** Lines of the channel that we have not. */
  readonly added: readonly (ForeignLine & { readonly left: number })[]
  /** Pieces that the channel cancelled and that had left already. */
  readonly late: number
}

interface Aiming {
  readonly order: ForeignOrder
  /** As it was understood when it was last followed. */
  readonly before: ForeignOrder | null
  readonly lines: readonly OrderLineRow[]
  /** Our lines by the channel's ids. */
  readonly ours: ReadonlyMap<string, string>
}

/**
 * How much more the channel wants of a line than it did: pieces that were added, and cancellations that were taken back. Pieces that it
 * cancelled meanwhile count against neither, because we may have asked for that.
 */
function riseOf(theirs: ForeignLine, before: ForeignOrder | null): number {
  if (before === null) return 0
  const line = before.lines.find(({ externalId }) => externalId === theirs.externalId)
  if (line === undefined || before.status === 'cancelled') return live(theirs)
  const added = theirs.quantity - line.quantity
  const takenBack = (line.cancelled ?? 0) - (theirs.cancelled ?? 0)
  return Math.max(0, added) + Math.max(0, takenBack)
}

const live = ({ quantity, cancelled = 0 }: Pick<ForeignLine, 'quantity' | 'cancelled'>) => quantity - cancelled

/**
 * Pure. Pieces that the channel has no more are cancelled, as far as they have not left. More pieces are taken up only when the channel wants
 * more than it wanted before, be it that a cancellation was taken back: that it still shows what we cancelled means that it has not heard of
 * that yet.
 */
export function targetOf({ order, before, lines, ours }: Aiming): Target {
  const isCancelled = order.status === 'cancelled'
  const told = new Map(order.lines.map((line) => [ours.get(line.externalId), line]))
  const known = new Set(ours.values())
  let late = 0
  const changed = lines.flatMap((line) => {
    const theirs = told.get(line.id)
    if (!known.has(line.id)) return []
    const rise = theirs === undefined ? 0 : riseOf(theirs, before)
    const quantity = line.quantity + (isCancelled ? 0 : rise)
    const wanted = isCancelled || theirs === undefined ? 0 : live(theirs)
    const surplus = Math.max(0, quantity - line.cancelled - wanted)
    const open = quantity - line.cancelled - line.fulfilled
    late += Math.max(0, surplus - open)
    return [[line.id, { quantity, cancelled: line.cancelled + Math.min(surplus, open) }] as const]
  })
  const added = isCancelled
    ? []
    : order.lines.filter(({ externalId }) => !ours.has(externalId)).map((line) => ({ ...line, left: live(line) }))
  return { lines: new Map(changed), added: added.filter(({ left }) => left > 0), late }
}
