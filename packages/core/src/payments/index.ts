export { authorize, isLocalPayment } from './authorize.ts'
export { UNKNOWN } from './call.ts'
export {
  type PaymentFact,
  paymentAuthorized,
  paymentCancelled,
  paymentCaptured,
  paymentDeclined,
  paymentFailed,
  paymentRefunded,
} from './events.ts'
export { manualProvider } from './manual.ts'
export type { CaptureMode, NextAction, PaymentError, SessionStatus, StoreSession } from './model.ts'
export { capturePayment, leftFor, type Operation, refundPayment, voidPayment } from './operations.ts'
export { type PaymentOutcome, paymentOutcome, resolvePayment, settleAlone } from './outcome.ts'
export { problems as paymentProblems } from './problems.ts'
export {
  type AuthorizeInput,
  type Intent,
  type IntentKey,
  type OperationInput,
  type OperationOutcome,
  type PaymentProvider,
  type ProviderCall,
  type ProviderMessage,
  paymentProvider,
} from './provider.ts'
export {
  lastSessionOfCart,
  type PaymentSession,
  type PaymentTransaction,
  sessionById,
  sessionOfCart,
  sessionsOfOrder,
} from './reads.ts'
export { resolvePayments } from './resolve.ts'
export {
  confirmSandboxPayment,
  type SandboxOptions,
  type SandboxToken,
  sandboxMessage,
  sandboxProvider,
} from './sandbox/index.ts'
export { choosePayment, type NewSession, newSession } from './sessions.ts'
export {
  type Answer,
  isDecided,
  prepareAuthorization,
  requireAmount,
  type Settling,
  settlePayment,
} from './settle.ts'
export { type SignedMessage, signMessage, verifySigned } from './standard-webhooks.ts'
