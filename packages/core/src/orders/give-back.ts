import { cartById, reopenCart } from '../carts/index.ts'
import { type Context, isProblem, type Problem, run } from '../kernel/index.ts'
import {
  type Answer,
  leftFor,
  type PaymentSession,
  refundPayment,
  sessionById,
  settlePayment,
  voidPayment,
} from '../payments/index.ts'
import { newTask } from './tasks.ts'

interface Unplaceable {
  readonly sessionId: string
  readonly answer: Answer
  /** Why there is no order for this money. */
  readonly why: Problem
}

/**
 * Money came for which there is no order: it is written down, the cart opens again, people get a task, and then the money is voided or
 * refunded. A provider that does not answer is asked again by the job of the payments.
 */
export async function giveBack(ctx: Context, { sessionId, answer, why }: Unplaceable): Promise<void> {
  await run(ctx, {
    name: 'order.giveBack',
    id: `order.giveBack/${sessionId}`,
    plan: async (commandId) => {
      const session = await sessionById(ctx, sessionId)
      if (session === undefined || session.orderId !== null || !isAwaited(session))
        return { statements: [], result: null }
      const cart = session.cartId === null ? undefined : await cartById(ctx, session.cartId)
      const { cartId, amount, currency } = session
      return {
        result: null,
        statements: [
          ...settlePayment(ctx, session, answer, { commandId, isStray: true }),
          ...(cart?.status === 'completing' ? reopenCart(ctx, cart) : []),
          newTask(ctx, {
            kind: 'payment_without_order',
            cartId,
            data: { sessionId, amount, currency, code: why.code, reason: why.message },
          }),
        ],
      }
    },
  })
  await returnMoney(ctx, sessionId, why.code)
}

function isAwaited({ status }: PaymentSession): boolean {
  return status === 'open' || status === 'processing' || status === 'requires_action'
}

/** Voids what is promised and refunds what was taken; does nothing for what is on its way back already. */
export async function returnMoney(ctx: Context, sessionId: string, reason: string): Promise<void> {
  const session = await sessionById(ctx, sessionId)
  if (session?.status !== 'authorized') return
  try {
    if (leftFor('cancel', session) > 0) await voidPayment(ctx, { sessionId, reason })
    if (leftFor('refund', session) > 0) await refundPayment(ctx, { sessionId, reason })
  } catch (error) {
    if (!isProblem(error)) throw error
    ctx.log.error({ sessionId, code: error.code }, 'the provider refuses to give money back')
  }
}
