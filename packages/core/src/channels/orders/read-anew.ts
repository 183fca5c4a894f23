import { OWED } from '../../kernel/index.ts'
import type { Work } from '../lane/index.ts'
import type { IntakeIssue } from '../model.ts'
import type { IntakeRow } from './intake-rows.ts'
import { readOrder } from './read-order.ts'
import { storeRaw } from './store-raw.ts'
import { isOrder } from './understood.ts'

/**
 * What nobody understands may be an answer that was no order, such as the page of a gateway: the channel is asked once more. True when it told an
 * order now, which is taken in next.
 */
export async function isReadAnew(work: Work, { externalId }: IntakeRow, { code }: IntakeIssue): Promise<boolean> {
  const { ctx, connection } = work
  if (code !== 'unreadable') return false
  const raw = await readOrder(work, externalId)
  if (raw === undefined || !isOrder(work, raw)) return false
  await ctx.db.batch([storeRaw(ctx, { connectionId: connection.id, externalId, raw })], OWED)
  return true
}
