import { type Context, requireVersion, run, type Statement, update } from '../kernel/index.ts'
import { manualProvider, newSession, paymentProblems, settlePayment } from '../payments/index.ts'
import { orderTopic } from './in-full.ts'
import { orderById } from './reads.ts'
import { orders } from './schema.ts'
import { happened } from './timeline.ts'

const change = update(orders)

interface Awaited {
  readonly orderId: string
  readonly marketId: string
  readonly currency: string
  /** Minor units. */
  readonly amount: number
  readonly commandId: string
}

/** Money that the buyer promised to bring later: by transfer, in cash, at the door. Staff capture it when it has come. */
export function awaitPayment(ctx: Context, { commandId, orderId, ...terms }: Awaited): Statement[] {
  const { session, statement } = newSession(ctx, {
    ...terms,
    orderId,
    provider: manualProvider.id,
    captureMode: 'manual',
  })
  const answer = { ref: session.id, status: 'authorized' } as const
  return [statement, ...settlePayment(ctx, session, answer, { commandId, orderId })]
}

export interface RequestOptions {
  readonly id: string
  /** The version that staff saw. */
  readonly expected?: number | undefined
}

/** Awaits what an edit made the buyer owe on top of what is paid or promised. Throws `payments.nothingToPay`. */
export async function awaitRest(ctx: Context, { id, expected }: RequestOptions): Promise<void> {
  await run(ctx, {
    name: 'order.awaitRest',
    plan: async (commandId) => {
      const order = await orderById(ctx, id)
      requireVersion(expected, order.version)
      const { version, marketId, currency, authorized, refunded, total } = order
      const amount = total - (authorized - refunded)
      if (amount <= 0) throw paymentProblems.nothingToPay()
      const patch = { authorized: authorized + amount, version: version + 1, updatedAt: ctx.now() }
      return {
        result: { id },
        statements: [
          change({ id, version }, patch, { changes: 1, refuse: () => 'stale', touches: orderTopic(id) }),
          ...awaitPayment(ctx, { orderId: id, marketId, currency, amount, commandId }),
          happened(ctx, {
            orderId: id,
            kind: 'payment',
            data: { name: 'payment.awaited', amount, currency },
            commandId,
          }),
        ],
      }
    },
  })
}
