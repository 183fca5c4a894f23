import { and, eq, isNull, lte, sql } from 'drizzle-orm'
import { type App, list, oneOf, param, query } from '../kernel/index.ts'
import type { Level, LiveReservation } from './model.ts'
import { inventoryLevels, reservations } from './schema.ts'

type Reader = Pick<App, 'db'>

export const levelColumns = {
  variantId: inventoryLevels.variantId,
  locationId: inventoryLevels.locationId,
  onHand: inventoryLevels.onHand,
  reserved: inventoryLevels.reserved,
  committed: inventoryLevels.committed,
  unavailable: inventoryLevels.unavailable,
  incoming: inventoryLevels.incoming,
  short: inventoryLevels.short,
  available: inventoryLevels.available,
}

const levelsOfVariants = query((q) =>
  q.select(levelColumns).from(inventoryLevels).where(oneOf(inventoryLevels.variantId, 'variantIds')),
)

/** Every level of these variants. */
export function levelsOf({ db }: Reader, variantIds: readonly string[]): Promise<Level[]> {
  return db.all(levelsOfVariants, { variantIds: list(variantIds) })
}

const liveColumns = {
  id: reservations.id,
  variantId: reservations.variantId,
  locationId: reservations.locationId,
  lineKey: reservations.lineKey,
  quantity: reservations.quantity,
  short: reservations.short,
  open: sql<number>`${reservations.quantity} - ${reservations.fulfilled} - ${reservations.cancelled}`
    .mapWith(Number)
    .as('open'),
  status: sql<'held' | 'committed'>`${reservations.status}`.as('status'),
  cartId: reservations.cartId,
  orderId: reservations.orderId,
  orderLineId: reservations.orderLineId,
  expiresAt: reservations.expiresAt,
}

const liveOfCart = query((q) =>
  q
    .select(liveColumns)
    .from(reservations)
    .where(and(eq(reservations.cartId, param('cartId')), isNull(reservations.closedAt)))
    .orderBy(reservations.id),
)

const liveOfOrder = query((q) =>
  q
    .select(liveColumns)
    .from(reservations)
    .where(and(eq(reservations.orderId, param('orderId')), isNull(reservations.closedAt)))
    .orderBy(reservations.id),
)

/** What is promised to a cart (held, or committed since) or to an order, in the order in which it was promised. */
export function liveReservations(
  { db }: Reader,
  of: { readonly cartId: string } | { readonly orderId: string },
): Promise<LiveReservation[]> {
  return 'cartId' in of ? db.all(liveOfCart, of) : db.all(liveOfOrder, of)
}

/** So many expired holds are ended by one command; the job takes the rest. */
const MOST_EXPIRED = 100

const expiredAtLevel = query((q) =>
  q
    .select(liveColumns)
    .from(reservations)
    .where(
      and(
        eq(reservations.variantId, param('variantId')),
        eq(reservations.locationId, param('locationId')),
        lte(reservations.expiresAt, param('now')),
        sql`${reservations.cartId} is not ${param('cartId')}`,
      ),
    )
    .orderBy(reservations.expiresAt)
    .limit(MOST_EXPIRED),
)

export interface LevelOfOthers {
  readonly variantId: string
  readonly locationId: string
  /** The cart whose own holds do not count. */
  readonly cartId: string | null
}

/** Holds at one level whose time is over, the oldest first, at most a hundred. */
export function expiredHolds({ db, now }: Pick<App, 'db' | 'now'>, level: LevelOfOthers): Promise<LiveReservation[]> {
  return db.all(expiredAtLevel, { ...level, now: now() })
}

const expiredAnywhere = query((q) =>
  q
    .select(liveColumns)
    .from(reservations)
    .where(lte(reservations.expiresAt, param('now')))
    .orderBy(reservations.expiresAt)
    .limit(MOST_EXPIRED),
)

/** Holds whose time is over, the oldest first, at most a hundred. */
export function dueHolds({ db, now }: Pick<App, 'db' | 'now'>): Promise<LiveReservation[]> {
  return db.all(expiredAnywhere, { now: now() })
}
