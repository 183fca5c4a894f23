import {
  cartProblems,
  completeCart,
  freezeCart,
  isHeld,
  type LookedAt,
  lookAtCart,
  missingFrom,
  renewHold,
} from '../carts/index.ts'
import { extendHold, liveReservations } from '../inventory/index.ts'
import { answered, type Context, MINUTE, run } from '../kernel/index.ts'
import {
  type Answer,
  authorize,
  isDecided,
  isLocalPayment,
  lastSessionOfCart,
  type PaymentSession,
  paymentProblems,
  prepareAuthorization,
  requireAmount,
  resolvePayment,
  sessionOfCart,
  settleAlone,
  UNKNOWN,
} from '../payments/index.ts'
import { purchaseOf } from './cart-purchase.ts'
import { placePaid } from './paid-cart.ts'
import { placeOrder, withNaturalIds } from './place.ts'

/** How long goods wait for a payment that is being decided. */
const HOLD_WHILE_PAYING = 30 * MINUTE

/** How completing went: an order, or a payment that is not decided yet. */
export type Completion =
  | { readonly status: 'placed'; readonly orderId: string }
  | { readonly status: 'processing' }
  | { readonly status: 'requires_action'; readonly session: PaymentSession }

/**
 * Buys what is in the cart, in the three steps of a payment that can't join a transaction: freeze the cart and mark the payment as asked
 * for; ask the provider; place the order or open the cart again. Nothing of it is lost when the process dies in between: payments are read
 * back by their job, and whoever learns the outcome submits the same command. Completing again answers the same order.
 * `address` is the buyer's network address, for the limit on holds.
 * Throws `carts.incomplete`, `payments.required`, `payments.amountChanged`, `payments.declined`, `inventory.insufficient`.
 */
export async function completeCartOf(asked: Context, cartId: string, address?: string): Promise<Completion> {
  const before = await answered<{ readonly orderId: string }>(asked)
  if (before !== undefined) return placed(before.orderId)
  const ctx = withNaturalIds(asked)
  const looked = await readyCart(ctx, cartId, address)
  if (looked.cart.status === 'completed') return repeated(asked, looked.cart.orderId ?? '')
  const session = await sessionOfCart(ctx, cartId)
  if (looked.cart.status === 'completing') return resume(ctx, cartId, session)
  if (looked.totals.total === 0) return placed((await placeFree(ctx, looked)).orderId)
  if (session === undefined) throw paymentProblems.required()
  requireAmount(session, looked.totals.total)
  if (isLocalPayment(ctx, session)) {
    const answer = await authorize(ctx, session, looked.cart)
    return decide(ctx, session, { answer, seen: looked })
  }
  if (session.status !== 'open' || !(await freeze(ctx, looked, session))) return resume(ctx, cartId, session)
  return decide(ctx, session, { answer: await authorize(ctx, session, looked.cart) })
}

/** The cart itself remembers how it ended, with a key or without one. */
function repeated({ request: { command } }: Context, orderId: string): Completion {
  if (command !== undefined) command.replayed = true
  return placed(orderId)
}

const placed = (orderId: string): Completion => ({ status: 'placed', orderId })

/** An open cart that has everything it needs, its goods held anew when their time was over. */
async function readyCart(ctx: Context, cartId: string, address: string | undefined): Promise<LookedAt> {
  const looked = await lookAtCart(ctx, cartId)
  if (looked.cart.status !== 'open') return looked
  const { holdExpiresAt } = looked.cart
  const ready =
    holdExpiresAt === null || isHeld(looked.cart, ctx.now()) ? looked : await renewHold(ctx, cartId, address)
  const errors = missingFrom(ready)
  if (errors.length > 0) throw cartProblems.incomplete({ errors })
  return ready
}

