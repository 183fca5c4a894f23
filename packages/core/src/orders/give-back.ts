import { cartById, reopenCart } from '../carts/index.ts'
import { emit, on } from '../events/index.ts'
import { type Context, type Problem, run } from '../kernel/index.ts'
import {
  type Answer,
  leftFor,
  type PaymentSession,
  refundPayment,
  sessionById,
  settlePayment,
  voidPayment,
} from '../payments/index.ts'
import { paymentStranded } from './events.ts'
import { newTask, orTask } from './tasks.ts'

interface Unplaceable {
  readonly sessionId: string
  readonly answer: Answer
  /** Why there is no order for this money. */
  readonly why: Problem
}

/** Money came for which there is no order: it is written down, the cart opens again, people get a task, and the money is sent back. */
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
          emit(ctx, paymentStranded, {
            aggregate: sessionId,
            data: { sessionId, cartId, reason: why.code },
            commandId,
          }),
          newTask(ctx, {
            kind: 'payment_without_order',
            cartId,
            data: { sessionId, amount, currency, code: why.code, reason: why.message },
          }),
        ],
      }
    },
  })
}

function isAwaited({ status }: PaymentSession): boolean {
  return status === 'open' || status === 'processing' || status === 'requires_action'
}

/** Voids what is promised and refunds what was taken; does nothing for what is on its way back already. */
export const returnStranded = on(paymentStranded, {
  name: 'orders/return-stranded',
  run: async ({ data: { sessionId, cartId, reason } }, ctx) => {
    const session = await sessionById(ctx, sessionId)
    if (session === undefined) return
    if (leftFor('cancel', session) > 0)
      await orTask(ctx, { cartId, sessionId }, () => voidPayment(ctx, { sessionId, reason }))
    if (leftFor('refund', session) > 0)
      await orTask(ctx, { cartId, sessionId }, () => refundPayment(ctx, { sessionId, reason }))
  },
})
