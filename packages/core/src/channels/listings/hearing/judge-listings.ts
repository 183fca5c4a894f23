import { sql } from 'drizzle-orm'
import { param, plain, type Statement } from '../../../kernel/index.ts'
import type { Acknowledgement } from '../../acknowledgement.ts'
import { observeEvery, type Work } from '../../lane/index.ts'
import { halfOf, isHopeless } from '../batches.ts'
import { causeOf } from '../issues.ts'
import { type ListingRow, listingsByKeys } from '../listing-rows.ts'
import { again, LEAVING, stillUnfit, WITHDRAWN } from '../turn-to.ts'
import type { Broken } from './judge.ts'
import { settlePublication, settleWithdrawal } from './settle.ts'
import { settleUnchanged } from './settle-unchanged.ts'

/** What became of listings that the channel had taken and not judged; what is another meanwhile is judged by its own receipt. */
export async function judgeListings(
  work: Work,
  said: readonly Acknowledgement[],
  broken: Broken | undefined,
): Promise<void> {
  const keys = said.map(({ key }) => key)
  const rows = await listingsByKeys(work.ctx, work.connection.id, keys)
  const byKey = new Map(said.map((one) => [one.key, one]))
  const learned = rows.map((row) => ({ row, lines: settleListing(work, row, { told: byKey.get(row.key), broken }) }))
  await settleUnchanged(work, learned)
}

interface Judged {
  readonly told: Acknowledgement | undefined
  readonly broken: Broken | undefined
}

function settleListing({ ctx, channel, recorder }: Work, row: ListingRow, { told, broken }: Judged): Statement[] {
  if (told === undefined || row.sentHash === null || row.sentHash === LEAVING) return []
  const acknowledgement = wordOn(row, told, broken)
  recorder.count(acknowledgement.outcome === 'rejected' ? { refused: 1 } : { changed: 1 })
  // The mark of now may be of a later change, which is compared for itself.
  const known = { ...row, dirty: row.done }
  if (acknowledgement.outcome === 'again') {
    const fewer = broken !== undefined && broken.size > 1 ? halfOf(broken.size) : undefined
    return [...again(ctx, known, fewer), sendAgain({ id: row.id })]
  }
  const { fields } = channel.listings ?? {}
  const settling = { row: known, acknowledgement, fields, observeEvery: observeEvery(channel) }
  if (row.sentHash !== WITHDRAWN)
    return [...settlePublication(ctx, { shape: row.sent, hash: row.sentHash }, settling), ...stillUnfit(ctx, row)]
  const lines = settleWithdrawal(ctx, causeOf('unlisted', 'it was taken off the channel'), settling)
  return acknowledgement.outcome === 'rejected' ? [...lines, sendAgain({ id: row.id })] : lines
}

/** One that fails alone, again and again, is the one that is bad. */
function wordOn(row: ListingRow, told: Acknowledgement, broken: Broken | undefined): Acknowledgement {
  if (broken === undefined || !isHopeless(broken.size, row.tries)) return told
  return {
    key: row.key,
    outcome: 'rejected',
    issues: [{ severity: 'error', code: 'failed', message: broken.message }],
  }
}

/** What was taken and then failed is compared and sent anew. */
const sendAgain = plain(sql`
  update channel_listings set sent = null, sent_hash = null, dirty = dirty + 1 where id = ${param('id')}`)