function placeFree(ctx: Context, first: LookedAt) {
  let looked: LookedAt | undefined = first
  return placeOrder(ctx, { source: 'cart', cartId: first.cart.id }, async () => {
    const quoted: LookedAt = looked ?? (await lookAtCart(ctx, first.cart.id, { anew: true }))
    looked = undefined
    if (quoted.cart.orderId !== null) return { orderId: quoted.cart.orderId }
    if (quoted.cart.status !== 'open') throw cartProblems.completing({ headers: { 'Retry-After': '5' } })
    if (quoted.totals.total !== 0) throw paymentProblems.required()
    return {
      purchase: purchaseOf(quoted),
      money: { authorized: 0, captured: 0 },
      also: ({ id }) => completeCart(ctx, quoted.cart, { orderId: id }),
    }
  })
}

/** Step one. False when somebody else asked for this payment before. */
async function freeze(ctx: Context, first: LookedAt, session: PaymentSession): Promise<boolean> {
  let looked: LookedAt | undefined = first
  const { replayed } = await run(ctx, {
    name: 'cart.freeze',
    id: `cart.freeze/${session.id}`,
    plan: async () => {
      const payment = looked === undefined ? await sessionOfCart(ctx, first.cart.id) : session
      const quoted: LookedAt = looked ?? (await lookAtCart(ctx, first.cart.id, { anew: true }))
      looked = undefined
      if (quoted.cart.status !== 'open' || payment?.id !== session.id)
        throw cartProblems.completing({ headers: { 'Retry-After': '2' } })
      const holdUntil = ctx.now() + HOLD_WHILE_PAYING
      const held = await liveReservations(ctx, { cartId: quoted.cart.id })
      const { total: amount } = quoted.totals
      return {
        result: null,
        statements: [
          ...freezeCart(ctx, quoted, { holdUntil }),
          ...extendHold(ctx, held, { expiresAt: holdUntil }),
          ...prepareAuthorization(ctx, payment, { amount }),
        ],
      }
    },
  })
  return !replayed
}

/** Step three. A decision that was made and can't be kept (goods gone, cart changed) gives the money back. */
async function decide(
  ctx: Context,
  session: PaymentSession,
  { answer, ...seen }: { readonly answer: Answer; readonly seen?: LookedAt },
): Promise<Completion> {
  if (isDecided(answer) && (answer.status === 'authorized' || answer.status === 'captured'))
    return placed((await placePaid(ctx, session, { answer, ...seen })).orderId)
  await settleAlone(ctx, session.id, answer)
  if (answer !== UNKNOWN && isDecided(answer)) throw declined(answer.error)
  return stateOf(ctx, session.cartId ?? '')
}

function declined(error: PaymentSession['error'] | undefined) {
  return paymentProblems.declined({
    ...(error
      ? { detail: error.message, errors: [{ path: 'payment', code: error.code, message: error.message }] }
      : {}),
  })
}

/** A payment that was asked for before: read back when its own call must have ended, then told as it stands. */
async function resume(ctx: Context, cartId: string, session: PaymentSession | undefined): Promise<Completion> {
  if (session !== undefined && mayReadBack(ctx, session)) await resolvePayment(ctx, session.id)
  return stateOf(ctx, cartId)
}

function mayReadBack(ctx: Context, { status, reads, readAt }: PaymentSession): boolean {
  if (status === 'requires_action') return true
  return status === 'processing' && (reads > 0 || (readAt !== null && readAt <= ctx.now()))
}

async function stateOf(ctx: Context, cartId: string): Promise<Completion> {
  const { cart } = await lookAtCart(ctx, cartId)
  if (cart.orderId !== null) return placed(cart.orderId)
  const session = await lastSessionOfCart(ctx, cartId)
  if (session === undefined) throw paymentProblems.required()
  if (cart.status === 'open' && (session.status === 'declined' || session.status === 'cancelled'))
    throw declined(session.error)
  return session.status === 'requires_action' ? { status: 'requires_action', session } : { status: 'processing' }
}
