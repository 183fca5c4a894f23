import { failpoint, OWED, type Statement } from '../../../kernel/index.ts'
import type { Publication } from '../../channel.ts'
import type { Failure } from '../../failure.ts'
import type { Item } from '../../item.ts'
import { keepReceipts } from '../../keep-receipt.ts'
import { ask, backoff, isHalt, observeEvery, type Work } from '../../lane/index.ts'
import { batchesOf, fewerAfter, halfOf, type Told, toldOf } from '../batches.ts'
import type { Decided } from '../deciding/index.ts'
import { settlePublication } from '../hearing/index.ts'
import { type LightRow, listingsByIds } from '../listing-rows.ts'
import { newValues } from '../new-values.ts'
import { again, patchListing } from '../turn-to.ts'
import { forgetAsked, noteAsked, type Publishing } from './asked.ts'

/** Tells the channel of what is to be made or changed there, as many at a time as it takes. */
export async function sendAll(work: Work, decisions: readonly Decided[]): Promise<void> {
  const all = decisions.filter((one): one is Publishing => one.decision.do === 'publish')
  const size = work.channel.listings?.batch ?? 1
  for (const batch of batchesOf(all, { size, most: ({ row }) => row.together })) await sendBatch(work, batch)
}

/** Before a listing is made, it is noted that we are about to: a death in between is told from never having begun. */
async function sendBatch(work: Work, batch: readonly Publishing[]): Promise<void> {
  const { ctx, channel, recorder } = work
  await noteAsked(work, batch)
  failpoint('channels.asked')
  const entries = await entriesOf(work, batch)
  recorder.lag(ctx.now() - Math.min(...batch.map(({ row }) => row.markedAt)))
  const about = entries.map(({ key }) => key)
  const answer = await ask(
    work,
    { step: 'publish', about },
    async () => channel.listings?.publish?.(work.api, entries) ?? [],
  ).catch(async (thrown) => {
    // What was stopped in the middle of a call may have been done: it is read back.
    if (isHalt(thrown)) await forgetAsked(work, batch)
    throw thrown
  })
  failpoint('channels.answered')
  if ('failure' in answer) return failedBatch(work, batch, answer.failure)
  await settleSaid(work, batch, toldOf(answer.said, about))
  failpoint('channels.settled')
}

/** As a channel takes them, with what it confirmed before. */
async function entriesOf(work: Work, batch: readonly Publishing[]): Promise<Publication<unknown>[]> {
  const sent = batch.filter(({ row }) => row.isSent).map(({ row }) => row.id)
  const confirmed = new Map((await listingsByIds(work.ctx, sent)).map((row) => [row.id, row.confirmed]))
  return batch.map(({ row, item, decision }) => ({
    key: row.key,
    externalId: row.externalId,
    operation: decision.operation,
    shape: decision.shape,
    confirmed: confirmed.get(row.id) ?? null,
    quantity: item?.quantity ?? 0,
    locations: item?.stock ?? [],
    price: item?.price?.amount ?? null,
    compareAt: item?.compareAt?.amount ?? null,
    currency: work.connection.currency,
  }))
}

async function settleSaid(work: Work, batch: readonly Publishing[], told: Told): Promise<void> {
  const { ctx, channel, recorder } = work
  const fewer = told.isSilent ? halfOf(batch.length) : undefined
  const linesOf = ({ row, item, decision }: Publishing) => {
    const acknowledgement = told.of(row.key)
    const isDone = acknowledgement.outcome !== 'again' && acknowledgement.outcome !== 'rejected'
    recorder.count(isDone ? { changed: 1 } : acknowledgement.outcome === 'rejected' ? { refused: 1 } : { failed: 1 })
    const { fields } = channel.listings ?? {}
    const settling = { row, acknowledgement, fields, observeEvery: observeEvery(channel), isGathered: true }
    if (acknowledgement.outcome === 'again') return again(ctx, row, fewer)
    return [...variantsOf(work, row, item), ...settlePublication(ctx, decision, settling)]
  }
  const about = { connectionId: work.connection.id, lane: 'listings' } as const
  for (let at = 0; at < batch.length; at += SETTLED) {
    const some = batch.slice(at, at + SETTLED)
    const said = some.map(({ row }) => told.of(row.key))
    await ctx.db.batch([...some.flatMap(linesOf), ...keepReceipts(ctx, about, said)], OWED)
  }
}

/** Listings that are settled in one write: others write in between. What a death leaves over is read back. */
const SETTLED = 100

/** A product may have got variants since it was listed: their stock and prices ride the fast lane from now on. */
function variantsOf({ ctx, channel }: Work, { connectionId, itemId }: LightRow, item: Item | undefined): Statement[] {
  if (channel.listings?.unit !== 'product' || item === undefined) return []
  const values = item.product.variants.map(({ variantId, sku }) => ({ variantId, key: sku }))
  return newValues(channel, { connectionId, itemId, values, now: ctx.now() })
}

/** A whole call failed: what may pass is tried later, what is unknown is read back, what was refused is sent in halves until it is told which. */
async function failedBatch(work: Work, batch: readonly Publishing[], failure: Failure): Promise<void> {
  const { ctx, channel, recorder } = work
  const isOurFault = failure.kind === 'refused' || failure.kind === 'conflict' || failure.kind === 'missing'
  if (isOurFault && batch.length > 1) {
    await forgetAsked(work, batch)
    const half = halfOf(batch.length)
    await sendBatch(work, batch.slice(0, half))
    return sendBatch(work, batch.slice(half))
  }
  recorder.count({ failed: batch.length })
  const fewer = fewerAfter(failure, batch.length)
  const lines = batch.flatMap(({ row, decision }) => {
    if (failure.kind !== 'refused') return later(work, row, { failure, decision, fewer })
    const { issues, code = 'refused', message } = failure
    const acknowledgement = {
      key: row.key,
      outcome: 'rejected',
      issues: issues ?? [{ severity: 'error', code, message }],
    } as const
    const { fields } = channel.listings ?? {}
    return settlePublication(ctx, decision, { row, acknowledgement, fields, observeEvery: null })
  })
  await ctx.db.batch(lines, OWED)
}

interface Later extends Pick<Publishing, 'decision'> {
  readonly failure: Failure
  readonly fewer: number | undefined
}

/** Whether something was made is read back first, if the channel can be read. */
function later({ ctx, channel }: Work, row: LightRow, { failure, decision, fewer }: Later): Statement[] {
  const isUnknown = failure.kind === 'unknown' || failure.kind === 'conflict' || failure.kind === 'missing'
  if (!isUnknown || channel.listings?.observe === undefined) return again(ctx, row, fewer)
  const now = ctx.now()
  const patch = {
    askedAt: now,
    tries: row.tries + 1,
    retryAt: now + backoff(row.tries, row.id),
    together: fewer,
    updatedAt: now,
  }
  return [patchListing({ id: row.id }, decision.operation === 'create' ? patch : { ...patch, observations: 0 })]
}
