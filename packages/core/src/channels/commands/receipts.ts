import { list, oneOf, query, type Statement } from '../../kernel/index.ts'
import type { Acknowledgement, CommandOutcome } from '../acknowledgement.ts'
import type { Settles } from '../listings/index.ts'
import { channelCommands } from '../schema.ts'
import { type CommandRow, patchCommand } from './command-rows.ts'
import { putOff, settleCommand } from './settle.ts'

const byIds = query((q) => q.select().from(channelCommands).where(oneOf(channelCommands.id, 'ids')))

/** What became of commands that the channel had taken and not judged. */
export const settleCommandReceipt: Settles = async ({ ctx }, receipt, said): Promise<Statement[]> => {
  for (const row of await ctx.db.all(byIds, { ids: list(receipt.keys) })) {
    if (row.status !== 'pending') continue
    const acknowledgement = saidOf(row, said)
    if (acknowledgement === undefined) await settleCommand(ctx, row, { outcome: 'done' })
    else if (acknowledgement.outcome === 'again') {
      const waiting = { ...row, status: 'waiting' as const }
      await ctx.db.batch([patchCommand({ id: row.id }, { status: 'waiting' })])
      await putOff(ctx, waiting, { message: acknowledgement.message, isUnknown: false })
    } else await settleCommand(ctx, row, outcomeOf(acknowledgement))
  }
  return []
}

/** A channel names the command, or the order that it is about; alone in its receipt it needs no name. */
function saidOf(row: CommandRow, said: readonly Acknowledgement[]): Acknowledgement | undefined {
  return said.find(({ key }) => key === row.id || key === row.externalId) ?? (said.length === 1 ? said[0] : undefined)
}

function outcomeOf(acknowledgement: Exclude<Acknowledgement, { readonly outcome: 'again' }>): CommandOutcome {
  if (acknowledgement.outcome === 'rejected') return { outcome: 'refused', issues: acknowledgement.issues }
  if (acknowledgement.outcome === 'pending') return { outcome: 'pending', receipt: acknowledgement.receipt }
  const { externalId } = acknowledgement as { readonly externalId?: string }
  return externalId === undefined ? { outcome: 'done' } : { outcome: 'done', externalId }
}
