import { and, eq, lte, sql } from 'drizzle-orm'
import { param, plain, type Statement, statement } from '../kernel/index.ts'
import type { LiveReservation } from './model.ts'
import { announce, type MoveContext, variantTopic } from './movement.ts'
import { reservations } from './schema.ts'

/* Whoever comes first ends an expired hold; for the others both lines do nothing, so that a crowd does not make each other's plans stale. */
const giveBack =
  plain(sql`insert into stock_movements (previous, variant_id, location_id, on_hand, reserved, committed, unavailable, incoming,
  short, kind, cause_type, cause_id, reservation_id, actor_kind, actor_id, command_id, created_at)
select l.last_movement, l.variant_id, l.location_id, 0, -r.quantity, 0, 0, 0,
  -min(l.short, r.quantity), 'expire', 'cart', r.cart_id, r.id, ${param('actorKind')}, ${param('actorId')}, ${param('commandId')}, ${param('now')}
from reservations r join inventory_levels l on l.variant_id = r.variant_id and l.location_id = r.location_id
where r.id = ${param('id')} and r.status = 'held' and r.expires_at <= ${param('now')}`)

const close = statement((q) =>
  q
    .update(reservations)
    .set({
      status: 'expired',
      expiresAt: null,
      address: null,
      closedAt: sql`${param('now')}`,
      updatedAt: sql`${param('now')}`,
    })
    .where(
      and(eq(reservations.id, param('id')), eq(reservations.status, 'held'), lte(reservations.expiresAt, param('now'))),
    ),
)

/** Ends holds whose time is over, each unless it was ended or extended meanwhile. */
export function expireHold(
  ctx: MoveContext,
  held: readonly LiveReservation[],
  { commandId }: { readonly commandId: string },
): Statement[] {
  const variantIds = held.map(({ variantId }) => variantId)
  return [...endExpired(ctx, held, commandId), ...announce(ctx, variantIds, commandId)]
}

/** The same without telling, for a command that tells about all its variants at once. */
export function endExpired(ctx: MoveContext, held: readonly LiveReservation[], commandId: string): Statement[] {
  const { kind: actorKind, id: actorId } = ctx.actor
  const now = ctx.now()
  return held.flatMap(({ id, variantId }) => [
    giveBack({ id, actorKind, actorId, commandId, now }, { touches: variantTopic(variantId) }),
    close({ id, now }),
  ])
}
