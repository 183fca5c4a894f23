import { duration, failpoint, insertInto, MINUTE, OWED, SECOND, type Statement, turn } from '../../../kernel/index.ts'
import { ask, observeEvery, type Work } from '../../lane/index.ts'
import { keepLane } from '../../lane-rows.ts'
import { receipts } from '../../schema.ts'
import { settlePublication } from '../hearing/index.ts'
import { compared, type LightRow } from '../listing-rows.ts'
import { fileEntries, type Written } from './file-entries.ts'

const TOGETHER = 100
const LOOK = 5 * SECOND
/** A receipt is kept before what stands in its file is settled; after a death in between it is asked about all the same. */
const IN_DOUBT = 10 * MINUTE

const keepReceipt = insertInto(receipts, {
  target: ['connectionId', 'receipt'],
  update: ['keys', 'polls', 'pollAt', 'createdAt'],
})

/**
 * The whole as one file: written when something changed, at most as often as the channel wants. What is in it is confirmed by its receipt, or
 * by having been taken; what is not in it any more has ended. A file that was not taken is written anew.
 */
export async function publishFeed(work: Work): Promise<void> {
  const { ctx, connection, channel, recorder } = work
  const feed = channel.listings?.feed
  if (feed === undefined) return
  const nextAt = ctx.now() + duration(feed.every)
  const [written, left]: [Written[], Statement[][]] = [[], []]
  const answer = await ask(work, { step: 'deliver' }, () =>
    feed.deliver(work.api, fileEntries(work, { written, left })),
  )
  failpoint('channels.fed')
  const lane = keepLane({ connectionId: connection.id, lane: 'feed', cursor: null, nextAt })
  if ('failure' in answer) {
    recorder.count({ failed: written.length })
    return ctx.db.batch([lane], OWED)
  }
  const at = ctx.now()
  const receipt = answer.said
  await settleFile(work, { written, left, receipt, at })
  await ctx.db.batch([...receiptLines(work, { receipt, at, pollAt: ctx.now() + LOOK }), lane], OWED)
}

interface File {
  readonly written: readonly Written[]
  readonly left: readonly (readonly Statement[])[]
  readonly receipt: string | null
  readonly at: number
}

/** A few at a time, so that neither requests nor other writers wait for a large file. */
async function settleFile(work: Work, { written, left, receipt, at }: File): Promise<void> {
  const { db } = work.ctx
  await db.batch(receiptLines(work, { receipt, at, pollAt: at + IN_DOUBT }), OWED)
  for (let from = 0; from < written.length; from += TOGETHER) {
    const lines = written.slice(from, from + TOGETHER).flatMap((one) => settled(work, one, { receipt, at }))
    if (lines.length > 0) await db.batch(lines, OWED)
    await turn()
  }
  for (const lines of left) {
    if (lines.length > 0) await db.batch(lines, OWED)
    await turn()
  }
}

interface Delivered {
  readonly receipt: string | null
  readonly at: number
}

/** About all that stood in the file, so it names no keys. */
function receiptLines(
  { connection }: Work,
  { receipt, at, pollAt }: Delivered & { readonly pollAt: number },
): Statement[] {
  if (receipt === null) return []
  return [keepReceipt({ connectionId: connection.id, receipt, lane: 'listings', keys: [], pollAt, createdAt: at })]
}

/** What is in the file as it was in the one before keeps its status; what is another waits for the receipt of this file. */
function settled({ ctx, channel, recorder }: Work, { row, hash }: Written, { receipt, at }: Delivered): Statement[] {
  const isSame = row.isSent && hash === standing(row)
  recorder.count(isSame ? { seen: 1, same: 1 } : { seen: 1, changed: 1 })
  if (isSame && (receipt !== null || row.status === 'live'))
    return row.dirty > row.done ? [compared({ id: row.id, mark: row.dirty })] : []
  const settling = {
    row,
    acknowledgement: { key: row.key, outcome: receipt === null ? ('live' as const) : ('accepted' as const) },
    fields: channel.listings?.fields,
    observeEvery: receipt === null ? observeEvery(channel) : null,
    isJudgedLater: receipt !== null,
  }
  return settlePublication(ctx, { shape: null, hash, at }, settling)
}

/** Of the shape that the channel has, or judges. */
function standing({ status, sentHash, confirmedHash, refusedHash }: LightRow): string | null {
  if (status === 'pending') return sentHash
  if (status === 'live') return confirmedHash
  return status === 'rejected' ? refusedHash : null
}
