import type { Context } from '../kernel/index.ts'
import { CALL_TIMEOUT } from './pace.ts'
import type { PaymentProvider, ProviderCall } from './provider.ts'

/** The answer did not come, or was none. What the provider did is not known. */
export const UNKNOWN = Symbol('unknown')

const NEVER = new AbortController().signal

/** Calls a provider with a deadline of its own. Answers `UNKNOWN` when it throws or is late; never throws for a provider outside. */
export async function callProvider<T>(
  ctx: Context,
  provider: PaymentProvider,
  ask: (call: ProviderCall) => Promise<T>,
): Promise<T | typeof UNKNOWN> {
  if (provider.isLocal === true) return ask({ ctx, signal: NEVER })
  const timeout = provider.timeout ?? CALL_TIMEOUT
  const deadline = AbortSignal.timeout(timeout)
  const late = new Promise<typeof UNKNOWN>((resolve) =>
    deadline.addEventListener('abort', () => resolve(UNKNOWN), { once: true }),
  )
  try {
    return await Promise.race([ask({ ctx, signal: deadline }), late])
  } catch (error) {
    ctx.log.warn({ provider: provider.id, err: error, requestId: ctx.request.id }, 'payment provider did not answer')
    return UNKNOWN
  }
}
