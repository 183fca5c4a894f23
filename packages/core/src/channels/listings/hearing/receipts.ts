import { and, asc, eq, lte } from 'drizzle-orm'
import { duration, OWED, param, query, SECOND, type Statement, update } from '../../../kernel/index.ts'
import type { ReceiptOutcome } from '../../acknowledgement.ts'
import { ask, drain, type Work } from '../../lane/index.ts'
import { receipts } from '../../schema.ts'
import { type Judges, judgeReceipt, type ReceiptRow } from './judge.ts'

const dueReceipts = query((q) =>
  q
    .select()
    .from(receipts)
    .where(and(eq(receipts.connectionId, param('connectionId')), lte(receipts.pollAt, param('now'))))
    .orderBy(asc(receipts.pollAt))
    .limit(param('limit')),
)
const patchReceipt = update(receipts)

const TOGETHER = 100
const LONGEST = 30 * 60 * SECOND
/** What a channel never judges is sent again after so many looks. */
const MOST_POLLS = 40
const SILENT = { receipt: '', status: 'failed', message: 'the channel never told what became of it' } as const

/** Not so commands: told twice, money may be given back twice, and a person sees those that wait for a day. */
function isGivenUp({ lane, polls }: ReceiptRow, told: ReceiptOutcome | undefined): boolean {
  return lane !== 'commands' && polls >= MOST_POLLS && (told === undefined || told.status === 'working')
}

/** Asks what became of work that the channel took and had not judged. */
export async function pollDue(work: Work, others: Judges): Promise<void> {
  const { ctx, connection, channel } = work
  const { receipts: polling } = channel
  if (polling === undefined) return
  const limit = polling.batch ?? TOGETHER
  await drain(work, {
    due: () => ctx.db.all(dueReceipts, { connectionId: connection.id, now: ctx.now(), limit }),
    mark: ({ receipt, polls }) => `${receipt} ${polls}`,
    work: (due) => poll(work, due, others),
  })
}

async function poll(work: Work, due: readonly ReceiptRow[], others: Judges): Promise<void> {
  const { ctx, channel } = work
  const about = due.map(({ receipt }) => receipt)
  const answer = await ask(work, { step: 'poll', about }, async () => channel.receipts?.poll(work.api, about) ?? [])
  const said = new Map('said' in answer ? answer.said.map((one) => [one.receipt, one] as const) : [])
  const waiting: Statement[] = []
  for (const row of due) {
    const told = said.get(row.receipt)
    const outcome = isGivenUp(row, told) ? SILENT : told
    if (outcome === undefined || outcome.status === 'working') waiting.push(...pollLater(work, row))
    else await judgeReceipt(work, row, { outcome, others })
  }
  if (waiting.length > 0) await ctx.db.batch(waiting, OWED)
}

function pollLater({ ctx, channel }: Work, row: ReceiptRow): Statement[] {
  const after = channel.receipts?.after === undefined ? 5 * SECOND : duration(channel.receipts.after)
  const key = { connectionId: row.connectionId, receipt: row.receipt }
  const pollAt = ctx.now() + Math.min(LONGEST, after * 2 ** Math.min(row.polls, 12))
  return [patchReceipt(key, { polls: row.polls + 1, pollAt })]
}
