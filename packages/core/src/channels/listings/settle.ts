import { sql } from 'drizzle-orm'
import { type EventType, emit } from '../../events/index.ts'
import { type Context, param, plain, SECOND, type Statement, update } from '../../kernel/index.ts'
import type { Acknowledgement } from '../acknowledgement.ts'
import { type ListingFact, listingEnded, listingInvalid, listingLive, listingRejected } from '../events.ts'
import { keepReceipt } from '../keep-receipt.ts'
import { backoff } from '../lane/index.ts'
import type { ListingCause, ListingStatus } from '../model.ts'
import { listings } from '../schema.ts'
import type { Fields } from './issues.ts'
import { causeOf, issuesOf, wordsOfIssues } from './issues.ts'
import type { LightRow } from './listing-rows.ts'

type At = Pick<Context, 'newId' | 'now'>
type Patch = Parameters<typeof patchListing>[1]

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

/** What was sent of a listing. */
export interface Sent {
  readonly shape: unknown
  readonly hash: string
}

export interface Settling {
  readonly row: LightRow
  readonly acknowledgement: Acknowledgement
  readonly fields: Fields | undefined
  /** Milliseconds until it is looked at again for drift; null when the channel cannot be read. */
  readonly observeEvery: number | null
  /** A receipt of the whole tells what became of it. */
  readonly isJudgedLater?: boolean
}

/** Taken by a channel that cannot be read and judges nothing later: nothing more will ever be heard of it. */
const isLastWord = ({ acknowledgement, observeEvery, isJudgedLater = false }: Settling) =>
  acknowledgement.outcome === 'accepted' && observeEvery === null && !isJudgedLater

/** First look at what was accepted; later ones double. */
const LOOK = 2 * SECOND

/** The lines that a channel's word on a publication means. */
export function settlePublication(ctx: At, sent: Sent, settling: Settling): Statement[] {
  const { row, acknowledgement: said, fields, observeEvery } = settling
  const common = { done: row.dirty, askedAt: null, tries: 0 }
  if (said.outcome === 'again') return again(ctx, row, said.message)
  if (said.outcome === 'missing') return vanished(ctx, row)
  if (said.outcome === 'rejected') {
    const issues = issuesOf(said.issues, fields)
    const cause = causeOf('rejected', wordsOfIssues(issues), issues)
    return turnTo(ctx, row, {
      ...common,
      status: 'rejected',
      cause,
      refusedHash: sent.hash,
      sent: null,
      sentHash: null,
    })
  }
  const external = said.externalId === undefined ? {} : { externalId: said.externalId }
  const named = claimName(row, said.externalId)
  if (said.outcome === 'live' || isLastWord(settling)) {
    const warnings = issuesOf(said.outcome === 'pending' ? [] : (said.issues ?? []), fields)
    const cause = warnings.length === 0 ? null : causeOf('warnings', wordsOfIssues(warnings), warnings)
    return [
      ...named,
      ...turnTo(ctx, row, { ...common, ...external, ...liveColumns(ctx, sent, observeEvery), status: 'live', cause }),
      wakeValues({ listingId: row.id, now: ctx.now() }),
    ]
  }
  const isPolled = said.outcome === 'pending'
  // Pauses go on growing while it fails after having been taken.
  const { tries: _tries, ...kept } = common
  return [
    ...named,
    ...turnTo(ctx, row, {
      ...kept,
      ...external,
      status: 'pending',
      cause: null,
      isSent: true,
      sent: sent.shape,
      sentHash: sent.hash,
      refusedHash: null,
      observations: 0,
      // What a receipt tells is looked for once in a while as well: it may vanish before it is judged.
      observeAt: observeEvery === null ? null : ctx.now() + (isPolled ? observeEvery : LOOK),
    }),
    ...(isPolled ? [receiptOf(ctx, row, said.receipt)] : []),
  ]
}

const dropName = plain(sql`
  update channel_listings set external_id = null
  where connection_id = ${param('connectionId')} and external_id = ${param('externalId')} and id <> ${param('id')}`)

/** Names of channels are names of one listing each: one that is told of another goes over to it, since that is what the channel says now. */
export function claimName(
  { id, connectionId, externalId: before }: Pick<LightRow, 'id' | 'connectionId' | 'externalId'>,
  externalId: string | undefined,
): Statement[] {
  return externalId === undefined || externalId === before ? [] : [dropName({ id, connectionId, externalId })]
}

/** What is true of a listing that the channel shows as it was sent. */
export function liveColumns(ctx: At, sent: Sent, observeEvery: number | null): Patch {
  return {
    isSent: true,
    sent: null,
    sentHash: null,
    confirmed: sent.shape,
    confirmedHash: sent.hash,
    refusedHash: null,
    observations: 0,
    observeAt: observeEvery === null ? null : ctx.now() + observeEvery,
  }
}

const receiptOf = (ctx: At, { connectionId, key }: LightRow, receipt: string) =>
  keepReceipt(ctx, { connectionId, receipt, lane: 'listings', key })

/** The lines that a channel's word on a withdrawal means. */
export function settleWithdrawal(
  ctx: At,
  cause: ListingCause,
  { row, acknowledgement: said, fields }: Settling,
): Statement[] {
  if (said.outcome === 'again') return again(ctx, row, said.message)
  const common = { done: row.dirty, askedAt: null, tries: 0 }
  if (said.outcome === 'missing') return ended(ctx, row, cause, common)
  if (said.outcome === 'rejected') {
    const issues = issuesOf(said.issues, fields)
    return turnTo(ctx, row, {
      ...common,
      status: 'rejected',
      cause: causeOf('not_ended', wordsOfIssues(issues), issues),
    })
  }
  if (said.outcome === 'pending')
    return [
      patchListing({ id: row.id }, { ...common, sent: null, sentHash: WITHDRAWN, updatedAt: ctx.now() }),
      receiptOf(ctx, row, said.receipt),
    ]
  return ended(ctx, row, cause, common)
}

/** In place of a hash: what was sent is the wish that it be gone. */
export const WITHDRAWN = 'withdrawn'

export function ended(ctx: At, row: Parameters<typeof turnTo>[1], cause: ListingCause, patch: Patch = {}): Statement[] {
  const gone = {
    isSent: false,
    sent: null,
    sentHash: null,
    confirmed: null,
    confirmedHash: null,
    externalId: null,
    observeAt: null,
    url: null,
  }
  return [
    ...turnTo(ctx, row, { refusedHash: null, ...patch, ...gone, status: 'ended', cause }),
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

export function again(ctx: At, row: LightRow, _message: string): Statement[] {
  const now = ctx.now()
  const patch = { askedAt: null, tries: row.tries + 1, retryAt: now + backoff(row.tries, row.id), updatedAt: now }
  return [patchListing({ id: row.id }, patch)]
}
