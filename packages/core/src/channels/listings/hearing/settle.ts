import { sql } from 'drizzle-orm'
import { param, plain, SECOND, type Statement } from '../../../kernel/index.ts'
import type { Acknowledgement } from '../../acknowledgement.ts'
import { keepReceipts } from '../../keep-receipt.ts'
import { backoff } from '../../lane/index.ts'
import type { ListingCause, ListingIssue } from '../../model.ts'
import type { Fields } from '../issues.ts'
import { causeOf, issuesOf, wordsOfIssues } from '../issues.ts'
import type { LightRow } from '../listing-rows.ts'
import { type At, again, ended, type Patch, patchListing, turnTo, vanished, WITHDRAWN, wakeValues } from '../turn-to.ts'

/** What was sent of a listing. */
export interface Sent {
  readonly shape: unknown
  readonly hash: string
  /** When it went out, for what goes out in files. */
  readonly at?: number
}

export interface Settling {
  readonly row: LightRow
  readonly acknowledgement: Acknowledgement
  readonly fields: Fields | undefined
  /** Milliseconds until it is looked at again for drift; null when the channel cannot be read. */
  readonly observeEvery: number | null
  /** A receipt of the whole tells what became of it. */
  readonly isJudgedLater?: boolean
  /** Its receipt is kept with those of its batch, by who settles that. */
  readonly isGathered?: boolean
}

/** Taken by a channel that cannot be read and judges nothing later: nothing more will ever be heard of it. */
const isLastWord = ({ acknowledgement, observeEvery, isJudgedLater = false }: Settling) =>
  acknowledgement.outcome === 'accepted' && observeEvery === null && !isJudgedLater

/** First look at what was accepted; later ones double. */
const LOOK = 2 * SECOND

/** The lines that a channel's word on a publication means. */
export function settlePublication(ctx: At, sent: Sent, settling: Settling): Statement[] {
  const { row, acknowledgement: said, fields, observeEvery } = settling
  const common = { done: row.dirty, askedAt: null, tries: 0, together: null, sentAt: sent.at }
  if (said.outcome === 'again') return again(ctx, row)
  if (said.outcome === 'missing') return vanished(ctx, row)
  if (said.outcome === 'rejected') {
    const issues = issuesOf(said.issues, fields)
    const cause = causeOf('rejected', wordsOfIssues(issues), issues)
    const refused = { refusedHash: sent.hash, sent: null, sentHash: null }
    return turnTo(ctx, row, { ...common, ...refused, status: 'rejected', cause })
  }
  const external = {
    ...(said.externalId === undefined ? {} : { externalId: said.externalId }),
    ...(said.outcome !== 'live' || said.url === undefined ? {} : { url: said.url }),
  }
  const named = claimName(row, said.externalId)
  if (said.outcome !== 'live' && !isLastWord(settling))
    return [...named, ...waiting(ctx, sent, { ...settling, told: { ...common, ...external } })]
  const warnings = issuesOf(said.outcome === 'pending' ? [] : (said.issues ?? []), fields)
  const cause = warnings.length === 0 ? null : causeOf('warnings', wordsOfIssues(warnings), warnings)
  return [
    ...named,
    ...turnTo(ctx, row, { ...common, ...external, ...liveColumns(ctx, sent, observeEvery), status: 'live', cause }),
    wakeValues({ listingId: row.id, now: ctx.now() }),
  ]
}

/** Taken, and to be judged: by a receipt, or by what the channel shows. */
function waiting(ctx: At, sent: Sent, settling: Waiting): Statement[] {
  const { row, acknowledgement: said, observeEvery, told } = settling
  // Pauses go on growing while it fails after having been taken.
  const { tries: _tries, together: _together, ...kept } = told
  // What a receipt tells is looked for once in a while as well: it may vanish before it is judged.
  const look = said.outcome === 'pending' ? observeEvery : LOOK
  const lines = turnTo(ctx, row, {
    ...kept,
    status: 'pending',
    cause: null,
    isSent: true,
    sent: sent.shape,
    sentHash: sent.hash,
    refusedHash: null,
    observations: 0,
    observeAt: observeEvery === null || look === null ? null : ctx.now() + look,
  })
  return [...lines, ...receiptOf(ctx, settling)]
}

interface Waiting extends Settling {
  readonly told: Patch
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

function receiptOf(ctx: At, { row, acknowledgement: said, isGathered = false }: Settling): Statement[] {
  const { connectionId, key } = row
  return isGathered ? [] : keepReceipts(ctx, { connectionId, lane: 'listings' }, [{ ...said, key }])
}

/** The lines that a channel's word on a withdrawal means. */
export function settleWithdrawal(ctx: At, cause: ListingCause, settling: Settling): Statement[] {
  const { row, acknowledgement: said, fields } = settling
  if (said.outcome === 'again') return again(ctx, row)
  const common = { done: row.dirty, askedAt: null, tries: 0, together: null }
  if (said.outcome === 'missing') return ended(ctx, row, cause, common)
  if (said.outcome === 'rejected') return notEnded(ctx, row, issuesOf(said.issues, fields))
  if (said.outcome === 'pending')
    return [
      patchListing({ id: row.id }, { ...common, sent: null, sentHash: WITHDRAWN, updatedAt: ctx.now() }),
      ...receiptOf(ctx, settling),
    ]
  return ended(ctx, row, cause, common)
}

/** A refusal to end something may pass: an auction ends. It is asked so often, slowly, and then a person has to see to it. */
const WITHDRAWALS = 5
const SLOWLY = 8

function notEnded(ctx: At, row: LightRow, issues: readonly ListingIssue[]): Statement[] {
  const isLast = row.tries + 1 >= WITHDRAWALS
  const next = isLast
    ? { done: row.dirty, tries: 0, refusedHash: WITHDRAWN }
    : { tries: row.tries + 1, retryAt: ctx.now() + backoff(row.tries + SLOWLY, row.id) }
  const cause = causeOf('not_ended', wordsOfIssues(issues), issues)
  const common = { askedAt: null, sent: null, sentHash: null, together: null }
  return turnTo(ctx, row, { ...common, ...next, status: 'rejected', cause })
}
