import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { list, oneOf, param, plain, query, type Reader } from '../../kernel/index.ts'
import { listings, listingValues } from '../schema.ts'

export type ListingRow = typeof listings.$inferSelect

/** What the comparison needs of a row: the shapes stay where they are until something differs. */
export const lightColumns = {
  id: listings.id,
  connectionId: listings.connectionId,
  itemId: listings.itemId,
  productId: listings.productId,
  key: listings.key,
  externalId: listings.externalId,
  status: listings.status,
  isWanted: listings.isWanted,
  isSent: listings.isSent,
  overrides: listings.overrides,
  sentHash: listings.sentHash,
  confirmedHash: listings.confirmedHash,
  refusedHash: listings.refusedHash,
  askedAt: listings.askedAt,
  dirty: listings.dirty,
  done: listings.done,
  markedAt: listings.markedAt,
  tries: listings.tries,
  observations: listings.observations,
  together: listings.together,
  sentAt: listings.sentAt,
}
export type LightRow = Pick<ListingRow, keyof typeof lightColumns>

const isDue = sql`dirty > done`

/** Listings with something to compare, those that wait longest first. */
export const dueListings = query((q) =>
  q
    .select(lightColumns)
    .from(listings)
    .where(and(eq(listings.connectionId, param('connectionId')), isDue, lte(listings.retryAt, param('now'))))
    .orderBy(asc(listings.retryAt))
    .limit(param('limit')),
)

export const dueObservations = query((q) =>
  q
    .select()
    .from(listings)
    .where(and(eq(listings.connectionId, param('connectionId')), lte(listings.observeAt, param('now'))))
    .orderBy(asc(listings.observeAt))
    .limit(param('limit')),
)

const byIds = query((q) => q.select().from(listings).where(oneOf(listings.id, 'ids')))
const byKeys = query((q) =>
  q
    .select()
    .from(listings)
    .where(and(eq(listings.connectionId, param('connectionId')), oneOf(listings.key, 'keys'))),
)

export function listingsByIds({ db }: { readonly db: Reader }, ids: readonly string[]): Promise<ListingRow[]> {
  return ids.length === 0 ? Promise.resolve([]) : db.all(byIds, { ids: list(ids) })
}

export function listingsByKeys(
  { db }: { readonly db: Reader },
  connectionId: string,
  keys: readonly string[],
): Promise<ListingRow[]> {
  return keys.length === 0 ? Promise.resolve([]) : db.all(byKeys, { connectionId, keys: list(keys) })
}

/** A mark that was compared and needs nothing; what was marked since stays. */
export const compared = plain(sql`
  update channel_listings set done = ${param('mark')}, tries = 0 where id = ${param('id')} and done < ${param('mark')}`)

export type ValueRow = typeof listingValues.$inferSelect

const valuesOfListings = query((q) => q.select().from(listingValues).where(oneOf(listingValues.listingId, 'ids')))

export function valuesOf({ db }: { readonly db: Reader }, ids: readonly string[]): Promise<ValueRow[]> {
  return ids.length === 0 ? Promise.resolve([]) : db.all(valuesOfListings, { ids: list(ids) })
}
