import { OWED } from '../../kernel/index.ts'
import { ask, type Work } from '../lane/index.ts'
import type { IntakeIssue } from '../model.ts'
import type { IntakeRow } from './intake-rows.ts'
import { storeRaw } from './store-raw.ts'
import { isOrder } from './understood.ts'

/**
 * What nobody understands may be an answer that was no order, such as the page of a gateway: the channel is asked once more. True when it told an
 * order now, which is taken in next.
 */
export async function isReadAnew(work: Work, { externalId }: IntakeRow, { code }: IntakeIssue): Promise<boolean> {
  const { ctx, connection, channel } = work
  const read = channel.orders?.read
  if (read === undefined || code !== 'unreadable') return false
  const answer = await ask(work, { step: 'read', about: [externalId] }, () => read(work.api, externalId))
  if (!('said' in answer) || !isOrder(work, answer.said)) return false
  await ctx.db.batch([storeRaw(ctx, { connectionId: connection.id, externalId, raw: answer.said })], OWED)
  return true
}
