import { and, asc, eq, gt, lte, sql } from 'drizzle-orm'
import {
  deleteFrom,
  duration,
  list,
  OWED,
  oneOf,
  param,
  plain,
  query,
  SECOND,
  type Statement,
  update,
} from '../../kernel/index.ts'
import type { Acknowledgement, ReceiptOutcome } from '../acknowledgement.ts'
import { ask, drain, observeEvery, type Work } from '../lane/index.ts'
import { receipts } from '../schema.ts'
import { causeOf } from './issues.ts'
import { type ListingRow, listingsByKeys } from './listing-rows.ts'
import { settlePublication, settleWithdrawal } from './settle.ts'
import { WITHDRAWN } from './turn-to.ts'

export type ReceiptRow = typeof receipts.$inferSelect

const dueReceipts = query((q) =>
  q
    .select()
    .from(receipts)
    .where(and(eq(receipts.connectionId, param('connectionId')), lte(receipts.pollAt, param('now'))))
    .orderBy(asc(receipts.pollAt))
    .limit(param('limit')),
)
/** Keys of receipts that a later one is about, too. */
const keysOfLater = query((q) =>
  q
    .select({ key: sql<string>`value`.as('key') })
    .from(sql`channel_receipts, json_each(channel_receipts.keys)`)
    .where(
      and(
        eq(receipts.connectionId, param('connectionId')),
        eq(receipts.lane, param('lane')),
        gt(receipts.createdAt, param('createdAt')),
        oneOf(sql`value`, 'keys'),
      ),
    ),
)
const patchReceipt = update(receipts)
const dropReceipt = deleteFrom(receipts)

const TOGETHER = 100
const LONGEST = 30 * 60 * SECOND
/** What a channel never judges is sent again after so many looks. */
const MOST_POLLS = 40
const SILENT = { receipt: '', status: 'failed', message: 'the channel never told what became of it' } as const

/** Not so commands: told twice, money may be given back twice, and a person sees those that wait for a day. */
function isGivenUp({ lane, polls }: ReceiptRow, told: ReceiptOutcome | undefined): boolean {
  return lane !== 'commands' && polls >= MOST_POLLS && (told === undefined || told.status === 'working')
}

/** What another lane does with the answer about its receipt. */
export type Settles = (work: Work, receipt: ReceiptRow, said: readonly Acknowledgement[]) => Promise<Statement[]>

/** Asks what became of work that the channel took and had not judged. */
export async function pollDue(
  work: Work,
  others: Readonly<Partial<Record<ReceiptRow['lane'], Settles>>>,
): Promise<void> {
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

async function poll(work: Work, due: readonly ReceiptRow[], others: Parameters<typeof pollDue>[1]): Promise<void> {
  const { ctx, channel } = work
  const answer = await ask(
    work,
    { step: 'poll', about: due.map(({ receipt }) => receipt) },
    async () =>
      channel.receipts?.poll(
        work.api,
        due.map(({ receipt }) => receipt),
      ) ?? [],
  )
  const lines: Statement[] = []
  for (const row of due) {
    const told = 'said' in answer ? answer.said.find(({ receipt }) => receipt === row.receipt) : undefined
    const outcome = isGivenUp(row, told) ? SILENT : told
    if (outcome === undefined || outcome.status === 'working') lines.push(...pollLater(work, row))
    else {
      const settles = row.lane === 'listings' ? settleListings : others[row.lane]
      const later = await laterKeys(work, row)
      const said = saidOf(row.keys, outcome).filter(({ key }) => !later.has(key))
      lines.push(
        ...((await settles?.(work, row, said)) ?? []),
        dropReceipt({ connectionId: row.connectionId, receipt: row.receipt }),
      )
    }
  }
  await ctx.db.batch(lines, OWED)
}

/** What was sent since is judged by its own receipt. Not so whole files, each of which is sent though most of it is as it was. */
async function laterKeys({ ctx, channel }: Work, row: ReceiptRow): Promise<ReadonlySet<string>> {
  const isOfFile = row.lane === 'listings' && channel.listings?.feed !== undefined
  if (row.lane === 'commands' || isOfFile) return new Set()
  const { connectionId, lane, createdAt, keys } = row
  const found = await ctx.db.all(keysOfLater, { connectionId, lane, createdAt, keys: list(keys) })
  return new Set(found.map(({ key }) => key))
}

/** What a receipt does not speak of was not done: it is sent again, as after a call that does not. */
function saidOf(keys: readonly string[], outcome: Exclude<ReceiptOutcome, { status: 'working' }>): Acknowledgement[] {
  if (outcome.status === 'failed') return keys.map((key) => ({ key, outcome: 'again', message: outcome.message }))
  const { acknowledgements, others } = outcome
  const named = new Set(acknowledgements.map(({ key }) => key))
  const silent = keys.filter((key) => !named.has(key))
  return [
    ...acknowledgements,
    ...silent.map(
      (key): Acknowledgement =>
        others === undefined
          ? { key, outcome: 'again', message: 'the channel said nothing of it' }
          : { key, outcome: others },
    ),
  ]
}

function pollLater({ ctx, channel }: Work, row: ReceiptRow): Statement[] {
  const after = channel.receipts?.after === undefined ? 5 * SECOND : duration(channel.receipts.after)
  const key = { connectionId: row.connectionId, receipt: row.receipt }
  const pollAt = ctx.now() + Math.min(LONGEST, after * 2 ** Math.min(row.polls, 12))
  return [patchReceipt(key, { polls: row.polls + 1, pollAt })]
}

const settleListings: Settles = async (work, receipt, said) => {
  const rows = await listingsByKeys(work.ctx, work.connection.id, receipt.keys)
  return rows.flatMap((row) => settleListing(work, row, said))
}

function settleListing(
  { ctx, channel, recorder }: Work,
  row: ListingRow,
  said: readonly Acknowledgement[],
): Statement[] {
  const acknowledgement = said.find(({ key }) => key === row.key)
  if (acknowledgement === undefined) return []
  recorder.count(acknowledgement.outcome === 'rejected' ? { refused: 1 } : { changed: 1 })
  // The mark of now may be of a later change, which is compared for itself.
  const known = { ...row, dirty: row.done }
  const settling = {
    row: known,
    acknowledgement,
    fields: channel.listings?.fields,
    observeEvery: observeEvery(channel),
  }
  if (row.sentHash === null) return []
  const lines =
    row.sentHash === WITHDRAWN
      ? settleWithdrawal(ctx, causeOf('unlisted', 'it was taken off the channel'), settling)
      : settlePublication(ctx, { shape: row.sent, hash: row.sentHash }, settling)
  return acknowledgement.outcome === 'again' ? [...lines, sendAgain({ id: row.id })] : lines
}

/** What was taken and then failed as a whole is compared and sent anew. */
const sendAgain = plain(sql`
  update channel_listings set sent = null, sent_hash = null, dirty = dirty + 1 where id = ${param('id')}`)
