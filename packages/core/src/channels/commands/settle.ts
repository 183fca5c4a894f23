import { type Context, OWED, run, type Statement } from '../../kernel/index.ts'
import { happened, refundForeignOrder } from '../../orders/index.ts'
import type { CommandOutcome } from '../acknowledgement.ts'
import { keepReceipt } from '../keep-receipt.ts'
import { backoff } from '../lane/index.ts'
import { type CommandRow, holdBackRest, patchCommand } from './command-rows.ts'
import type { Payloads } from './payload.ts'

/** After so many tries, which take about six hours, a person is asked. */
const MOST_TRIES = 20

/** Writes down what became of a command, on the order too. Money that the channel gave back with it is the order's from then on. */
export async function settleCommand(ctx: Context, row: CommandRow, said: CommandOutcome): Promise<void> {
  if (said.outcome === 'pending') return ctx.db.batch(pending(ctx, row, said), OWED)
  const also = (commandId: string) => ended(ctx, row, { said, commandId })
  if (said.outcome === 'done' && row.kind === 'refund') {
    const { amount } = row.payload as Payloads['refund']
    return refundForeignOrder(ctx, { id: row.orderId, amount, also })
  }
  if (said.outcome === 'done' && row.kind === 'cancel')
    return refundForeignOrder(ctx, { id: row.orderId, amount: 'surplus', also })
  await run(ctx, { name: 'channels.told', plan: (commandId) => ({ statements: also(commandId), result: null }) })
}

function pending(
  ctx: Context,
  row: CommandRow,
  said: Extract<CommandOutcome, { readonly outcome: 'pending' }>,
): Statement[] {
  const kept = { status: 'pending', outcome: said, askedAt: null, updatedAt: ctx.now() } as const
  const patch = { ...kept, ...toldAs(said) }
  const about = { connectionId: row.connectionId, receipt: said.receipt, lane: 'commands', keys: [row.id] } as const
  return [patchCommand({ id: row.id }, patch), keepReceipt(ctx, about)]
}

/** Kept by itself, since later words of the channel do not name it any more. */
const toldAs = (said: CommandOutcome) =>
  said.outcome === 'refused' || said.externalId === undefined ? {} : { toldAs: said.externalId }

interface Ended {
  readonly said: Exclude<CommandOutcome, { readonly outcome: 'pending' }>
  readonly commandId: string
}

function ended(ctx: Context, row: CommandRow, { said, commandId }: Ended): Statement[] {
  const { id, connectionId, kind, orderId } = row
  const patch = { status: said.outcome, outcome: said, askedAt: null, updatedAt: ctx.now(), ...toldAs(said) }
  const isDone = said.outcome === 'done'
  const data = { command: id, connectionId, about: kind, ...(isDone ? {} : { issues: said.issues }) }
  return [
    patchCommand({ id }, patch),
    happened(ctx, { orderId, kind: isDone ? 'channels/told' : 'channels/refused', data, commandId }),
  ]
}

interface Failing {
  readonly message: string
  /** It may have been done all the same. */
  readonly isUnknown: boolean
}

/** Tried again later, and the commands of the same order after it; in the end a person is asked. */
export async function putOff(ctx: Context, row: CommandRow, { message, isUnknown }: Failing): Promise<void> {
  const tries = row.tries + 1
  const now = ctx.now()
  const outcome = { outcome: 'failed', message }
  const kept = { tries, outcome, updatedAt: now, ...(isUnknown ? {} : { askedAt: null }) }
  if (tries >= MOST_TRIES) return ctx.db.batch([patchCommand({ id: row.id }, { ...kept, status: 'failed' })], OWED)
  const retryAt = now + backoff(tries, row.id)
  await ctx.db.batch(
    [patchCommand({ id: row.id }, { ...kept, retryAt }), holdBackRest({ orderId: row.orderId, id: row.id, retryAt })],
    OWED,
  )
}
