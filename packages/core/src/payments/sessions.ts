import { agreeToPrices, cartProblems, type LookedAt, lookAtCart, requireForSale, requireOpen } from '../carts/index.ts'
import { type Context, insertInto, run, type Statement } from '../kernel/index.ts'
import { withdraw } from './authorize.ts'
import type { SessionInput } from './model.ts'
import { requireOffered } from './offer.ts'
import { settleAlone } from './outcome.ts'
import { problems } from './problems.ts'
import { findProvider } from './provider.ts'
import { lastSessionOfCart, type PaymentSession, sessionById, sessionOfCart } from './reads.ts'
import { paymentSessions } from './schema.ts'
import { changeSession, isDecided, requireUnasked, staleSession } from './settle.ts'

const insertSession = insertInto(paymentSessions)

/**
 * Chooses how to pay for an open cart, or chooses anew. The amount is the cart's total now, and the buyer agrees to its prices by it.
 * A payment that waits for the buyer is given up first, which opens the cart again.
 */
export async function choosePayment(
  ctx: Context,
  { cartId, input }: { readonly cartId: string; readonly input: SessionInput },
): Promise<PaymentSession> {
  const waiting = await sessionOfCart(ctx, cartId)
  if (waiting?.status === 'requires_action') await giveUp(ctx, waiting)
  const { result } = await run(ctx, {
    name: 'payment.choose',
    plan: async () => {
      const looked = await lookAtCart(ctx, cartId)
      requirePayable(looked)
      const [{ provider, captureMode }, live] = await Promise.all([
        requireOffered(looked.store, input.provider, looked.totals.total),
        sessionOfCart(ctx, cartId),
      ])
      if (live !== undefined) requireUnasked(live)
      const chosen = {
        provider: provider.id,
        captureMode,
        currency: looked.cart.currency,
        amount: looked.totals.total,
        data: input.data ?? null,
        returnUrl: input.returnUrl ?? null,
      }
      const { id, statements } = written(ctx, looked, { live, chosen })
      return { statements: [...statements, ...agreeToPrices(ctx, looked)], result: { id } }
    },
  })
  return requireSession(await sessionById(ctx, result.id))
}

function requirePayable(looked: LookedAt): void {
  requireOpen(looked.cart)
  if (looked.lines.length === 0) throw cartProblems.empty()
  requireForSale(
    looked,
    looked.lines.map(({ row }) => row.variantId),
  )
  if (looked.totals.total <= 0) throw problems.nothingToPay()
}

type Chosen = Pick<PaymentSession, 'provider' | 'captureMode' | 'currency' | 'amount' | 'data' | 'returnUrl'>

/** The provider has not heard of a payment that is only chosen, so the same row is chosen anew. */
function written(
  ctx: Context,
  { cart, store }: LookedAt,
  { live, chosen }: { readonly live: PaymentSession | undefined; readonly chosen: Chosen },
): { id: string; statements: Statement[] } {
  if (live !== undefined) {
    const { id, version } = live
    const patch = { ...chosen, marketId: store.market.id, version: version + 1, updatedAt: ctx.now() }
    return { id, statements: [changeSession({ id, version }, patch, staleSession)] }
  }
  const session = newSession(ctx, { ...chosen, marketId: store.market.id, cartId: cart.id })
  return { id: session.id, statements: session.statements }
}

export interface NewSession
  extends Pick<PaymentSession, 'marketId' | 'provider' | 'captureMode' | 'currency' | 'amount'> {
  readonly data?: Chosen['data']
  readonly returnUrl?: string | null
  readonly cartId?: string | null
  readonly orderId?: string | null
}

/** A payment that nothing was asked for yet; for an order without a cart, settle it in the same command. */
export function newSession(
  ctx: Pick<Context, 'newId' | 'now'>,
  session: NewSession,
): { id: string; session: PaymentSession; statements: Statement[] } {
  const id = ctx.newId('pay')
  const now = ctx.now()
  const row: PaymentSession = { ...UNASKED, ...session, id, createdAt: now, updatedAt: now }
  return { id, session: row, statements: [insertSession(row, { refuse: () => 'stale' })] }
}

const UNASKED: Omit<PaymentSession, keyof NewSession | 'id' | 'createdAt' | 'updatedAt'> &
  Pick<PaymentSession, 'cartId' | 'orderId' | 'data' | 'returnUrl'> = {
  ...{ cartId: null, orderId: null, data: null, returnUrl: null, status: 'open', isLive: 1 },
  ...{ authorized: 0, capturing: 0, captured: 0, voiding: 0, voided: 0, refunding: 0, refunded: 0 },
  ...{ providerRef: null, nextAction: null, error: null, askedAt: null, readAt: null, reads: 0, version: 1 },
}

/** Gives up a payment of a cart that waits for the buyer or was only chosen. Throws when it is being decided or is decided. */
export async function cancelPayment(ctx: Context, cartId: string): Promise<PaymentSession> {
  const session = requireSession(await sessionOfCart(ctx, cartId))
  if (session.status === 'open') await drop(ctx, session)
  else await giveUp(ctx, session)
  return requireSession(await sessionById(ctx, session.id))
}

/** The provider never heard of it, so there is nothing to take back. */
async function drop(ctx: Context, { id }: PaymentSession): Promise<void> {
  await run(ctx, {
    name: 'payment.drop',
    plan: async () => {
      const session = requireSession(await sessionById(ctx, id))
      requireUnasked(session)
      const { version } = session
      const patch = { status: 'cancelled', isLive: null, version: version + 1, updatedAt: ctx.now() } as const
      return { statements: [changeSession({ id, version }, patch, staleSession)], result: null }
    },
  })
}

async function giveUp(ctx: Context, session: PaymentSession): Promise<void> {
  const provider = findProvider(ctx, session.provider)
  if (session.status !== 'requires_action' || provider === undefined) requireUnasked(session)
  else {
    const answer = await withdraw(ctx, provider, session, 'cancelled by the buyer')
    if (isDecided(answer) && answer.status === 'cancelled') await settleAlone(ctx, session.id, answer)
    else throw problems.processing({ headers: { 'Retry-After': '2' } })
  }
}

/** The latest payment of a cart. Throws `payments.notFound`. */
export async function paymentOfCart(ctx: Context, cartId: string): Promise<PaymentSession> {
  return requireSession(await lastSessionOfCart(ctx, cartId))
}

export function requireSession(session: PaymentSession | undefined): PaymentSession {
  if (session === undefined) throw problems.notFound()
  return session
}
