import { sql } from 'drizzle-orm'
import { param, plain, type Statement } from '../../kernel/index.ts'
import type { Acknowledgement } from '../acknowledgement.ts'
import { backoff, type Work } from '../lane/index.ts'
import { causeOf, issuesOf, vanished, wordsOfIssues } from '../listings/index.ts'
import { type DueValue, patchValue, type ValueLane } from './value-rows.ts'
import type { Wanted } from './wanted.ts'

/** Whether its listings can be looked at. */
export const isReadable = ({ channel }: Work) => channel.listings?.observe !== undefined

const lookAtListing = plain(sql`update channel_listings set observe_at = ${param('now')} where id = ${param('id')}`)

/**
 * The channel does not know the item of a value: whether its listing is there is read, if it can be. Otherwise the listing is made anew, after
 * longer and longer pauses when the value is unknown even so.
 */
function lost(work: Work, lane: ValueLane, row: DueValue): Statement[] {
  const { listingId: id, connectionId, productId, status, isWanted, variantId, dirty } = row
  const { ctx } = work
  const retryAt = ctx.now() + backoff(row.tries, variantId)
  const key = { connectionId, lane, variantId }
  const tries = row.tries + 1
  if (isReadable(work)) return [patchValue(key, { tries, retryAt }), lookAtListing({ id, now: ctx.now() })]
  return [
    patchValue(key, { tries, done: dirty, isThere: false, confirmed: null, sent: null }),
    ...vanished(ctx, { id, connectionId, productId, status, isWanted }, row.tries === 0 ? 0 : retryAt),
  ]
}

/** It is told again later; with fewer others, when a batch of which it was failed as a whole. */
export function valueAgain(now: number, row: Pick<DueValue, 'tries' | 'variantId'>, fewer: number | undefined) {
  const isSplit = fewer !== undefined
  const retryAt = now + backoff(isSplit ? 0 : row.tries, row.variantId)
  return { tries: isSplit ? row.tries : row.tries + 1, retryAt, together: fewer }
}

interface Settling extends Wanted {
  readonly said: Acknowledgement
  /** With how many it is told next, after a batch of which it was failed as a whole. */
  readonly fewer: number | undefined
}

/** The lines that the channel's word on a value means, but for its receipt: that is kept with those of its batch. */
export function settleValue(work: Work, lane: ValueLane, { row, text, said, isForSale, fewer }: Settling): Statement[] {
  const { ctx, connection, channel, recorder } = work
  const key = { connectionId: connection.id, lane, variantId: row.variantId }
  const now = ctx.now()
  if (said.outcome === 'again') {
    recorder.count({ failed: 1 })
    return [patchValue(key, valueAgain(now, row, fewer))]
  }
  // What is not for sale any more may have left the listing with the last change of it.
  if (said.outcome === 'missing' && !isForSale)
    return [patchValue(key, { done: row.dirty, tries: 0, isThere: false, confirmed: null, sent: null })]
  if (said.outcome === 'missing') return lost(work, lane, row)
  const settled = { done: row.dirty, tries: 0, sent: null, together: null }
  if (said.outcome === 'rejected') {
    recorder.count({ refused: 1 })
    const issues = issuesOf(said.issues, channel.listings?.fields)
    return [patchValue(key, { ...settled, cause: causeOf('rejected', wordsOfIssues(issues), issues) })]
  }
  recorder.count({ changed: 1 })
  if (said.outcome === 'pending')
    // Pauses go on growing while it fails after having been taken.
    return [patchValue(key, { done: row.dirty, sent: text, cause: null })]
  return [patchValue(key, { ...settled, confirmed: text, confirmedAt: now, cause: null })]
}
