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

export interface Chosen {
  readonly session: PaymentSession
  /** Of the cart. */
  readonly language: string
}

/**
 * Chooses how to pay for an open cart, or chooses anew. The amount is the cart's total now, and the buyer agrees to its prices by it.
 * A payment that waits for the buyer is given up first, which opens the cart again.
 */
export async function choosePayment(
  ctx: Context,
  { cartId, input }: { readonly cartId: string; readonly input: SessionInput },
): Promise<Chosen> {
  const before = await sessionOfCart(ctx, cartId)
  if (before?.status === 'requires_action') await giveUp(ctx, before)
  let attempts = 0
  let chosen: Chosen | undefined
  const { result, replayed } = await run(ctx, {
    name: 'payment.choose',
    plan: async () => {
      attempts += 1
      const isFirst = attempts === 1 && before?.status !== 'requires_action'
      const [looked, live] = await Promise.all([
        lookAtCart(ctx, cartId, { anew: attempts > 1 }),
        isFirst ? before : sessionOfCart(ctx, cartId),
      ])
      requirePayable(looked)
      if (live !== undefined) requireUnasked(live)
      const { session, statement } = written(ctx, live, await wished(looked, input))
      const { language } = looked.cart
      chosen = { session, language }
      const statements = [statement, ...agreeToPrices(ctx, looked)]
      return { statements, result: { id: session.id, language }, isUnnamed: true }
    },
  })
  if (!replayed && chosen !== undefined) return chosen
  return { session: requireSession(await sessionById(ctx, result.id)), language: result.language }
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

type Wish = Pick<
  PaymentSession,
  'cartId' | 'marketId' | 'provider' | 'captureMode' | 'currency' | 'amount' | 'data' | 'returnUrl'
>

async function wished(
  { store, cart, totals }: LookedAt,
  { provider: id, data, returnUrl }: SessionInput,
): Promise<Wish> {
  const { provider, captureMode } = await requireOffered(store, id, totals.total)
  return {
    cartId: cart.id,
    marketId: store.market.id,
    provider: provider.id,
    captureMode,
    currency: cart.currency,
    amount: totals.total,
    data: data ?? null,
    returnUrl: returnUrl ?? null,
  }
}

/** The provider has not heard of a payment that is only chosen, so the same row is chosen anew. */
function written(ctx: Context, live: PaymentSession | undefined, wish: Wish) {
  if (live === undefined) return newSession(ctx, wish)
  const { id, version } = live
  const patch = { ...wish, version: version + 1, updatedAt: ctx.now() }
  return { session: { ...live, ...patch }, statement: changeSession({ id, version }, patch, staleSession) }
}

export type NewSession = Pick<Wish, 'marketId' | 'provider' | 'captureMode' | 'currency' | 'amount'> &
  Partial<Wish & Pick<PaymentSession, 'orderId'>>

/** A payment that nothing was asked for yet; for an order without a cart, settle it in the same command. */
export function newSession(
  ctx: Pick<Context, 'newId' | 'now'>,
  wish: NewSession,
): { readonly session: PaymentSession; readonly statement: Statement } {
  const now = ctx.now()
  const session: PaymentSession = {
    ...NOTHING_ASKED,
    ...wish,
    id: ctx.newId('pay'),
    createdAt: now,
    updatedAt: now,
  }
  return { session, statement: insertSession(session, { refuse: () => 'stale' }) }
}

const NOTHING_ASKED = {
  cartId: null,
  orderId: null,
  status: 'open',
  isLive: 1,
  authorized: 0,
  capturing: 0,
  captured: 0,
  voiding: 0,
  voided: 0,
  refunding: 0,
  refunded: 0,
  providerRef: null,
  data: null,
  returnUrl: null,
  nextAction: null,
  error: null,
  askedAt: null,
  readAt: null,
  reads: 0,
  version: 1,
} as const

/**
 * Gives up a payment of a cart that waits for the buyer or was only chosen; one that is given up already stays so. Throws when it is being
 * decided or is decided.
 */
export async function cancelPayment(ctx: Context, cartId: string): Promise<PaymentSession> {
  const session = await sessionOfCart(ctx, cartId)
  if (session === undefined || session.status === 'open') return drop(ctx, cartId)
  await giveUp(ctx, session)
  return requireSession(await sessionById(ctx, session.id))
}

/** The provider never heard of it, so there is nothing to take back. */
async function drop(ctx: Context, cartId: string): Promise<PaymentSession> {
  const { result } = await run(ctx, {
    name: 'payment.drop',
    plan: async () => {
      const session = requireSession(await lastSessionOfCart(ctx, cartId))
      const { id, version } = session
      if (session.status === 'cancelled') return { statements: [], result: id }
      if (session.isLive === null) throw problems.notFound()
      requireUnasked(session)
      const patch = { status: 'cancelled', isLive: null, version: version + 1, updatedAt: ctx.now() } as const
      return { statements: [changeSession({ id, version }, patch, staleSession)], result: id }
    },
  })
  return requireSession(await sessionById(ctx, result))
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
