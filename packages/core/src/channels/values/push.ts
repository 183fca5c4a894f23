import { failpoint, OWED } from '../../kernel/index.ts'
import type { Acknowledgement } from '../acknowledgement.ts'
import type { PriceEntry, StockEntry } from '../channel.ts'
import type { Failure } from '../failure.ts'
import { keepReceipts } from '../keep-receipt.ts'
import { ask, type Work } from '../lane/index.ts'
import { fewerAfter, halfOf, listingsByIds, toldOf } from '../listings/index.ts'
import { isReadable, settleValue } from './settle-value.ts'
import type { ValueLane } from './value-rows.ts'
import type { Wanted } from './wanted.ts'

/** Tells the channel of some, and settles what it said of each. */
export async function pushBatch(work: Work, lane: ValueLane, batch: readonly Wanted[]): Promise<void> {
  const { ctx, connection, recorder } = work
  recorder.lag(ctx.now() - Math.min(...batch.map(({ row }) => row.markedAt)))
  const about = batch.map(({ row }) => row.key)
  const answer = await ask(work, { step: 'push', about }, () => push(work, lane, batch))
  failpoint('channels.pushed')
  if ('failure' in answer) return failed(work, lane, { batch, failure: answer.failure })
  const told = toldOf(answer.said, about)
  const fewer = told.isSilent ? halfOf(batch.length) : undefined
  const lines = batch.flatMap((one) => settleValue(work, lane, { ...one, said: told.of(one.row.key), fewer }))
  const kept = keepReceipts(ctx, { connectionId: connection.id, lane }, about.map(told.of))
  await ctx.db.batch([...lines, ...kept], OWED)
}

interface Failed {
  readonly batch: readonly Wanted[]
  readonly failure: Failure
}

/** What was refused is told in halves until it is said of which; what broke is told with fewer others next time. */
async function failed(work: Work, lane: ValueLane, { batch, failure }: Failed): Promise<void> {
  const isOfOne = failure.kind === 'refused' || failure.kind === 'missing'
  if (isOfOne && batch.length > 1) {
    const half = halfOf(batch.length)
    await pushBatch(work, lane, batch.slice(0, half))
    return pushBatch(work, lane, batch.slice(half))
  }
  const fewer = fewerAfter(failure, batch.length)
  const lines = batch.flatMap((one) =>
    settleValue(work, lane, { ...one, said: wordOn(work, lane, { key: one.row.key, failure }), fewer }),
  )
  await work.ctx.db.batch(lines, OWED)
}

/** What the failure of a call means for one of which it was. */
function wordOn(
  work: Work,
  lane: ValueLane,
  { key, failure }: { readonly key: string; readonly failure: Failure },
): Acknowledgement {
  const { kind, message, code = 'refused', issues } = failure
  if (kind === 'refused') return { key, outcome: 'rejected', issues: issues ?? [{ severity: 'error', code, message }] }
  const isTold = isReadable(work) || (work.channel[lane]?.batch ?? 1) === 1
  return kind === 'missing' && isTold ? { key, outcome: 'missing' } : { key, outcome: 'again', message }
}

async function push(work: Work, lane: ValueLane, batch: readonly Wanted[]): Promise<readonly Acknowledgement[]> {
  const { api, channel, connection, ctx } = work
  const shapes = await shapesOf(work, batch)
  const entry = ({ row }: Wanted) => ({
    key: row.key,
    externalId: row.externalId,
    shape: shapes.get(row.listingId) ?? null,
  })
  if (lane === 'stock') {
    const entries = batch.map(
      (one): StockEntry<unknown> => ({
        ...entry(one),
        quantity: one.terms.quantity,
        locations: one.terms.stock,
        // Above every number of before, whichever process sends: the time, and the mark within it.
        sequence: ctx.now() * 1_000 + (one.row.dirty % 1_000),
      }),
    )
    return channel.stock?.push(api, entries) ?? []
  }
  const entries = batch.map(
    (one): PriceEntry<unknown> => ({
      ...entry(one),
      price: one.terms.price?.amount ?? 0,
      compareAt: one.terms.compareAt?.amount ?? null,
      currency: connection.currency,
    }),
  )
  return channel.prices?.push(api, entries) ?? []
}

async function shapesOf({ ctx }: Work, batch: readonly Wanted[]): Promise<ReadonlyMap<string, unknown>> {
  const rows = await listingsByIds(ctx, [...new Set(batch.map(({ row }) => row.listingId))])
  return new Map(rows.map(({ id, confirmed, sent }) => [id, confirmed ?? sent]))
}
