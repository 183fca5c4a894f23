import { MINUTE, SECOND, type Statement } from '../../../kernel/index.ts'
import type { Observation } from '../../acknowledgement.ts'
import type { Work } from '../../lane/index.ts'
import { causeOf, issuesOf, wordsOfIssues } from '../issues.ts'
import type { ListingRow } from '../listing-rows.ts'
import { ended, LEAVING, markListing, patchListing, turnTo, vanished, WITHDRAWN } from '../turn-to.ts'
import { lookAgain, nextLook } from './looks.ts'
import { type Seen, seenLive } from './seen-live.ts'

/** A channel may be behind its own writes: what was just made is believed to be missing at the third look only. */
const LOOKS = 3

/** The lines that a look at the channel means for a listing. */
export function settleObservation(work: Work, row: ListingRow, seen: Observation): Statement[] {
  const { ctx, channel } = work
  const told = {
    ...(seen.externalId === undefined ? {} : { externalId: seen.externalId }),
    ...(seen.url === undefined ? {} : { url: seen.url }),
  }
  if (isBelievedGone(row)) return lastLook(work, row, { seen, told })
  if (seen.status === 'missing' || isLeftover(row, seen)) return missing(work, row)
  if (seen.status === 'pending')
    return [patchListing({ id: row.id }, { ...told, ...lookAgain(work, row), isSent: true, askedAt: null })]
  if (seen.status === 'rejected') {
    const issues = issuesOf(seen.issues ?? [], channel.listings?.fields)
    const cause = causeOf('rejected', wordsOfIssues(issues), issues)
    const refusedHash = hashOf(row)
    return turnTo(ctx, row, {
      ...told,
      status: 'rejected',
      cause,
      refusedHash,
      sent: null,
      sentHash: null,
      askedAt: null,
      isSent: true,
      observeAt: nextLook(work),
    })
  }
  if (seen.status === 'ended' && isLeaving(row)) return leftAsWished(work, row)
  if (seen.status === 'ended') {
    const cause = causeOf('ended_there', 'the channel ended it')
    return ended(ctx, row, cause, { ...told, askedAt: null, refusedHash: hashOf(row) })
  }
  return seenLive(work, row, { seen, told })
}

/** What was to be made again, of which nobody heard, is still as it was ended before. */
const isLeftover = ({ askedAt, isSent }: ListingRow, { status }: Observation) =>
  status === 'ended' && askedAt !== null && !isSent

/** We ended it ourselves, and heard nothing of it; when it is wanted again it is made anew. */
function leftAsWished({ ctx }: Work, row: ListingRow): Statement[] {
  if (row.isWanted) return vanished(ctx, row)
  return ended(ctx, row, causeOf('unlisted', 'it was taken off the channel'), { askedAt: null })
}

/** Of what the channel speaks: what it was sent last, or has. */
const hashOf = (row: ListingRow) => (row.sentHash === null || isLeaving(row) ? row.confirmedHash : row.sentHash)

const isLeaving = ({ sentHash }: ListingRow) => sentHash === WITHDRAWN || sentHash === LEAVING

/** It is not there: it was never made, or it vanished and is made anew when it is wanted. */
function missing(work: Work, row: ListingRow): Statement[] {
  const { ctx } = work
  const isFresh = row.askedAt !== null || row.status === 'pending'
  if (isFresh && row.observations + 1 < LOOKS) {
    const at = ctx.now() + 2 * SECOND * 2 ** row.observations
    const patch = row.askedAt === null ? { observeAt: at } : { retryAt: at }
    return [patchListing({ id: row.id }, { ...patch, observations: row.observations + 1 })]
  }
  const believed = { observeAt: ctx.now() + LAST_LOOK, observations: 0 }
  if (row.askedAt !== null && !row.isSent)
    return [patchListing({ id: row.id }, { ...believed, askedAt: null, sent: null, sentHash: null, retryAt: 0 })]
  return [...vanished(ctx, row), patchListing({ id: row.id }, believed)]
}

/** Reads of a channel may be further behind than three looks are apart: what was believed to be missing is looked for once more after so long. */
const LAST_LOOK = 10 * MINUTE

const isBelievedGone = ({ isSent, askedAt, sentHash }: ListingRow) => !isSent && askedAt === null && sentHash === null

/** It is there after all: it is brought to what it should be, or ended, when nobody wants it any more. */
function lastLook({ ctx }: Work, row: ListingRow, { seen, told }: Seen): Statement[] {
  if (seen.status === 'missing' || seen.status === 'ended') return [patchListing({ id: row.id }, { observeAt: null })]
  const { id } = row
  return [patchListing({ id }, { ...told, isSent: true, observeAt: null }), markListing({ id, now: ctx.now() })]
}
