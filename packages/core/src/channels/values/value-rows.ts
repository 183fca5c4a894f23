import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { param, plain, query, update } from '../../kernel/index.ts'
import { listings, listingValues } from '../schema.ts'

export type ValueLane = 'stock' | 'prices'

/** Stock or prices of what is on the channel that were marked, those that wait longest first. */
export const dueValues = query((q) =>
  q
    .select({
      variantId: listingValues.variantId,
      listingId: listingValues.listingId,
      productId: listings.productId,
      connectionId: listings.connectionId,
      status: listings.status,
      isWanted: listings.isWanted,
      externalId: listings.externalId,
      key: listingValues.key,
      confirmed: listingValues.confirmed,
      sent: listingValues.sent,
      dirty: listingValues.dirty,
      markedAt: listingValues.markedAt,
      tries: listingValues.tries,
      together: listingValues.together,
    })
    .from(listingValues)
    .innerJoin(listings, eq(listings.id, listingValues.listingId))
    .where(
      and(
        eq(listingValues.connectionId, param('connectionId')),
        eq(listingValues.lane, param('lane')),
        sql`channel_values.dirty > channel_values.done and channel_values.is_there = 1`,
        lte(listingValues.retryAt, param('now')),
      ),
    )
    .orderBy(asc(listingValues.retryAt))
    .limit(param('limit')),
)
export type DueValue = typeof dueValues extends { compile(): { map(rows: never): (infer Row)[] } } ? Row : never

/** It is as the channel has it. */
export const compared = plain(sql`
  update channel_values set done = ${param('mark')}, tries = 0
  where connection_id = ${param('connectionId')} and lane = ${param('lane')} and variant_id = ${param('variantId')} and done < ${param('mark')}`)

export const patchValue = update(listingValues)
