import { and, eq, gt, sql } from 'drizzle-orm'
import { type App, param, plain, query, type Statement } from '../kernel/index.ts'
import type { LiveReservation } from './model.ts'
import { announce, type MoveContext, move } from './movement.ts'
import { once, uncommit } from './moves.ts'
import { insertReservation } from './reservation-rows.ts'
import { reservations } from './schema.ts'

/** A promise of an order of which something has left the house. */
export interface FulfilledReservation {
  readonly id: string
  readonly variantId: string
  readonly locationId: string
  readonly orderLineId: string | null
  readonly fulfilled: number
}

const fulfilledOfOrder = query((q) =>
  q
    .select({
      id: reservations.id,
      variantId: reservations.variantId,
      locationId: reservations.locationId,
      orderLineId: reservations.orderLineId,
      fulfilled: reservations.fulfilled,
    })
    .from(reservations)
    .where(and(eq(reservations.orderId, param('orderId')), gt(reservations.fulfilled, 0)))
    .orderBy(reservations.id),
)

/** Promises of an order of which something has left, in the order in which they were made. */
export function fulfilledReservations({ db }: Pick<App, 'db'>, orderId: string): Promise<FulfilledReservation[]> {
  return db.all(fulfilledOfOrder, { orderId })
}

const reopenRow = plain(sql`update reservations set
  fulfilled = fulfilled - ${param('quantity')}, status = 'committed', closed_at = null, updated_at = ${param('now')}
where id = ${param('id')} and fulfilled >= ${param('quantity')}`)

/** Goods that were said to have left are still here: on hand and promised to the order again. */
export function unfulfil(
  ctx: MoveContext,
  { id, variantId, locationId }: FulfilledReservation,
  { quantity, orderId, commandId }: { readonly quantity: number; readonly orderId: string; readonly commandId: string },
): Statement[] {
  return [
    reopenRow({ id, quantity, now: ctx.now() }, once),
    move(ctx, {
      ...{ variantId, locationId, commandId },
      kind: 'restock',
      onHand: quantity,
      committed: quantity,
      cause: { type: 'order', id: orderId },
      reason: 'not_sent',
      reservationId: id,
    }),
  ]
}

export interface Relocation {
  readonly toLocationId: string
  readonly quantity: number
  readonly commandId: string
  /** How much of it turned out not to be where it was promised. */
  readonly lost?: number
}

/** Promises the same goods from another location instead; refused as stale when that one has them no longer. */
export function relocate(
  ctx: MoveContext,
  from: LiveReservation,
  { toLocationId, quantity, commandId, lost = 0 }: Relocation,
): Statement[] {
  const { variantId, orderId, orderLineId, lineKey } = from
  const id = ctx.newId('res')
  const now = ctx.now()
  return [
    ...uncommit(ctx, from, quantity, { commandId, reason: 'moved', lost }),
    move(ctx, {
      ...{ variantId, commandId },
      locationId: toLocationId,
      kind: 'commit',
      committed: quantity,
      cause: { type: 'order', id: orderId },
      reason: 'moved',
      reservationId: id,
    }),
    insertReservation({
      ...{ id, variantId, orderId, orderLineId, lineKey, quantity },
      locationId: toLocationId,
      status: 'committed',
      reasons: [],
      createdAt: now,
      updatedAt: now,
    }),
    ...announce(ctx, [variantId], commandId),
  ]
}
