import { cartProblems, completeCart, type LookedAt, lookAtCart, missingFrom } from '../carts/index.ts'
import { type Context, isProblem, type Problem, requestProblems } from '../kernel/index.ts'
import {
  type Intent,
  isDecided,
  isLocalPayment,
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
 * `seen` is the cart as it was just read; if it is old by now, it is read again.
 */
export async function placePaid(
  ctx: Context,
  session: PaymentSession,
  { answer, seen }: { readonly answer: Intent; readonly seen?: LookedAt },
): Promise<Placed> {
  const cartId = session.cartId ?? ''
  let known = seen === undefined ? undefined : { session, quoted: seen }
  try {
    return await placeOrder(ctx, { source: 'cart', cartId }, async () => {
      const paid = known ?? (await readPaid(ctx, session))
      known = undefined
      return saleOf(ctx, paid, answer)
    })
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

interface PaidCart {
  readonly session: PaymentSession
  readonly quoted: LookedAt
}

/**
 * A provider inside this process is asked without a mark, so the buyer may give the payment up or choose another meanwhile: the answer is
 * not that one's. Throws `request.conflict` then; nothing was taken.
 */
async function readPaid(ctx: Context, asked: PaymentSession): Promise<PaidCart> {
  const session = await sessionById(ctx, asked.id)
  if (session === undefined || session.cartId === null) throw paymentProblems.notFound()
  const isSame = session.provider === asked.provider && session.status === 'open'
  if (session.orderId === null && !isSame && isLocalPayment(ctx, asked)) throw requestProblems.conflict()
  return { session, quoted: await lookAtCart(ctx, session.cartId, { anew: true }) }
}

function saleOf(ctx: Context, { session, quoted }: PaidCart, answer: Intent): Sale | Placed {
  if (session.orderId !== null) return { orderId: session.orderId }
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
      await placePaid(ctx, session, { answer })
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
