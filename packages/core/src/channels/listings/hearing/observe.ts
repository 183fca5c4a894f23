import { failpoint, grouped, OWED, type Statement } from '../../../kernel/index.ts'
import type { Observation } from '../../acknowledgement.ts'
import type { Failure } from '../../failure.ts'
import { ask, backoff, drain, type Work } from '../../lane/index.ts'
import { batchesOf, fewerAfter } from '../batches.ts'
import { dueObservations, type LightRow, type ListingRow, listingsByIds, valuesOf } from '../listing-rows.ts'
import { patchListing, stillUnfit } from '../turn-to.ts'
import { settleObservation } from './observed.ts'
import { claimName } from './settle.ts'
import { settleUnchanged } from './settle-unchanged.ts'
import { driftOfValues } from './value-drift.ts'

const TOGETHER = 200
/** Looks at many that broke before they are made in halves. */
const BROKEN = 2

/** Looks at listings whose time has come: pending ones, and live ones for drift. */
export async function observeDue(work: Work): Promise<void> {
  const { ctx, connection, channel } = work
  if (channel.listings?.observe === undefined) return
  await drain(work, {
    due: () => ctx.db.all(dueObservations, { connectionId: connection.id, now: ctx.now(), limit: TOGETHER }),
    mark: ({ id, observations, observeAt, tries, status, sentHash, confirmedHash }) =>
      `${id} ${observations} ${observeAt} ${tries} ${status} ${sentHash} ${confirmedHash}`,
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

/** What broke a look again and again is looked at after the others and with fewer, so that it does not keep them from being seen. */
async function look(work: Work, rows: readonly ListingRow[]): Promise<void> {
  const size = work.channel.listings?.observe?.batch ?? TOGETHER
  const most = ({ tries }: ListingRow) => Math.max(1, Math.floor(size / 2 ** Math.max(0, tries - BROKEN)))
  const sorted = [...rows].sort((one, other) => one.tries - other.tries)
  for (const batch of batchesOf(sorted, { size, most })) await lookAt(work, batch)
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
  if ('failure' in answer && isOfOne(answer.failure, rows) && rows.length > 1)
    return lookAtHalves(work, await noted(work, rows, answer.failure))
  recorder.count({ seen: rows.length })
  // That nothing was found may be said of the address of many; asked for one, it is said of that.
  const isGone = 'failure' in answer && answer.failure.kind === 'missing' && channel.listings?.observe?.batch === 1
  if (isGone) return settleSeen(work, rows, [])
  // What a plugin says that cannot be read is not that everything is gone.
  if ('said' in answer && isList(answer.said)) return settleSeen(work, rows, answer.said)
  recorder.count({ failed: rows.length })
  await ctx.db.batch(
    rows.map((row) => lookLater(work, row)),
    OWED,
  )
}

async function lookAtHalves(work: Work, rows: readonly ListingRow[]): Promise<void> {
  const half = Math.ceil(rows.length / 2)
  await lookAt(work, rows.slice(0, half))
  return lookAt(work, rows.slice(half))
}

/** That they broke a look is kept before it is made in halves: after so many failures the channel is left alone for a while. */
async function noted(work: Work, rows: readonly ListingRow[], failure: Failure): Promise<readonly ListingRow[]> {
  if (fewerAfter(failure, rows.length) === undefined) return rows
  await work.ctx.db.batch(
    rows.map((row) => lookLater(work, row)),
    OWED,
  )
  return rows.map((row) => ({ ...row, tries: row.tries + 1 }))
}

const isList = (said: readonly Observation[]) =>
  Array.isArray(said) && said.every((one) => typeof one === 'object' && one !== null)

async function settleSeen(work: Work, rows: readonly ListingRow[], said: readonly Observation[]): Promise<void> {
  const byKey = new Map(said.map((seen) => [seen.key, seen]))
  const ids = rows.map(({ id }) => id)
  const values = grouped(await valuesOf(work.ctx, ids), ({ listingId }) => listingId)
  const learned = rows.map((row) => {
    const seen = byKey.get(row.key) ?? { key: row.key, status: 'missing' as const }
    const lines = [
      ...claimName(row, seen.externalId),
      ...settleObservation(work, row, seen),
      ...stillUnfit(work.ctx, row),
      ...driftOfValues(work, values.get(row.id) ?? [], seen),
    ]
    return { row, lines }
  })
  await settleUnchanged(work, learned)
}

/** One that is gone, or cannot be asked for, fails the call about all; and one that breaks it, when it breaks each time. */
function isOfOne(failure: Failure, rows: readonly ListingRow[]): boolean {
  if (failure.kind === 'missing' || failure.kind === 'refused') return true
  return fewerAfter(failure, rows.length) !== undefined && rows.every(({ tries }) => tries >= BROKEN)
}

function lookLater({ ctx }: Work, row: ListingRow): Statement {
  const at = ctx.now() + backoff(row.tries, row.id)
  const patch = row.askedAt === null ? { observeAt: at } : { retryAt: at }
  return patchListing({ id: row.id }, { ...patch, tries: row.tries + 1 })
}
