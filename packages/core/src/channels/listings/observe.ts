import { sql } from 'drizzle-orm'
import { emit } from '../../events/index.ts'
import { failpoint, OWED, param, plain, SECOND, type Statement } from '../../kernel/index.ts'
import type { Observation } from '../acknowledgement.ts'
import { listingDrifted } from '../events.ts'
import type { Failure } from '../failure.ts'
import { ask, backoff, drain, observeEvery, type Work } from '../lane/index.ts'
import { driftOf, mergedShape } from './drift.ts'
import { causeOf, issuesOf, wordsOfIssues } from './issues.ts'
import {
  dueObservations,
  type LightRow,
  type ListingRow,
  listingsByIds,
  type ValueRow,
  valuesOf,
} from './listing-rows.ts'
import { claimName, ended, liveColumns, markListing, patchListing, turnTo, vanished, wakeValues } from './settle.ts'
import { shapeHash } from './shape-hash.ts'

const TOGETHER = 200
/** A channel may be behind its own writes: what was just made is believed to be missing at the third look only. */
const LOOKS = 3
const LONGEST_LOOK = 10 * 60 * SECOND

/** Looks at listings whose time has come: pending ones, and live ones for drift. */
export async function observeDue(work: Work): Promise<void> {
  const { ctx, connection, channel } = work
  if (channel.listings?.observe === undefined) return
  await drain(work, {
    due: () => ctx.db.all(dueObservations, { connectionId: connection.id, now: ctx.now(), limit: TOGETHER }),
    mark: ({ id, observations, observeAt, tries }) => `${id} ${observations} ${observeAt} ${tries}`,
    work: (due) => look(work, due),
  })
}

/** Finds out what became of calls that nobody answered. */
export async function readBack(work: Work, rows: readonly LightRow[]): Promise<void> {
  if (work.channel.listings?.observe === undefined) return
  await look(
    work,
    await listingsByIds(
      work.ctx,
      rows.map(({ id }) => id),
    ),
  )
}

async function look(work: Work, rows: readonly ListingRow[]): Promise<void> {
  const size = work.channel.listings?.observe?.batch ?? TOGETHER
  for (let at = 0; at < rows.length; at += size) await lookAt(work, rows.slice(at, at + size))
}

async function lookAt(work: Work, rows: readonly ListingRow[]): Promise<void> {
  const { ctx, channel, recorder } = work
  const entries = rows.map(({ key, externalId }) => ({ key, externalId }))
  const answer = await ask(
    work,
    { step: 'observe', about: entries.map(({ key }) => key) },
    async () => channel.listings?.observe?.read(work.api, entries) ?? [],
  )
  failpoint('channels.observed')
  if ('failure' in answer && isOfOne(answer.failure) && rows.length > 1) {
    const half = Math.ceil(rows.length / 2)
    await lookAt(work, rows.slice(0, half))
    return lookAt(work, rows.slice(half))
  }
  recorder.count({ seen: rows.length })
  // That nothing was found may be said of the address of many; asked for one, it is said of that.
  const isGone = 'failure' in answer && answer.failure.kind === 'missing' && channel.listings?.observe?.batch === 1
  if ('failure' in answer && !isGone) {
    recorder.count({ failed: rows.length })
    return ctx.db.batch(
      rows.map((row) => lookLater(work, row)),
      OWED,
    )
  }
  const said = 'said' in answer ? answer.said : []
  const byKey = new Map(said.map((seen) => [seen.key, seen]))
  const values = await valuesOf(
    ctx,
    rows.map(({ id }) => id),
  )
  const lines = rows.flatMap((row) => {
    const seen = byKey.get(row.key) ?? { key: row.key, status: 'missing' as const }
    return [
      ...claimName(row, seen.externalId),
      ...settleObservation(work, row, seen),
      ...driftOfValues(
        work,
        values.filter(({ listingId }) => listingId === row.id),
        seen,
      ),
    ]
  })
  await ctx.db.batch(lines, OWED)
}

/** One that is gone, or cannot be asked for, fails the call about all. */
const isOfOne = ({ kind }: Failure) => kind === 'missing' || kind === 'refused'

