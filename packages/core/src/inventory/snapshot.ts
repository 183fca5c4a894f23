import { eq, sql } from 'drizzle-orm'
import { type App, list, oneOf, param, queryByShape } from '../kernel/index.ts'
import type { LiveReservation } from './model.ts'
import { expiredHolds, liveReservations } from './reads.ts'
import { inventoryLevels } from './schema.ts'
import type { Stock } from './sourcing.ts'

/*
 * One read tells what can be had, and whether anything must be looked up besides (expired holds, the cart's own): usually nothing.
 */
const levelsNow = queryByShape((q, { cart, address, one }: { cart: boolean; address: boolean; one: boolean }) =>
  q
    .select({
      variantId: inventoryLevels.variantId,
      locationId: inventoryLevels.locationId,
      available: inventoryLevels.available,
      short: inventoryLevels.short,
      expired: sql<number>`(select coalesce(sum(r.quantity), 0) from reservations r
        where r.expires_at <= ${param('now')} and r.variant_id = ${inventoryLevels.variantId} and r.location_id = ${inventoryLevels.locationId}
          and r.cart_id is not ${cart ? param('cartId') : sql`''`})`
        .mapWith(Number)
        .as('expired'),
      own: (cart
        ? sql<boolean>`exists (select 1 from reservations where cart_id = ${param('cartId')} and closed_at is null)`
        : sql<boolean>`0`
      )
        .mapWith(Boolean)
        .as('own'),
      held: (address
        ? sql<number>`(select count(*) from reservations where address = ${param('address')})`
        : sql<number>`0`
      )
        .mapWith(Number)
        .as('held'),
    })
    .from(inventoryLevels)
    .where(one ? eq(inventoryLevels.variantId, param('variantId')) : oneOf(inventoryLevels.variantId, 'variantIds')),
)

export interface SnapshotOptions {
  readonly variantIds: readonly string[]
  readonly cartId: string | null
  readonly addressKey: string | null
}

export interface Snapshot {
  /** What can be had, the cart's own holds and expired ones counted as free. */
  readonly stock: Stock
  readonly own: readonly LiveReservation[]
  readonly expired: readonly LiveReservation[]
  /** Live holds of the same network address. */
  readonly heldByAddress: number
}

/** What a hold for this cart can count on. */
export async function readSnapshot(
  ctx: Pick<App, 'db' | 'now'>,
  { variantIds, cartId, addressKey }: SnapshotOptions,
): Promise<Snapshot> {
  const shape = { cart: cartId !== null, address: addressKey !== null, one: variantIds.length === 1 }
  const asked = { ...named(variantIds), now: ctx.now(), cartId, address: addressKey }
  const rows = variantIds.length === 0 ? [] : await ctx.db.all(levelsNow(shape), asked)
  const mayOwn = cartId !== null && (rows.length === 0 || rows[0]?.own === true)
  const own = mayOwn ? (await liveReservations(ctx, { cartId })).filter(({ status }) => status === 'held') : []
  const late = rows.filter(({ expired }) => expired > 0)
  const expired = (await Promise.all(late.map((row) => expiredHolds(ctx, { ...placeOf(row), cartId })))).flat()
  const free = new Map(rows.map((row) => [keyOf(row), row.available - row.short]))
  for (const reservation of [...own, ...expired]) {
    const before = free.get(keyOf(reservation))
    if (before !== undefined) free.set(keyOf(reservation), before + reservation.quantity)
  }
  return { stock: stockOf(free), own, expired, heldByAddress: rows[0]?.held ?? 0 }
}

/** What can be had by anyone, expired holds counted as free: the promise. */
export async function readStock(ctx: Pick<App, 'db' | 'now'>, variantIds: readonly string[]): Promise<Stock> {
  const shape = { cart: false, address: false, one: variantIds.length === 1 }
  const rows = await ctx.db.all(levelsNow(shape), { ...named(variantIds), now: ctx.now() })
  return stockOf(new Map(rows.map((row) => [keyOf(row), row.available - row.short + row.expired])))
}

/** One variant is most of what is asked for, and found in half the time without a list. */
function named(variantIds: readonly string[]) {
  return variantIds.length === 1 ? { variantId: variantIds[0] } : { variantIds: list(variantIds) }
}

interface Place {
  readonly variantId: string
  readonly locationId: string
}

const placeOf = ({ variantId, locationId }: Place): Place => ({ variantId, locationId })
const keyOf = ({ variantId, locationId }: Place): string => `${variantId}/${locationId}`

function stockOf(free: ReadonlyMap<string, number>): Stock {
  return {
    at: (variantId, locationId) => Math.max(0, free.get(`${variantId}/${locationId}`) ?? 0),
    knows: (variantId, locationId) => free.has(`${variantId}/${locationId}`),
  }
}
