import { and, eq, gt, sql } from 'drizzle-orm'
import { deleteFrom, list, OWED, oneOf, param, query, type Statement, turn } from '../../../kernel/index.ts'
import type { Acknowledgement, ReceiptOutcome } from '../../acknowledgement.ts'
import type { Work } from '../../lane/index.ts'
import { receipts } from '../../schema.ts'
import { judgeFile } from './judge-file.ts'
import { judgeListings } from './judge-listings.ts'
import { indexed, saidOf } from './verdict.ts'

export type ReceiptRow = typeof receipts.$inferSelect

/** A batch that failed at the channel as a whole. */
export interface Broken {
  /** How many were in it. */
  readonly size: number
  readonly message: string
}

/** What a lane does with the answer about its receipt. */
export type Settles = (
  work: Work,
  receipt: ReceiptRow,
  said: readonly Acknowledgement[],
  broken?: Broken,
) => Promise<Statement[]>

/** By lane, those besides listings. */
export type Judges = Readonly<Partial<Record<ReceiptRow['lane'], Settles>>>

interface Judging {
  readonly outcome: Exclude<ReceiptOutcome, { readonly status: 'working' }>
  readonly others: Judges
}

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
const dropReceipt = deleteFrom(receipts)

/** Lines that are written in one go: few, so that neither requests nor other writers wait for them. */
const TOGETHER = 100

/** What a channel made of work that it had taken, a few things at a time; what was judged before a death is not judged twice. */
export async function judgeReceipt(work: Work, row: ReceiptRow, { outcome, others }: Judging): Promise<void> {
  if (row.lane === 'listings' && work.channel.listings?.feed !== undefined) await judgeFile(work, row, outcome)
  else await judgeKeys(work, row, { outcome, others })
  const { connectionId, receipt } = row
  await work.ctx.db.batch([dropReceipt({ connectionId, receipt })], OWED)
}

async function judgeKeys(work: Work, row: ReceiptRow, { outcome, others }: Judging): Promise<void> {
  const { db } = work.ctx
  const settles = others[row.lane]
  if (row.lane === 'commands') {
    const lines = await settles?.(work, row, saidOf(row.keys, outcome))
    return db.batch(lines ?? [], OWED)
  }
  const later = await laterKeys(work, row)
  const keys = row.keys.filter((key) => !later.has(key))
  const verdicts = await indexed(outcome)
  const broken = outcome.status === 'failed' ? { size: row.keys.length, message: outcome.message } : undefined
  for (let at = 0; at < keys.length; at += TOGETHER) {
    const some = keys.slice(at, at + TOGETHER)
    const said = some.map(verdicts)
    if (row.lane === 'listings') await judgeListings(work, said, broken)
    else await db.batch((await settles?.(work, { ...row, keys: some }, said, broken)) ?? [], OWED)
    await turn()
  }
}

/** What was sent since is judged by its own receipt. */
async function laterKeys({ ctx }: Work, row: ReceiptRow): Promise<ReadonlySet<string>> {
  const { connectionId, lane, createdAt, keys } = row
  const found = await ctx.db.all(keysOfLater, { connectionId, lane, createdAt, keys: list(keys) })
  return new Set(found.map(({ key }) => key))
}
