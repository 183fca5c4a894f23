import { and, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import {
  type Context,
  decodeCursor,
  encodeCursor,
  iso,
  isoOrNull,
  type Page,
  param,
  queryByShape,
  type ShapeOf,
  shapeOf,
  toPage,
} from '../../kernel/index.ts'
import { allLocations, type StockLocation } from '../locations/index.ts'
import { reasonView } from '../reasons.ts'
import { locationsBy } from '../refs.ts'
import { reservations } from '../schema.ts'
import type { ReservationView } from './model.ts'

interface Filters {
  readonly cart?: string | undefined
  readonly order?: string | undefined
  readonly variant?: string | undefined
  readonly location?: string | undefined
}

/** Along which index the list goes: everything of a cart or order by id, what is held by its end, what is committed by its level. */
type Way = 'owner' | 'held' | 'committed'

const KEYS: Record<Way, readonly (keyof Row & string)[]> = {
  owner: ['id'],
  held: ['expiresAt', 'variantId', 'id'],
  committed: ['variantId', 'locationId', 'id'],
}

type Row = typeof reservations.$inferSelect

const listed = queryByShape((q, { way, has, isLater }: { way: Way; has: ShapeOf<Filters>; isLater: boolean }) => {
  const keys = KEYS[way].map((key) => reservations[key as 'id'])
  const after = keys.map((_, place) => param(`after${place}`))
  return q
    .select()
    .from(reservations)
    .where(
      and(
        has.cart && eq(reservations.cartId, param('cart')),
        has.order && eq(reservations.orderId, param('order')),
        has.variant && eq(reservations.variantId, param('variant')),
        has.location && eq(reservations.locationId, param('location')),
        conditionOf(way),
        isLater
          ? sql`(${sql.join(keys, sql`, `)}) > (${sql.join(
              after.map((one) => sql`${one}`),
              sql`, `,
            )})`
          : undefined,
      ),
    )
    .orderBy(...keys)
    .limit(param('limit'))
})

/** In the words of the partial indexes. */
function conditionOf(way: Way): SQL | undefined {
  if (way === 'held') return isNotNull(reservations.expiresAt)
  return way === 'committed' ? sql`${reservations.status} = 'committed'` : undefined
}

export interface ReservationQuery extends Filters {
  readonly status?: 'held' | 'committed' | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Everything that was promised to a cart or order; else what is held (default) or committed now, of a variant or location or all. */
export async function listReservations(ctx: Context, asked: ReservationQuery): Promise<Page<ReservationView>> {
  const { cart, order, variant, limit, cursor } = asked
  const location =
    asked.location === undefined ? undefined : ((await locationsBy(ctx))(asked.location)?.id ?? asked.location)
  const way: Way = cart !== undefined || order !== undefined ? 'owner' : (asked.status ?? 'held')
  const filters = { cart, order, variant, location }
  const keys = KEYS[way]
  const after = cursor === undefined ? [] : decodeCursor(way, cursor, keys.length)
  const read = listed({ way, has: shapeOf(filters), isLater: cursor !== undefined })
  const values = Object.fromEntries(after.map((value, place) => [`after${place}`, value]))
  const [rows, locations] = await Promise.all([
    ctx.db.all(read, { ...filters, ...values, limit: limit + 1 }),
    allLocations(ctx),
  ])
  return toPage(rows, limit, {
    cursor: (row) =>
      encodeCursor(
        way,
        keys.map((key) => row[key] as string | number),
      ),
    item: (row) => viewOf(row, locations),
  })
}

function viewOf(
  { address: _, lineKey: __, updatedAt: ___, ...row }: Row,
  locations: readonly StockLocation[],
): ReservationView {
  return {
    ...row,
    reasons: row.reasons.map((reason) => reasonView(reason, locations)),
    expiresAt: isoOrNull(row.expiresAt),
    closedAt: isoOrNull(row.closedAt),
    createdAt: iso(row.createdAt),
  }
}
