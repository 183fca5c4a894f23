import type { AuthorizeInput, OperationInput, OperationOutcome, PaymentProvider, ProviderCall } from '../provider.ts'
import { behaviourOf } from './behaviours.ts'
import { cancelIntent, findIntent, hasOperation, rememberIntent, rememberOperation, statusOf } from './intents.ts'
import { verifyMessage } from './messages.ts'

export interface SandboxOptions {
  /** Milliseconds that an answer may take. Default 2 000. */
  readonly timeout?: number
}

/**
 * A provider without real money that does what its token says (`sandbox_ok`, `sandbox_decline`, `sandbox_action`, `sandbox_timeout`,
 * `sandbox_late`, …; see behaviours.ts). It keeps its intents in tables of its own, so that they can be read back after a crash.
 */
export function sandboxProvider({ timeout = 2_000 }: SandboxOptions = {}): PaymentProvider {
  return {
    id: 'sandbox',
    names: { en: 'Test card', uk: 'Тестова картка', pl: 'Karta testowa', nl: 'Testkaart', ru: 'Тестовая карта' },
    descriptions: {
      en: 'No real money moves.',
      uk: 'Справжні гроші не переказуються.',
      pl: 'Prawdziwe pieniądze nie są pobierane.',
      nl: 'Er wordt geen echt geld afgeschreven.',
      ru: 'Настоящие деньги не списываются.',
    },
    isTest: true,
    timeout,
    captureMode: 'automatic',
    multiCapture: false,
    authorize,
    read: async ({ key }, { ctx }) => {
      const intent = await findIntent(ctx, key)
      return intent === undefined ? null : statusOf(ctx, intent)
    },
    capture: (input, call) => operate('capture', input, call),
    refund: (input, call) => operate('refund', input, call),
    cancel,
    webhook: { verify: (message, ctx) => verifyMessage(ctx, message) },
  }
}

async function authorize(input: AuthorizeInput, { ctx, signal }: ProviderCall) {
  const { key, amount, currency, captureMode, data, returnUrl } = input
  const token = typeof data.token === 'string' ? data.token : 'sandbox_ok'
  const { answer } = behaviourOf(token)
  if (answer === 'lost') throw new Error('the sandbox could not be reached')
  const fresh = { key, behaviour: token, captureMode, amount, currency, returnUrl }
  await rememberIntent(ctx, { ...fresh, confirmed: null, isCancelled: false, createdAt: ctx.now() })
  if (answer === 'silent') await aborted(signal)
  const intent = await findIntent(ctx, key)
  if (intent === undefined) throw new Error('the sandbox forgot an intent')
  return statusOf(ctx, intent)
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = () => reject(new Error('the sandbox kept silent'))
    if (signal.aborted) fail()
    else signal.addEventListener('abort', fail, { once: true })
  })
}

async function operate(
  kind: 'capture' | 'refund',
  { key, intent, amount }: OperationInput,
  { ctx }: ProviderCall,
): Promise<OperationOutcome> {
  if (await hasOperation(ctx, key)) return { status: 'succeeded', ref: key }
  const found = await findIntent(ctx, intent.key)
  if (found === undefined) return refused('unknown_intent', 'The sandbox does not know this payment.')
  if (behaviourOf(found.behaviour).refuses === kind)
    return refused(`${kind}_refused`, `The sandbox refuses the ${kind}.`)
  await rememberOperation(ctx, { key, intentKey: intent.key, kind, amount, createdAt: ctx.now() })
  return { status: 'succeeded', ref: key }
}

/** Also for a key that never arrived: what is cancelled before it comes is refused when it comes. */
async function cancel(
  { key, intent, amount, currency }: OperationInput,
  { ctx }: ProviderCall,
): Promise<OperationOutcome> {
  const found = await findIntent(ctx, intent.key)
  if (found === undefined) {
    const row = { key: intent.key, behaviour: 'sandbox_lost', captureMode: 'manual', amount, currency } as const
    await rememberIntent(ctx, { ...row, returnUrl: null, confirmed: null, isCancelled: true, createdAt: ctx.now() })
    return { status: 'succeeded', ref: key }
  }
  const { status } = statusOf(ctx, found)
  if (status === 'captured' || status === 'declined') return refused('not_cancellable', `The payment is ${status}.`)
  await cancelIntent(ctx, intent.key)
  return { status: 'succeeded', ref: key }
}

function refused(code: string, message: string): OperationOutcome {
  return { status: 'failed', error: { code, message } }
}
