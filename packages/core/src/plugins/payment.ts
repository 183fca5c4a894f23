import { type Context, type Contribution, contribute } from '../kernel/index.ts'
import { type PaymentProvider, type ProviderCall, paymentProvider } from '../payments/index.ts'

type Calls = 'authorize' | 'read' | 'capture' | 'cancel' | 'refund'

type Scoped<Key extends Calls, S> = (
  input: Parameters<PaymentProvider[Key]>[0],
  call: ProviderCall,
  scope: S,
) => ReturnType<PaymentProvider[Key]>

/** A payment provider as a plugin writes it: each of its functions gets the scope of the call. Declare the hosts that it calls. */
export interface PluginPayment<S> extends Omit<PaymentProvider, Calls | 'webhook'> {
  readonly authorize: Scoped<'authorize', S>
  readonly read: Scoped<'read', S>
  readonly capture: Scoped<'capture', S>
  readonly cancel: Scoped<'cancel', S>
  readonly refund: Scoped<'refund', S>
  readonly webhook?: {
    /** The message, or null when its signature is not valid. */
    readonly verify: (
      message: Parameters<NonNullable<PaymentProvider['webhook']>['verify']>[0],
      scope: S,
    ) => ReturnType<NonNullable<PaymentProvider['webhook']>['verify']>
  }
}

/** The provider as payments know it: its context becomes the scope of the plugin. */
export function paymentOf<S extends { readonly ctx: Context }>(
  payment: PluginPayment<S>,
  scoped: (ctx: Context) => S,
): Contribution {
  const { authorize, read, capture, cancel, refund, webhook, ...words } = payment
  const within = (call: ProviderCall): [ProviderCall, S] => {
    const scope = scoped(call.ctx)
    return [{ ...call, ctx: scope.ctx }, scope]
  }
  const provider: PaymentProvider = {
    ...words,
    authorize: (input, call) => authorize(input, ...within(call)),
    read: (intent, call) => read(intent, ...within(call)),
    capture: (input, call) => capture(input, ...within(call)),
    cancel: (input, call) => cancel(input, ...within(call)),
    refund: (input, call) => refund(input, ...within(call)),
    ...(webhook === undefined ? {} : { webhook: { verify: (message, ctx) => webhook.verify(message, scoped(ctx)) } }),
  }
  return contribute(paymentProvider, provider)
}
