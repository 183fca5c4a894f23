import { type Context, extensionPoint } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import type { CaptureMode, NextAction, PaymentError } from './model.ts'

/** What every call to a provider gets. */
export interface ProviderCall {
  readonly ctx: Context
  /** Aborts at the deadline; what then happened is unknown until the intent is read back. */
  readonly signal: AbortSignal
}

export interface IntentKey {
  /** Our id of the payment, the idempotency key of its authorisation. */
  readonly key: string
  /** The provider's id, once it told it. */
  readonly ref: string | null
}

export interface AuthorizeInput {
  readonly key: string
  /** Minor units. */
  readonly amount: number
  readonly currency: string
  readonly captureMode: CaptureMode
  /** What the storefront handed over: tokens of the provider's own script. */
  readonly data: Readonly<Record<string, unknown>>
  readonly email: string | null
  readonly returnUrl: string | null
}

/** A capture, void or refund. `key` is its idempotency key: a repeat has no second effect and answers the same. */
export interface OperationInput {
  readonly key: string
  readonly intent: IntentKey
  readonly amount: number
  readonly currency: string
  readonly reason: string | null
}

/** The state of an intent as the provider reports it, in the words of payment intents. */
export interface Intent {
  readonly ref: string
  /** `cancelled` also for an intent that expired before anybody confirmed it. */
  readonly status: 'requires_action' | 'processing' | 'authorized' | 'captured' | 'declined' | 'cancelled'
  readonly nextAction?: NextAction
  readonly error?: PaymentError
}

/** `pending` is asked again later with the same key. */
export type OperationOutcome =
  | { readonly status: 'succeeded'; readonly ref: string }
  | { readonly status: 'pending' }
  | { readonly status: 'failed'; readonly error: PaymentError }

/** A verified message of a provider: which one it is, and which intent it is about. What it says is read back, never believed. */
export interface ProviderMessage {
  readonly id: string
  /** Our key of the intent; null when the message is about nothing of ours. */
  readonly key: string | null
}

/**
 * A payment provider, modelled on payment intents. Calls throw only when the outcome is not known (network, time-out, 5xx);
 * a refusal is an answer. Every call may be repeated with the same key.
 */
export interface PaymentProvider {
  readonly id: string
  /** For buyers, by language; `en` is the fallback. */
  readonly names: Readonly<Record<string, string>>
  readonly descriptions?: Readonly<Record<string, string>>
  /** Moves no real money: offered by itself in development only. */
  readonly isTest?: boolean
  /** Decides at once inside this process and can't time out, so that its authorisation may join the command that places the order. */
  readonly isLocal?: boolean
  /** Milliseconds after which an answer counts as unknown. Default 10 000. */
  readonly timeout?: number
  /** How it captures, when the market does not say. */
  readonly captureMode: CaptureMode
  /** Several partial captures of one intent; without it the rest of the promise lapses at the first. */
  readonly multiCapture: boolean
  /** Whether it takes this amount of this market's currency; always, when left out. */
  readonly accepts?: (store: StoreContext, amount: number) => boolean
  authorize(input: AuthorizeInput, call: ProviderCall): Promise<Intent>
  /** The intent under our key; null when the provider never received it. */
  read(intent: IntentKey, call: ProviderCall): Promise<Intent | null>
  capture(input: OperationInput, call: ProviderCall): Promise<OperationOutcome>
  /** Gives the promise back. For a key that it never saw it must make sure that a late authorisation under it is refused. */
  cancel(input: OperationInput, call: ProviderCall): Promise<OperationOutcome>
  refund(input: OperationInput, call: ProviderCall): Promise<OperationOutcome>
  readonly webhook?: {
    /** The message, or null when its signature is not valid. */
    verify(message: { readonly body: string; readonly headers: Headers }, ctx: Context): ProviderMessage | null
  }
}

export const paymentProvider = extensionPoint<PaymentProvider>('payment.provider')

export function allProviders(ctx: Pick<Context, 'extensions'>): readonly PaymentProvider[] {
  return ctx.extensions.of(paymentProvider)
}

export function findProvider(ctx: Pick<Context, 'extensions'>, id: string): PaymentProvider | undefined {
  return allProviders(ctx).find((provider) => provider.id === id)
}
