import { eq, sql } from 'drizzle-orm'
import { type Context, param, type Statement, statement } from '../kernel/index.ts'
import { orderTopic } from './in-full.ts'
import { orderLines, orders } from './schema.ts'

const countLine = statement((q) =>
  q
    .update(orderLines)
    .set({ fulfilled: sql`fulfilled + ${param('quantity')}` })
    .where(eq(orderLines.id, param('id'))),
)

const countOrder = statement((q) =>
  q
    .update(orders)
    .set({
      fulfilled: sql`fulfilled + ${param('quantity')}`,
      version: sql`version + 1`,
      updatedAt: sql`${param('now')}`,
    })
    .where(eq(orders.id, param('id'))),
)

export interface Sent {
  readonly orderId: string
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[]
}

/**
 * Counts what left the house, or with negative quantities what came back before it left. The database refuses more than was ordered and
 * not cancelled; the command is then planned anew.
 */
export function countFulfilled(ctx: Pick<Context, 'now'>, { orderId, lines }: Sent): Statement[] {
  const guard = { changes: 1, refuse: () => 'stale' as const }
  const quantity = lines.reduce((sum, line) => sum + line.quantity, 0)
  return [
    ...lines.map((line) => countLine({ id: line.lineId, quantity: line.quantity }, guard)),
    countOrder({ id: orderId, quantity, now: ctx.now() }, { ...guard, touches: orderTopic(orderId) }),
  ]
}
