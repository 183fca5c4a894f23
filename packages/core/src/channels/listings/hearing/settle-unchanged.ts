import { sql } from 'drizzle-orm'
import { isProblem, OWED, param, plain, requestProblems, type Statement } from '../../../kernel/index.ts'
import type { Work } from '../../lane/index.ts'
import type { LightRow } from '../listing-rows.ts'

/** What was learned of a listing, and the row as it was when the channel was asked. */
export interface Learned {
  readonly row: LightRow
  readonly lines: readonly Statement[]
}

/** Touches the row only if nobody settled anything else of it since it was read. */
const unchanged = plain(sql`
  update channel_listings set status = status
  where id = ${param('id')} and status = ${param('status')} and is_sent = ${param('isSent')} and asked_at is ${param('askedAt')}
    and sent_hash is ${param('sentHash')} and confirmed_hash is ${param('confirmedHash')} and refused_hash is ${param('refusedHash')}`)

function guarded({ row, lines }: Learned): readonly Statement[] {
  const { id, status, isSent, askedAt, sentHash, confirmedHash, refusedHash } = row
  const seen = { id, status, isSent: isSent ? 1 : 0, askedAt, sentHash, confirmedHash, refusedHash }
  return lines.length === 0 ? [] : [unchanged(seen, { changes: 1 }), ...lines]
}

const isOvertaken = (thrown: unknown) => isProblem(thrown) && thrown.code === requestProblems.conflict.code

/**
 * Writes what was learned of rows that are still as they were when the channel was asked. What became another meanwhile is left as it is now:
 * the answer is about the time before.
 */
export async function settleUnchanged({ ctx }: Work, all: readonly Learned[]): Promise<void> {
  const lines = all.flatMap(guarded)
  if (lines.length === 0) return
  try {
    await ctx.db.batch(lines, OWED)
  } catch (thrown) {
    if (!isOvertaken(thrown)) throw thrown
    await Promise.all(all.map((one) => settleAlone(ctx, one)))
  }
}

async function settleAlone({ db }: Work['ctx'], one: Learned): Promise<void> {
  try {
    await db.batch(guarded(one), OWED)
  } catch (thrown) {
    if (!isOvertaken(thrown)) throw thrown
  }
}
