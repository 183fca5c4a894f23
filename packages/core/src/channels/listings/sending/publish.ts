import { OWED, type Statement } from '../../../kernel/index.ts'
import { drain, type Work } from '../../lane/index.ts'
import { type Decided, decideAll } from '../deciding/index.ts'
import { readBack, settleUnchanged } from '../hearing/index.ts'
import { compared, dueListings, type LightRow } from '../listing-rows.ts'
import { ended, patchListing, turnTo } from '../turn-to.ts'
import { sendAll } from './send.ts'
import { withdrawAll } from './withdraw.ts'

/** Listings that are worked off together: a whole batch of the channel, within reason, since calls are what platforms count. */
const FEWEST = 50
const MOST = 500

/** Brings what the channel shows to what it should show: compares what was marked, and sends the differences. Resolves when nothing is due. */
export async function publishDue(work: Work): Promise<void> {
  const { ctx, connection, channel } = work
  if (channel.listings === undefined || channel.listings.publish === undefined) return
  const limit = Math.min(MOST, Math.max(FEWEST, channel.listings.batch ?? 1))
  await drain(work, {
    due: () => ctx.db.all(dueListings, { connectionId: connection.id, now: ctx.now(), limit }),
    mark: ({ id, dirty, done, tries, askedAt, observations, status, sentHash, confirmedHash, together }) =>
      [id, dirty, done, tries, askedAt, observations, status, sentHash, confirmedHash, together].join(' '),
    work: (due) => publishSome(work, due),
  })
}

async function publishSome(work: Work, due: readonly LightRow[]): Promise<void> {
  const asked = due.filter(({ askedAt }) => askedAt !== null)
  if (asked.length > 0) await readBack(work, asked)
  const rows = due.filter(({ askedAt }) => askedAt === null || work.channel.listings?.observe === undefined)
  const decisions = await decideAll(work, rows)
  work.recorder.count({ seen: rows.length })
  await settleQuiet(work, decisions)
  await withdrawAll(work, decisions)
  await sendAll(work, decisions)
}

/** What needs no call: as it should be, waiting, not fit for the channel, neither there nor wanted. */
async function settleQuiet(work: Work, decisions: readonly Decided[]): Promise<void> {
  const { ctx, recorder } = work
  const same = decisions.filter(({ decision }) => decision.do === 'nothing')
  const quiet = decisions.map((one) => ({ row: one.row, lines: quietLines(work, one) }))
  recorder.count({ same: same.length, refused: decisions.filter(({ decision }) => decision.do === 'refuse').length })
  if (same.length > 0)
    await ctx.db.batch(
      same.map(({ row }) => compared({ id: row.id, mark: row.dirty })),
      OWED,
    )
  // A look may have found meanwhile that it is there after all: then it is decided anew.
  await settleUnchanged(work, quiet)
}

function quietLines({ ctx, channel }: Work, { row, decision }: Decided): Statement[] {
  const settled = { done: row.dirty, askedAt: null, tries: 0 }
  if (decision.do === 'refuse') return turnTo(ctx, row, { ...settled, status: 'invalid', cause: decision.cause })
  if (decision.do !== 'rest') return []
  // A call that failed may have made it all the same: nobody wants it any more, and so it must not be left there.
  const isInDoubt = row.sentHash !== null && channel.listings?.observe !== undefined
  if (isInDoubt) return [patchListing({ id: row.id }, { askedAt: ctx.now(), observations: 0 })]
  const isNew = row.status === 'draft' || row.status === 'ended'
  if (isNew) return [patchListing({ id: row.id }, row.isWanted ? { ...settled, cause: decision.cause } : settled)]
  // A look that is to come is not given up.
  return ended(ctx, row, decision.cause, { ...settled, observeAt: undefined })
}
