import { linesOf } from '../../orders/index.ts'
import type { CommandOutcome } from '../acknowledgement.ts'
import type { ForeignOrder } from '../foreign-order.ts'
import { ask, type Work } from '../lane/index.ts'
import { intakeOfOrder, linesOfIntake } from '../orders/index.ts'
import type { CommandRow } from './command-rows.ts'
import { isShown, type Known, shownSince } from './given-back.ts'
import type { Payloads } from './payload.ts'

const DONE: CommandOutcome = { outcome: 'done' }

/** What the channel's own order says about a command whose outcome nobody heard. */
export async function readBack(work: Work, row: CommandRow): Promise<Known> {
  if (isShown(work, row)) return shownSince(work, row)
  const { channel, connection, api } = work
  const read = channel.orders?.read
  if (read === undefined) return 'repeat'
  const answer = await ask(work, { step: 'read', about: [row.externalId] }, () => read(api, row.externalId))
  if ('failure' in answer) return answer.failure.kind === 'missing' ? 'repeat' : 'later'
  try {
    const order = channel.orders?.parse(answer.said, { settings: connection.settings })
    return order === undefined ? 'repeat' : await verdict(work, row, order)
  } catch {
    return 'repeat'
  }
}

async function verdict({ ctx }: Work, row: CommandRow, order: ForeignOrder): Promise<Known> {
  if (row.kind === 'ship' && order.status === 'shipped') return DONE
  if (row.kind === 'cancel') return (await isCancelled(ctx, row, order)) ? DONE : 'repeat'
  const isOver = order.status === 'cancelled' && row.kind !== 'refund'
  if (!isOver) return 'repeat'
  const message = 'the order was cancelled at the channel'
  return { outcome: 'refused', issues: [{ severity: 'error', code: 'cancelled', message }] }
}

/** The channel has no more pieces of the lines than we have. */
async function isCancelled(ctx: Work['ctx'], row: CommandRow, order: ForeignOrder): Promise<boolean> {
  if (order.status === 'cancelled') return true
  const intake = await ctx.db.get(intakeOfOrder, { orderId: row.orderId })
  if (intake === undefined) return false
  const [named, ours] = await Promise.all([
    ctx.db.all(linesOfIntake, { intakeId: intake.id }),
    linesOf(ctx, row.orderId),
  ])
  const live = new Map(ours.map(({ id, quantity, cancelled }) => [id, quantity - cancelled]))
  return (row.payload as Payloads['cancel']).lines.every(({ externalId }) => {
    const theirs = order.lines.find((line) => line.externalId === externalId)
    const line = named.find((one) => one.externalId === externalId)
    const left = theirs === undefined ? 0 : theirs.quantity - (theirs.cancelled ?? 0)
    return left <= (live.get(line?.orderLineId ?? '') ?? 0)
  })
}
