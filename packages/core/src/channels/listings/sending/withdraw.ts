import { failpoint, OWED, type Statement } from '../../../kernel/index.ts'
import type { Acknowledgement } from '../../acknowledgement.ts'
import type { Entry } from '../../channel.ts'
import type { Failure } from '../../failure.ts'
import { keepReceipts } from '../../keep-receipt.ts'
import { ask, type Work } from '../../lane/index.ts'
import { batchesOf, fewerAfter, halfOf, toldOf } from '../batches.ts'
import type { Decided, Decision } from '../deciding/index.ts'
import { settleWithdrawal } from '../hearing/index.ts'
import type { LightRow } from '../listing-rows.ts'
import { again, LEAVING, patchListing } from '../turn-to.ts'

type Withdrawing = Decided & { readonly decision: Extract<Decision, { do: 'withdraw' }> }

/** Ends what is not to be on the channel any more. */
export async function withdrawAll(work: Work, decisions: readonly Decided[]): Promise<void> {
  const all = decisions.filter((one): one is Withdrawing => one.decision.do === 'withdraw')
  const size = work.channel.listings?.batch ?? 1
  for (const batch of batchesOf(all, { size, most: ({ row }) => row.together })) await withdrawBatch(work, batch)
}

async function withdrawBatch(work: Work, batch: readonly Withdrawing[]): Promise<void> {
  const { channel } = work
  const entries = batch.map(({ row }): Entry => ({ key: row.key, externalId: row.externalId }))
  const about = entries.map(({ key }) => key)
  await noteLeaving(work, batch)
  const answer = await ask(
    work,
    { step: 'withdraw', about },
    async () => channel.listings?.withdraw?.(work.api, entries) ?? [],
  )
  failpoint('channels.withdrawn')
  if ('failure' in answer) return failed(work, batch, answer.failure)
  const told = toldOf(answer.said, about)
  const fewer = told.isSilent ? halfOf(batch.length) : undefined
  await settle(work, batch, ({ row }) => told.of(row.key), fewer)
}

/** Nothing counts as confirmed or sent from now on: who wants it back before it is known what became of the call does not believe that it is still there. */
async function noteLeaving({ ctx }: Work, batch: readonly Withdrawing[]): Promise<void> {
  const lines = batch
    .filter(({ row }) => row.sentHash !== LEAVING)
    .map(({ row }) => patchListing({ id: row.id }, { confirmedHash: null, sent: null, sentHash: LEAVING }))
  if (lines.length > 0) await ctx.db.batch(lines, OWED)
}

/** A call that the channel refused is made in halves until it is told of which; that one was refused itself. */
async function failed(work: Work, batch: readonly Withdrawing[], failure: Failure): Promise<void> {
  const { ctx, channel, recorder } = work
  const { kind, message, code = 'refused', issues } = failure
  const isOfOne = kind === 'refused' || kind === 'missing' || kind === 'conflict'
  if (isOfOne && batch.length > 1) {
    const half = halfOf(batch.length)
    await withdrawBatch(work, batch.slice(0, half))
    return withdrawBatch(work, batch.slice(half))
  }
  if (kind === 'refused' || kind === 'conflict')
    return settle(work, batch, ({ row }) => ({
      key: row.key,
      outcome: 'rejected',
      issues: issues ?? [{ severity: 'error', code, message }],
    }))
  if (kind === 'missing' && channel.listings?.observe === undefined)
    return settle(work, batch, ({ row }) => ({ key: row.key, outcome: 'missing' }))
  recorder.count({ failed: batch.length })
  const fewer = fewerAfter(failure, batch.length)
  const lines = batch.flatMap(({ row }) => [...again(ctx, row, fewer), ...lookedFor(ctx, row, failure)])
  await ctx.db.batch(lines, OWED)
}

async function settle(
  { ctx, connection, channel, recorder }: Work,
  batch: readonly Withdrawing[],
  saidOf: (one: Withdrawing) => Acknowledgement,
  fewer?: number,
): Promise<void> {
  const lines = batch.flatMap((one) => {
    const { row, decision } = one
    const acknowledgement = saidOf(one)
    if (acknowledgement.outcome === 'again') {
      recorder.count({ failed: 1 })
      return again(ctx, row, fewer)
    }
    recorder.count(acknowledgement.outcome === 'rejected' ? { refused: 1 } : { changed: 1 })
    return settleWithdrawal(ctx, decision.cause, {
      row,
      acknowledgement,
      fields: channel.listings?.fields,
      observeEvery: null,
      isGathered: true,
    })
  })
  const about = { connectionId: connection.id, lane: 'listings' } as const
  await ctx.db.batch([...lines, ...keepReceipts(ctx, about, batch.map(saidOf))], OWED)
}

/** That nothing was found may be said of the address and not of the items: whether they are gone is read back before it is believed. */
function lookedFor({ now }: Work['ctx'], { id }: LightRow, { kind }: Failure): Statement[] {
  return kind === 'missing' ? [patchListing({ id }, { observeAt: now() })] : []
}
