import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { OWED, param, plain, query, type Statement, turn } from '../../../kernel/index.ts'
import type { Acknowledgement, ReceiptOutcome } from '../../acknowledgement.ts'
import { CHANNELS } from '../../connection-rows.ts'
import { observeEvery, type Work } from '../../lane/index.ts'
import { listings, receipts } from '../../schema.ts'
import type { ListingRow } from '../listing-rows.ts'
import type { ReceiptRow } from './judge.ts'
import { settlePublication } from './settle.ts'
import { settleUnchanged } from './settle-unchanged.ts'
import { indexed } from './verdict.ts'

/** Listings that are judged in one go: few, so that neither requests nor other writers wait for them. */
const TOGETHER = 100

/** What stood in a file as it is now: what is another since is judged by the file in which it went out. */
const stood = query((q) =>
  q
    .select()
    .from(listings)
    .where(
      and(
        eq(listings.connectionId, param('connectionId')),
        gt(listings.id, param('after')),
        eq(listings.isSent, true),
        sql`coalesce(${listings.sentAt}, 0) <= ${param('at')}`,
      ),
    )
    .orderBy(asc(listings.id))
    .limit(TOGETHER),
)
const newer = query((q) =>
  q
    .select({ receipt: receipts.receipt })
    .from(receipts)
    .where(
      and(
        eq(receipts.connectionId, param('connectionId')),
        eq(receipts.lane, 'listings'),
        gt(receipts.createdAt, param('at')),
      ),
    )
    .limit(1),
)

/** One mark of any listing makes a new file of all. */
const writeAnew = plain(sql`
  update channel_listings set dirty = dirty + 1, marked_at = ${param('now')}
  where id = (select id from channel_listings where connection_id = ${param('connectionId')} and (is_wanted = 1 or is_sent = 1) limit 1)`)

/** What a channel made of a whole file. One that failed is written anew, unless another followed it. */
export async function judgeFile(
  work: Work,
  { connectionId, createdAt: at }: ReceiptRow,
  outcome: Exclude<ReceiptOutcome, { readonly status: 'working' }>,
): Promise<void> {
  const { ctx } = work
  const isFollowed = (await ctx.db.get(newer, { connectionId, at })) !== undefined
  const anew = isFollowed ? [] : [writeAnew({ connectionId, now: ctx.now() }, { touches: CHANNELS })]
  if (outcome.status === 'failed') return ctx.db.batch(anew, OWED)
  const verdict = await indexed(outcome)
  let isSilent = false
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows: ListingRow[] = await ctx.db.all(stood, { connectionId, after, at })
    const told = rows.map((row) => ({ row, said: verdict(row.key) }))
    isSilent ||= told.some(({ row, said }) => said.outcome === 'again' && row.sentHash !== null)
    await settleUnchanged(
      work,
      told.map(({ row, said }) => ({ row, lines: settle(work, row, said) })),
    )
    after = rows.length === TOGETHER ? rows.at(-1)?.id : undefined
    await turn()
  }
  if (isSilent) await ctx.db.batch(anew, OWED)
}

/** The status of what is as it was stays; what the channel says otherwise of it now is heard. */
function settle({ ctx, channel, recorder }: Work, row: ListingRow, said: Acknowledgement): Statement[] {
  const hash = row.sentHash ?? (row.status === 'rejected' ? row.refusedHash : row.confirmedHash)
  if (hash === null || said.outcome === 'again') return []
  const isRejected = said.outcome === 'rejected'
  if (row.sentHash === null && isSaid(row, said)) return []
  recorder.count(isRejected ? { refused: 1 } : { changed: 1 })
  // The mark of now may be of a later change, which is compared for itself.
  return settlePublication(
    ctx,
    { shape: null, hash },
    {
      row: { ...row, dirty: row.done },
      acknowledgement: said,
      fields: channel.listings?.fields,
      observeEvery: observeEvery(channel),
    },
  )
}

/** The channel says what it said before. */
function isSaid({ status, cause }: ListingRow, said: Acknowledgement): boolean {
  if (said.outcome === 'rejected') return status === 'rejected'
  const told = said.outcome === 'live' || said.outcome === 'accepted' ? (said.issues ?? []) : []
  return status === 'live' && told.length === (cause?.issues.length ?? 0)
}
