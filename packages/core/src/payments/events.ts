import { defineEvent } from '../events/index.ts'

export interface PaymentFact {
  readonly sessionId: string
  readonly cartId: string | null
  readonly orderId: string | null
  readonly provider: string
  /** Minor units that moved with this event. */
  readonly amount: number
  readonly currency: string
}

/** The provider promises the money. */
export const paymentAuthorized = defineEvent<PaymentFact>('payment.authorized')
/** Money was taken. */
export const paymentCaptured = defineEvent<PaymentFact>('payment.captured')
/** The provider said no; `code` is its stable word. */
export const paymentDeclined = defineEvent<PaymentFact & { readonly code: string }>('payment.declined')
/** A promise was given back, whole or in part. */
export const paymentCancelled = defineEvent<PaymentFact>('payment.cancelled')
/** Money went back to the buyer. */
export const paymentRefunded = defineEvent<PaymentFact & { readonly reason: string | null }>('payment.refunded')
/** A capture, void or refund that was asked for did not happen. */
export const paymentFailed = defineEvent<PaymentFact & { readonly kind: string; readonly code: string }>(
  'payment.failed',
)

/** A provider sent word about a payment; what it said is read back before anything follows from it. */
export const paymentReported = defineEvent<{ readonly sessionId: string; readonly messageId: string }>(
  'payment.reported',
)
