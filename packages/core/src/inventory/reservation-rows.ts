import { and, eq, sql } from 'drizzle-orm'
import { insertInto, param, plain, statement } from '../kernel/index.ts'
import { reservations } from './schema.ts'

export const insertReservation = insertInto(reservations)

/** Ends a hold that is still held. */
export const closeHold = statement((q) =>
  q
    .update(reservations)
    .set({
      status: sql`${param('status')}`,
      expiresAt: null,
      address: null,
      closedAt: sql`${param('now')}`,
      updatedAt: sql`${param('now')}`,
    })
    .where(and(eq(reservations.id, param('id')), eq(reservations.status, 'held'))),
)

export const commitRow = statement((q) =>
  q
    .update(reservations)
    .set({
      status: 'committed',
      orderId: sql`${param('orderId')}`,
      orderLineId: sql`${param('orderLineId')}`,
      expiresAt: null,
      address: null,
      updatedAt: sql`${param('now')}`,
    })
    .where(and(eq(reservations.id, param('id')), eq(reservations.status, 'held'))),
)

export const extendRow = statement((q) =>
  q
    .update(reservations)
    .set({ expiresAt: sql`${param('expiresAt')}`, updatedAt: sql`${param('now')}` })
    .where(and(eq(reservations.id, param('id')), eq(reservations.status, 'held'))),
)

/** Some of what an order was promised was fulfilled or cancelled; never more than is open. */
export const settleRow = plain(sql`update reservations set
  fulfilled = fulfilled + ${param('fulfilled')}, cancelled = cancelled + ${param('cancelled')},
  status = case
    when fulfilled + cancelled + ${param('fulfilled')} + ${param('cancelled')} < quantity then status
    when fulfilled + ${param('fulfilled')} > 0 then 'fulfilled' else 'cancelled' end,
  closed_at = case when fulfilled + cancelled + ${param('fulfilled')} + ${param('cancelled')} < quantity then null else ${param('now')} end,
  updated_at = ${param('now')}
where id = ${param('id')} and status = 'committed'
  and fulfilled + cancelled + ${param('fulfilled')} + ${param('cancelled')} <= quantity`)
