import { sql } from 'drizzle-orm'
import { type EventType, emit } from '../../events/index.ts'
import { type Context, param, plain, type Statement, update } from '../../kernel/index.ts'
import { type ListingFact, listingEnded, listingInvalid, listingLive, listingRejected } from '../events.ts'
import { backoff } from '../lane/index.ts'
import type { ListingCause, ListingStatus } from '../model.ts'
import { listings } from '../schema.ts'
import { causeOf } from './issues.ts'
import type { LightRow } from './listing-rows.ts'

export type At = Pick<Context, 'newId' | 'now'>
export type Patch = Parameters<typeof patchListing>[1]

/** Every line about a listing is one of this. */
export const patchListing = update(listings)

const EVENTS: Partial<Record<ListingStatus, EventType<ListingFact>>> = {
  live: listingLive,
  invalid: listingInvalid,
  rejected: listingRejected,
  ended: listingEnded,
}

/** Values of a listing that came to the channel are sent, whatever was sent before. */
export const wakeValues = plain(sql`
  update channel_values set is_there = 1, confirmed = null, sent = null, dirty = dirty + 1, marked_at = ${param('now')}, retry_at = 0
  where listing_id = ${param('listingId')} and is_there = 0`)

const restValues = plain(sql`
  update channel_values set is_there = 0, confirmed = null, sent = null, cause = null where listing_id = ${param('listingId')}`)

/** A new status with its time, and the fact when it is another than before. */
export function turnTo(
  ctx: At,
  row: Pick<LightRow, 'id' | 'connectionId' | 'productId' | 'status'>,
  { status, cause, ...patch }: Patch & { readonly status: ListingStatus; readonly cause: ListingCause | null },
): Statement[] {
  const now = ctx.now()
  const isNew = status !== row.status
  const event = EVENTS[status]
  return [
    patchListing({ id: row.id }, { ...patch, status, cause, updatedAt: now, ...(isNew ? { statusAt: now } : {}) }),
    ...(isNew && event !== undefined
      ? [
          emit(ctx, event, {
            aggregate: row.id,
            data: { listingId: row.id, connectionId: row.connectionId, productId: row.productId },
          }),
        ]
      : []),
  ]
}

/** In place of a hash: what was sent is the wish that it be gone. */
export const WITHDRAWN = 'withdrawn'

/** In place of a hash: it was asked for to be gone, and nobody heard yet what became of that. What was sent before is judged no more. */
export const LEAVING = 'leaving'

export function ended(ctx: At, row: Parameters<typeof turnTo>[1], cause: ListingCause, patch: Patch = {}): Statement[] {
  const gone = {
    isSent: false,
    sent: null,
    sentHash: null,
    confirmed: null,
    confirmedHash: null,
    externalId: null,
    url: null,
    drift: null,
    sentAt: null,
  }
  return [
    ...turnTo(ctx, row, { refusedHash: null, observeAt: null, ...patch, ...gone, status: 'ended', cause }),
    restValues({ listingId: row.id }),
  ]
}

/** It is not on the channel any more; when it is wanted it is made anew, then or at once. */
export function vanished(ctx: At, row: Vanished, retryAt = 0): Statement[] {
  const lines = ended(ctx, row, causeOf('vanished', 'it is not on the channel any more'), { askedAt: null, retryAt })
  return row.isWanted ? [...lines, markListing({ id: row.id, now: ctx.now() })] : lines
}
type Vanished = Parameters<typeof ended>[1] & Pick<LightRow, 'isWanted'>

/** One more mark: it is compared again. */
export const markListing = plain(sql`
  update channel_listings set dirty = dirty + 1, marked_at = ${param('now')} where id = ${param('id')}`)

/** What became unfit since it was sent is unfit whatever the channel says of what was sent: it is compared again, and told so. */
export const stillUnfit = (ctx: At, { id, status, sentHash }: LightRow): Statement[] =>
  status === 'invalid' && sentHash !== null ? [markListing({ id, now: ctx.now() })] : []

/** It is tried again later; with fewer others, when a batch of which it was failed as a whole. */
export function again(ctx: At, row: LightRow, together?: number): Statement[] {
  const now = ctx.now()
  const isSplit = together !== undefined
  const tries = isSplit ? row.tries : row.tries + 1
  const retryAt = now + backoff(isSplit ? 0 : row.tries, row.id)
  return [patchListing({ id: row.id }, { askedAt: null, tries, retryAt, together, updatedAt: now })]
}
