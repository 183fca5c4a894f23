import { and, eq } from 'drizzle-orm'
import { list, oneOf, param, query, type Statement } from '../../kernel/index.ts'
import type { Acknowledgement } from '../acknowledgement.ts'
import type { Work } from '../lane/index.ts'
import { causeOf, halfOf, isHopeless, issuesOf, type Settles, wordsOfIssues } from '../listings/index.ts'
import { listingValues } from '../schema.ts'
import { valueAgain } from './settle-value.ts'
import { patchValue, type ValueLane } from './value-rows.ts'

const byKeys = query((q) =>
  q
    .select()
    .from(listingValues)
    .where(
      and(
        eq(listingValues.connectionId, param('connectionId')),
        eq(listingValues.lane, param('lane')),
        oneOf(listingValues.key, 'keys'),
      ),
    ),
)
type ValueRow = typeof listingValues.$inferSelect

/** What became of stock or prices that the channel had taken and not judged. */
export const settleValueReceipt: Settles = async (work, receipt, said, broken) => {
  const { ctx, connection } = work
  const lane = receipt.lane as ValueLane
  const rows = await ctx.db.all(byKeys, { connectionId: connection.id, lane, keys: list(receipt.keys) })
  const byKey = new Map(said.map((one) => [one.key, one]))
  return rows.flatMap((row) => {
    const told = byKey.get(row.key)
    if (told === undefined || row.sent === null) return []
    const isBad = broken !== undefined && isHopeless(broken.size, row.tries)
    const issues = [{ severity: 'error' as const, code: 'failed', message: broken?.message ?? '' }]
    const fewer = broken !== undefined && broken.size > 1 ? halfOf(broken.size) : undefined
    return settle(work, row, { said: isBad ? { key: row.key, outcome: 'rejected', issues } : told, fewer })
  })
}

interface Judged {
  readonly said: Acknowledgement
  readonly fewer: number | undefined
}

function settle({ ctx, channel }: Work, row: ValueRow, { said, fewer }: Judged): Statement[] {
  const { connectionId, lane, variantId, sent } = row
  const key = { connectionId, lane, variantId }
  if (said.outcome === 'rejected') {
    const issues = issuesOf(said.issues, channel.listings?.fields)
    const cause = causeOf('rejected', wordsOfIssues(issues), issues)
    return [patchValue(key, { sent: null, tries: 0, together: null, cause })]
  }
  if (said.outcome === 'again' || said.outcome === 'missing') {
    const marked = { dirty: row.dirty + 1, markedAt: ctx.now() }
    return [patchValue(key, { sent: null, ...marked, ...valueAgain(ctx.now(), row, fewer) })]
  }
  const settled = { tries: 0, together: null, cause: null }
  return [patchValue(key, { ...settled, sent: null, confirmed: sent, confirmedAt: ctx.now() })]
}