function lookLater({ ctx }: Work, row: ListingRow): Statement {
  const at = ctx.now() + backoff(row.tries, row.id)
  const patch = row.askedAt === null ? { observeAt: at } : { retryAt: at }
  return patchListing({ id: row.id }, { ...patch, tries: row.tries + 1 })
}

/** The lines that a look at the channel means for a listing. */
function settleObservation(work: Work, row: ListingRow, seen: Observation): Statement[] {
  const { ctx, channel } = work
  const told = {
    ...(seen.externalId === undefined ? {} : { externalId: seen.externalId }),
    ...(seen.url === undefined ? {} : { url: seen.url }),
  }
  if (seen.status === 'missing') return missing(work, row)
  if (seen.status === 'pending')
    return [patchListing({ id: row.id }, { ...told, ...later(work, row), isSent: true, askedAt: null })]
  if (seen.status === 'rejected') {
    const issues = issuesOf(seen.issues ?? [], channel.listings?.fields)
    const cause = causeOf('rejected', wordsOfIssues(issues), issues)
    const refusedHash = row.sentHash ?? row.confirmedHash
    return turnTo(ctx, row, {
      ...told,
      status: 'rejected',
      cause,
      refusedHash,
      sent: null,
      sentHash: null,
      askedAt: null,
      isSent: true,
      observeAt: next(work),
    })
  }
  if (seen.status === 'ended') {
    const cause = causeOf('ended_there', 'the channel ended it')
    return ended(ctx, row, cause, { ...told, askedAt: null, refusedHash: row.sentHash ?? row.confirmedHash })
  }
  return live(work, row, { seen, told })
}

function next({ ctx, channel }: Work): number | null {
  const every = observeEvery(channel)
  return every === null ? null : ctx.now() + every
}

function later({ ctx }: Work, row: ListingRow) {
  const wait = Math.min(LONGEST_LOOK, 2 * SECOND * 2 ** Math.min(row.observations, 12))
  return { observations: row.observations + 1, observeAt: ctx.now() + wait }
}

/** It is not there: it was never made, or it vanished and is made anew when it is wanted. */
function missing(work: Work, row: ListingRow): Statement[] {
  const { ctx } = work
  const isFresh = row.askedAt !== null || row.status === 'pending'
  if (isFresh && row.observations + 1 < LOOKS) {
    const at = ctx.now() + 2 * SECOND * 2 ** row.observations
    const patch = row.askedAt === null ? { observeAt: at } : { retryAt: at }
    return [patchListing({ id: row.id }, { ...patch, observations: row.observations + 1 })]
  }
  if (row.askedAt !== null && !row.isSent)
    return [
      patchListing(
        { id: row.id },
        { askedAt: null, sent: null, sentHash: null, observations: 0, observeAt: null, retryAt: 0 },
      ),
    ]
  return vanished(ctx, row)
}

interface Seen {
  readonly seen: Observation
  readonly told: { readonly externalId?: string; readonly url?: string }
}

/** What the channel gives back is held against what was sent, and against what it confirmed before. */
function live(work: Work, row: ListingRow, { seen, told }: Seen): Statement[] {
  const { ctx, connection } = work
  const isOfSent = row.sentHash !== null && row.sent !== null && driftOf(row.sent, seen.shape).length === 0
  if (isOfSent || (row.sent !== null && row.confirmed === null)) {
    const sent = { shape: row.sent, hash: row.sentHash ?? '' }
    const drift = driftOf(row.sent, seen.shape)
    const lines = [
      ...turnTo(ctx, row, {
        ...told,
        ...liveColumns(ctx, sent, observeEvery(work.channel)),
        askedAt: null,
        status: 'live',
        cause: null,
      }),
      wakeValues({ listingId: row.id, now: ctx.now() }),
    ]
    return drift.length === 0 ? lines : [...lines, ...drifted(work, row, { seen, told, shape: row.sent })]
  }
  if (row.sentHash !== null || row.askedAt !== null)
    return [patchListing({ id: row.id }, { ...told, ...later(work, row), askedAt: null, ...resend(row) })]
  const drift = driftOf(row.confirmed, seen.shape)
  if (drift.length > 0) return drifted(work, row, { seen, told, shape: row.confirmed })
  // What was to be written over it is as it shows: it was compared since, and nothing was left to send.
  const isDriftGone = row.status === 'drifted' && (connection.onDrift === 'report' || row.dirty === row.done)
  const warnings = issuesOf(seen.issues ?? [], work.channel.listings?.fields)
  const cause = warnings.length === 0 ? null : causeOf('warnings', wordsOfIssues(warnings), warnings)
  // It shows what it showed before; what we have for it now is not fit, or was refused.
  const isRefused = row.status === 'rejected' && row.refusedHash !== null && row.refusedHash !== row.confirmedHash
  const isKept = row.status === 'invalid' || isRefused || (row.status === 'drifted' && !isDriftGone)
  const lines = turnTo(ctx, row, {
    ...told,
    status: isKept ? row.status : 'live',
    cause: row.status === 'invalid' || isRefused ? row.cause : cause,
    ...(isRefused ? {} : { refusedHash: null }),
    isSent: true,
    tries: 0,
    observeAt: next(work),
  })
  return seen.isEnding === true && !isKept ? [...lines, sendAnew({ id: row.id, now: ctx.now() })] : lines
}

