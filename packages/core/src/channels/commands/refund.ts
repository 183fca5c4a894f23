import { sql } from 'drizzle-orm'
import { audit } from '../../access/index.ts'
import { type Context, param, plain, run } from '../../kernel/index.ts'
import { orderById } from '../../orders/index.ts'
import { type IntakeRow, linesOfIntake } from '../orders/index.ts'
import { problems } from '../problems.ts'
import { newCommand } from './command-rows.ts'
import type { RefundInput } from './model.ts'

/** Money that is on its way back counts as gone; two people at the same moment cannot give the same money back. */
const isLeft = plain(sql`
  update orders set updated_at = updated_at where id = ${param('orderId')} and captured - refunded >= ${param('amount')} + coalesce((
    select sum(payload ->> 'amount') from channel_commands
    where order_id = ${param('orderId')} and kind = 'refund' and status in ('waiting', 'pending')), 0)`)

interface Refunding {
  readonly row: IntakeRow & { readonly orderId: string }
  readonly input: RefundInput
}

/** The channel that took the money is told to give some of it back. Throws `channels.notRefundable`. Answers the id of the command. */
export async function refundAtChannel(ctx: Context, { row, input }: Refunding): Promise<string> {
  const { connectionId, externalId, orderId } = row
  const order = await orderById(ctx, orderId)
  const named = new Map((await ctx.db.all(linesOfIntake, { intakeId: row.id })).map((line) => [line.orderLineId, line]))
  const lines = input.lines.map(({ lineId, quantity, amount }, at) => {
    const line = named.get(lineId)
    if (line === undefined)
      throw problems.notRefundable({
        errors: [
          { path: `body.lines.${at}.lineId`, code: 'unknown', message: 'is no line of the order at the channel' },
        ],
      })
    return { externalId: line.externalId, key: line.key, quantity, amount }
  })
  const { result } = await run(ctx, {
    name: 'channels.refund',
    plan: (commandId) => {
      const id = ctx.newId('ccm')
      const payload = { lines, amount: input.amount, currency: order.currency, reason: input.reason ?? null }
      const about = { id, connectionId, kind: 'refund', subject: id, orderId, externalId } as const
      const detail = 'More is not left of what the channel took and has not given back.'
      return {
        result: id,
        statements: [
          isLeft({ orderId, amount: input.amount }, { changes: 1, refuse: () => problems.notRefundable({ detail }) }),
          newCommand({ ...about, payload, now: ctx.now() }),
          audit(ctx, { action: 'channels.refund', subject: orderId, detail: { amount: input.amount }, commandId }),
        ],
      }
    },
  })
  return result
}
