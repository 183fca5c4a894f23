import { cartProblems, completeCart, type LookedAt, lookAtCart, missingFrom } from '../carts/index.ts'
import { type Context, isProblem, type Problem, requestProblems } from '../kernel/index.ts'
import {
  type Intent,
  isDecided,
  type PaymentOutcome,
  type PaymentSession,
  paymentProblems,
  requireAmount,
  sessionById,
  settlePayment,
} from '../payments/index.ts'
import { purchaseOf } from './cart-purchase.ts'
import { giveBack } from './give-back.ts'
import { type Placed, placeOrder, type Sale } from './place.ts'

/**
 * Places the order of a cart whose payment was promised or taken, whoever learned of it: request, webhook or job submit the same command.
 * When it can't be placed (goods gone, cart changed or bought otherwise), the money goes back with a task, and the reason is thrown.
 */
export async function placePaid(ctx: Context, session: PaymentSession, answer: Intent): Promise<Placed> {
  const cartId = session.cartId ?? ''
  try {
    return await placeOrder(ctx, { source: 'cart', cartId }, () => readPaid(ctx, session.id, answer))
  } catch (error) {
    if (!isFinal(error)) throw error
    await giveBack(ctx, { sessionId: session.id, answer, why: error })
    throw error
  }
}

/** Refusals that another try would meet again. */
function isFinal(error: unknown): error is Problem {
  return isProblem(error) && error.status < 500 && error.code !== requestProblems.conflict.code
}

async function readPaid(ctx: Context, sessionId: string, answer: Intent): Promise<Sale | Placed> {
  const session = await sessionById(ctx, sessionId)
  if (session === undefined || session.cartId === null) throw paymentProblems.notFound()
  if (session.orderId !== null) return { orderId: session.orderId }
  const quoted = await lookAtCart(ctx, session.cartId)
  requireBuyable(quoted, session)
  const { amount } = session
  return {
    purchase: purchaseOf(quoted),
    money: { authorized: amount, captured: answer.status === 'captured' ? amount : 0 },
    also: ({ id: orderId, commandId }) => [
      ...completeCart(ctx, quoted.cart, { orderId }),
      ...settlePayment(ctx, session, answer, { commandId, orderId }),
    ],
  }
}

/** A payment that comes late may find its cart open again, changed, or bought by another payment. */
function requireBuyable(quoted: LookedAt, session: PaymentSession): void {
  const { cart, totals } = quoted
  if (cart.orderId !== null) throw cartProblems.closed({ extra: { orderId: cart.orderId } })
  if (cart.currency !== session.currency)
    throw paymentProblems.amountChanged({ extra: { before: session.amount, now: totals.total } })
  requireAmount(session, totals.total)
  const errors = missingFrom(quoted)
  if (errors.length > 0) throw cartProblems.incomplete({ errors })
}

/** What follows from a decision that came outside the buyer's request: late, by webhook, or after a crash. */
export const placeOnPayment: PaymentOutcome = {
  name: 'orders/place',
  apply: async (ctx, { session, answer }) => {
    if (session.cartId === null || !isDecided(answer)) return false
    if (answer.status !== 'authorized' && answer.status !== 'captured') return false
    try {
      await placePaid(ctx, session, answer)
    } catch (error) {
      if (!isFinal(error)) throw error
      ctx.log.warn(
        { sessionId: session.id, code: error.code },
        'a payment came for a cart that cannot be bought any more',
      )
    }
    return true
  },
}