/** Nothing counts as confirmed, so what is as it was is sent once more. */
const sendAnew = plain(sql`
  update channel_listings set confirmed_hash = null, dirty = dirty + 1, marked_at = ${param('now')} where id = ${param('id')}`)

/** An update of which nobody heard and that the channel does not show is sent again; one that it accepted is waited for. */
const resend = ({ askedAt }: ListingRow) => (askedAt === null ? {} : { sent: null, sentHash: null })

/** Somebody edited it there. It is told; and written over unless the connection only reports. */
function drifted(work: Work, row: ListingRow, { seen, told, shape }: Seen & { readonly shape: unknown }): Statement[] {
  const { ctx, connection, channel } = work
  const fields = driftOf(shape, seen.shape)
  const issues = issuesOf(
    fields.map(({ field, theirs }) => ({
      severity: 'warning',
      code: 'drift',
      field,
      message: `it shows ${words(theirs)} there`,
    })),
    channel.listings?.fields,
  )
  const merged = mergedShape(shape, seen.shape)
  const common = {
    ...told,
    cause: causeOf(
      'drift',
      `somebody changed it on the channel: ${fields.map(({ field }) => field).join(', ')}`,
      issues,
    ),
    isSent: true,
    askedAt: null,
    observeAt: next(work),
  }
  const isNew = row.status !== 'drifted'
  const fact = {
    aggregate: row.id,
    data: { listingId: row.id, connectionId: row.connectionId, productId: row.productId },
  }
  return [
    ...turnTo(
      ctx,
      row,
      connection.onDrift === 'report'
        ? { ...common, status: 'drifted' }
        : { ...common, status: 'drifted', confirmed: merged, confirmedHash: shapeHash(merged) },
    ),
    ...(isNew ? [emit(ctx, listingDrifted, fact)] : []),
    ...(connection.onDrift === 'overwrite' ? [markListing({ id: row.id, now: ctx.now() })] : []),
  ]
}

const words = (value: unknown) => JSON.stringify(value)?.slice(0, 200) ?? 'nothing'

const shown = plain(sql`
  update channel_values set confirmed = ${param('confirmed')}, dirty = dirty + 1, marked_at = ${param('now')}
  where connection_id = ${param('connectionId')} and lane = ${param('lane')} and variant_id = ${param('variantId')} and done = ${param('done')} and dirty = done`)

/** A quantity or price that the channel shows and that is not the one it took: it is sent again. */
function driftOfValues({ ctx }: Work, rows: readonly ValueRow[], seen: Observation): Statement[] {
  return rows.flatMap((row) => {
    if (seen.status !== 'live' || row.confirmed === null || row.sent !== null || row.dirty !== row.done) return []
    const theirs = row.lane === 'stock' ? seen.quantity : seen.price
    const ours = JSON.parse(row.confirmed) as { readonly quantity?: number; readonly price?: number }
    if (theirs === undefined || theirs === (row.lane === 'stock' ? ours.quantity : ours.price)) return []
    const confirmed = JSON.stringify(
      row.lane === 'stock' ? { quantity: theirs, drift: true } : { price: theirs, drift: true },
    )
    const { connectionId, lane, variantId, done } = row
    return [shown({ connectionId, lane, variantId, done, confirmed, now: ctx.now() })]
  })
}
