import { cartById, reopenCart } from '../carts/index.ts'
import { type Context, extensionPoint, run } from '../kernel/index.ts'
import { readBack, withdraw } from './authorize.ts'
import { UNKNOWN } from './call.ts'
import { ACTION_PATIENCE } from './pace.ts'
import { findProvider, type PaymentProvider } from './provider.ts'
import { type PaymentSession, sessionById } from './reads.ts'
import { type Answer, isDecided, settlePayment } from './settle.ts'

/** Who acts on a decision that came outside the buyer's own request: late, by webhook, or after a crash. */
export interface PaymentOutcome {
  readonly name: string
  /**
   * Settles the payment with whatever follows from it in one command: places the order, or opens the cart again. Answers false when it
   * is none of its business. May be called again for the same answer, so its commands carry natural ids.
   */
  readonly apply: (
    ctx: Context,
    about: { readonly session: PaymentSession; readonly answer: Answer },
  ) => Promise<boolean>
}

export const paymentOutcome = extensionPoint<PaymentOutcome>('payment.outcome')

/** Reads an undecided payment back from its provider and lets follow what follows. Does nothing for one that is decided. */
export async function resolvePayment(ctx: Context, sessionId: string): Promise<void> {
  const session = await sessionById(ctx, sessionId)
  if (session === undefined || (session.status !== 'processing' && session.status !== 'requires_action')) return
  const provider = findProvider(ctx, session.provider)
  if (provider === undefined)
    ctx.log.error({ sessionId, provider: session.provider }, 'the provider of a payment is gone')
  await applyAnswer(ctx, session, provider === undefined ? UNKNOWN : await ask(ctx, provider, session))
}

/** A buyer who never does what the provider asks of them gives up in the end. */
async function ask(ctx: Context, provider: PaymentProvider, session: PaymentSession): Promise<Answer> {
  const answer = await readBack(ctx, provider, session)
  const isAbandoned = ctx.now() - (session.askedAt ?? session.createdAt) > ACTION_PATIENCE
  if (!isAbandoned || answer === UNKNOWN || answer.status !== 'requires_action') return answer
  return withdraw(ctx, provider, session, 'abandoned')
}

/** Hands a decision to those who act on it; without one, or while nothing is decided, writes it down. */
async function applyAnswer(ctx: Context, session: PaymentSession, answer: Answer): Promise<void> {
  if (isDecided(answer))
    for (const { apply } of ctx.extensions.of(paymentOutcome)) if (await apply(ctx, { session, answer })) return
  await settleAlone(ctx, session.id, answer)
}

/** Settles the payment, and opens its cart again when the money will not come. */
export async function settleAlone(ctx: Context, sessionId: string, answer: Answer): Promise<void> {
  await run(ctx, {
    name: 'payment.settle',
    ...(isDecided(answer) ? { id: `payment.settle/${sessionId}` } : {}),
    plan: async (commandId) => {
      const session = await sessionById(ctx, sessionId)
      if (session === undefined || !isAwaited(session)) return { statements: [], result: null }
      const cart = session.cartId === null ? undefined : await cartById(ctx, session.cartId)
      const isOver = isDecided(answer) && (answer.status === 'declined' || answer.status === 'cancelled')
      const reopened = isOver && cart?.status === 'completing' ? reopenCart(ctx, cart) : []
      return { statements: [...settlePayment(ctx, session, answer, { commandId }), ...reopened], result: null }
    },
  })
}

function isAwaited({ status }: PaymentSession): boolean {
  return status === 'open' || status === 'processing' || status === 'requires_action'
}
