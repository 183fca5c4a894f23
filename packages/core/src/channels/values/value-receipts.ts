import { and, eq } from 'drizzle-orm'
import { list, oneOf, param, query, type Statement, update } from '../../kernel/index.ts'
import { causeOf, issuesOf, type Settles, wordsOfIssues } from '../listings/index.ts'
import { listingValues } from '../schema.ts'
import type { ValueLane } from './values.ts'

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
const patchValue = update(listingValues)

/** What became of stock or prices that the channel had taken and not judged. */
export const settleValueReceipt: Settles = async ({ ctx, connection, channel }, receipt, said) => {
  const lane = receipt.lane as ValueLane
  const rows = await ctx.db.all(byKeys, { connectionId: connection.id, lane, keys: list(receipt.keys) })
  return rows.flatMap((row): Statement[] => {
    const acknowledgement = said.find(({ key }) => key === row.key)
    const key = { connectionId: connection.id, lane, variantId: row.variantId }
    if (acknowledgement === undefined || row.sent === null) return []
    if (acknowledgement.outcome === 'rejected') {
      const issues = issuesOf(acknowledgement.issues, channel.listings?.fields)
      return [patchValue(key, { sent: null, cause: causeOf('rejected', wordsOfIssues(issues), issues) })]
    }
    if (acknowledgement.outcome === 'again' || acknowledgement.outcome === 'missing')
      return [patchValue(key, { sent: null, dirty: row.dirty + 1, markedAt: ctx.now() })]
    return [patchValue(key, { sent: null, confirmed: row.sent, confirmedAt: ctx.now(), cause: null })]
  })
}
