import { sql } from 'drizzle-orm'
import { param, plain, type Statement } from '../../../kernel/index.ts'
import type { Observation } from '../../acknowledgement.ts'
import { observeEvery, type Work } from '../../lane/index.ts'
import type { ListingCause } from '../../model.ts'
import { causeOf, issuesOf, wordsOfIssues } from '../issues.ts'
import type { ListingRow } from '../listing-rows.ts'
import { patchListing, turnTo, wakeValues } from '../turn-to.ts'
import { type Difference, driftOf } from './drift.ts'
import { drifted, isStanding, type Told } from './drifted.ts'
import { lookAgain, nextLook } from './looks.ts'
import { judgeDrift, ownWayCause } from './own-way.ts'
import { liveColumns } from './settle.ts'

/** A look, and what it tells beside the status. */
export interface Seen {
  readonly seen: Observation
  readonly told: Told
}

/** What the channel gives back is held against what was sent, and against what it confirmed before. */
export function seenLive(work: Work, row: ListingRow, { seen, told }: Seen): Statement[] {
  if (row.sent !== null && isTaken(row, seen)) return taken(work, row, { seen, told })
  if (row.sentHash !== null || row.askedAt !== null)
    return [patchListing({ id: row.id }, { ...told, ...lookAgain(work, row), askedAt: null, ...resend(row) })]
  return asBefore(work, row, { seen, told })
}

/** Looks, further and further apart, at what was taken and shows in another way: for more than half an hour the channel may be behind itself. */
const PATIENCE = 12

/** It shows what was sent, or what it makes of that: every field that is not as it was sent is not as it was before either. */
function isTaken(row: ListingRow, { shape }: Observation): boolean {
  const differing = driftOf(row.sent, shape)
  if (differing.length === 0 || row.confirmed === null || row.observations >= PATIENCE) return true
  const changed = new Set(driftOf(row.confirmed, shape).map(({ field }) => field))
  return differing.every(({ field }) => changed.has(field))
}

function taken(work: Work, row: ListingRow, { seen, told }: Seen): Statement[] {
  const { ctx, connection, channel } = work
  const sent = { shape: row.sent, hash: row.sentHash ?? '' }
  const differing = driftOf(row.sent, seen.shape)
  const { fresh, drift } = judgeDrift(row.drift, sent.hash, differing)
  const lines = [
    ...turnTo(ctx, row, {
      ...told,
      ...liveColumns(ctx, sent, observeEvery(channel)),
      askedAt: null,
      status: 'live',
      cause: differing.length === 0 ? null : ownWayCause(differing, channel.listings?.fields),
      drift,
    }),
    wakeValues({ listingId: row.id, now: ctx.now() }),
  ]
  const isLeft = fresh.length === 0 && (differing.length === 0 || connection.onDrift === 'overwrite')
  return isLeft ? lines : [...lines, ...drifted(work, row, { seen, told, shape: row.sent, differing, drift })]
}

/** Nothing is under way: it shows what it confirmed, or somebody changed it there. */
function asBefore(work: Work, row: ListingRow, { seen, told }: Seen): Statement[] {
  const { ctx, connection } = work
  const differing = driftOf(row.confirmed, seen.shape)
  const { fresh, drift } = judgeDrift(row.drift, row.confirmedHash ?? '', differing)
  if (fresh.length > 0 || (differing.length > 0 && connection.onDrift === 'report'))
    return drifted(work, row, { seen, told, shape: row.confirmed, differing, drift })
  // What was to be written over it is as it shows: it was compared since, and nothing was left to send.
  const isDriftGone = row.status === 'drifted' && (connection.onDrift === 'report' || row.dirty === row.done)
  const isJudged = isStanding(row)
  const isKept = isJudged || (row.status === 'drifted' && !isDriftGone)
  const lines = turnTo(ctx, row, {
    ...told,
    status: isKept ? row.status : 'live',
    cause: isJudged ? row.cause : liveCause(work, seen, differing),
    ...(isJudged ? {} : { tries: 0 }),
    ...(row.status === 'rejected' && isJudged ? {} : { refusedHash: null }),
    isSent: true,
    drift,
    observeAt: nextLook(work),
  })
  return seen.isEnding === true && !isKept ? [...lines, sendAnew({ id: row.id, now: ctx.now() })] : lines
}

function liveCause({ channel }: Work, seen: Observation, differing: readonly Difference[]): ListingCause | null {
  if (differing.length > 0) return ownWayCause(differing, channel.listings?.fields)
  const warnings = issuesOf(seen.issues ?? [], channel.listings?.fields)
  return warnings.length === 0 ? null : causeOf('warnings', wordsOfIssues(warnings), warnings)
}

/** Nothing counts as confirmed, so what is as it was is sent once more. */
const sendAnew = plain(sql`
  update channel_listings set confirmed_hash = null, dirty = dirty + 1, marked_at = ${param('now')} where id = ${param('id')}`)

/** An update of which nobody heard and that the channel does not show is sent again; one that it accepted is waited for. */
const resend = ({ askedAt }: ListingRow) => (askedAt === null ? {} : { sent: null, sentHash: null })
