import type { Context } from '../kernel/index.ts'
import { callProvider, UNKNOWN } from './call.ts'
import { findProvider, type Intent, type PaymentProvider } from './provider.ts'
import type { PaymentSession } from './reads.ts'
import type { Answer } from './settle.ts'

/**
 * Asks the provider for the money of a payment that `prepareAuthorization` has marked. The key is the id of the payment, so that a
 * repeat has no second effect. Answers `UNKNOWN` when no answer came in time; never throws.
 */
export async function authorize(
  ctx: Context,
  session: PaymentSession,
  { email }: { readonly email: string | null },
): Promise<Answer> {
  const provider = findProvider(ctx, session.provider)
  if (provider === undefined) return UNKNOWN
  const { id, amount, currency, captureMode, data, returnUrl } = session
  const input = { key: id, amount, currency, captureMode, data: data ?? {}, email, returnUrl }
  return callProvider(ctx, provider, (call) => provider.authorize(input, call))
}

/** True when the provider decides inside this process: then the answer may be settled by the same command that places the order. */
export function isLocalPayment(ctx: Pick<Context, 'extensions'>, { provider }: PaymentSession): boolean {
  return findProvider(ctx, provider)?.isLocal === true
}

/**
 * Reads the intent back. One that never reached the provider is withdrawn there, so that it can't come late, and counts as declined.
 */
export async function readBack(ctx: Context, provider: PaymentProvider, session: PaymentSession): Promise<Answer> {
  const intent = { key: session.id, ref: session.providerRef }
  const found = await callProvider(ctx, provider, (call) => provider.read(intent, call))
  if (found !== null) return found
  return withdraw(ctx, provider, session, 'not received').then((answer) =>
    answer === UNKNOWN || answer.status !== 'cancelled' ? answer : lost(session),
  )
}

function lost({ id }: PaymentSession): Intent {
  return {
    ref: id,
    status: 'declined',
    error: { code: 'not_received', message: 'The provider never received the payment.' },
  }
}

/** Gives an undecided intent up at the provider; when it is too late for that, answers what it has become. */
export async function withdraw(
  ctx: Context,
  provider: PaymentProvider,
  session: PaymentSession,
  reason: string,
): Promise<Answer> {
  const { id: key, providerRef: ref, amount, currency } = session
  const input = { key: `${key}/withdraw`, intent: { key, ref }, amount, currency, reason }
  const outcome = await callProvider(ctx, provider, (call) => provider.cancel(input, call))
  if (outcome === UNKNOWN || outcome.status === 'pending') return UNKNOWN
  if (outcome.status === 'succeeded') return { ref: ref ?? key, status: 'cancelled' }
  const found = await callProvider(ctx, provider, (call) => provider.read({ key, ref }, call))
  return found ?? UNKNOWN
}
