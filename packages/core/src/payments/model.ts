import * as v from 'valibot'
import { MoneySchema, pageOf } from '../kernel/shared.ts'
import { optionalText } from '../markets/model.ts'

/** `requires_action`: the buyer has something to do first, see `nextAction`. `processing`: asked, not answered yet. */
export const SessionStatus = v.picklist([
  'open',
  'processing',
  'requires_action',
  'authorized',
  'declined',
  'cancelled',
])
export type SessionStatus = v.InferOutput<typeof SessionStatus>

/** `automatic` takes the money as soon as it is promised, `manual` waits for the staff or the parcel. */
export const CaptureMode = v.picklist(['automatic', 'manual'])
export type CaptureMode = v.InferOutput<typeof CaptureMode>

export const TransactionKind = v.picklist(['authorize', 'capture', 'cancel', 'refund'])
export type TransactionKind = v.InferOutput<typeof TransactionKind>

const TransactionStatus = v.picklist(['pending', 'succeeded', 'failed'])

/** What the buyer has to do: go somewhere, run the provider's own script with `data`, or read `text` (bank details). */
export const NextAction = v.object({
  type: v.picklist(['redirect', 'sdk', 'display']),
  url: v.optional(v.string()),
  text: v.optional(v.string()),
  data: v.optional(v.record(v.string(), v.unknown())),
})
export type NextAction = v.InferOutput<typeof NextAction>

/** Why a provider said no: a stable word, and its own words for the log and the staff. */
export const PaymentError = v.object({ code: v.string(), message: v.string() })
export type PaymentError = v.InferOutput<typeof PaymentError>

/** What a storefront hands to the provider: a token of its script, never a card number. */
const ProviderData = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^[a-zA-Z][\w.-]{0,63}$/, 'must be a short name')), optionalText(2_000)),
  v.check((data) => Object.keys(data).length <= 20, 'must hold at most 20 values'),
)

const ProviderId = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_-]{0,63}$/, 'must be the id of a payment provider'))

export const SessionInput = v.strictObject({
  provider: ProviderId,
  data: v.optional(ProviderData),
  /** Where the provider sends the buyer back to. */
  returnUrl: v.optional(
    v.pipe(v.string(), v.maxLength(2_000), v.regex(/^https?:\/\/[^\s]+$/, 'must be a web address')),
  ),
})
export type SessionInput = v.InferOutput<typeof SessionInput>

/** A payment as its buyer sees it. */
export const StoreSessionSchema = v.object({
  id: v.string(),
  provider: v.string(),
  status: SessionStatus,
  amount: MoneySchema,
  nextAction: v.nullable(NextAction),
  error: v.nullable(PaymentError),
})
export type StoreSession = v.InferOutput<typeof StoreSessionSchema>

const ProviderSchema = v.object({
  id: v.string(),
  name: v.string(),
  description: v.nullable(v.string()),
  isTest: v.boolean(),
})
export const ProvidersSchema = v.object({ items: v.array(ProviderSchema) })

const TransactionSchema = v.object({
  id: v.string(),
  sessionId: v.string(),
  kind: TransactionKind,
  status: TransactionStatus,
  amount: MoneySchema,
  ref: v.nullable(v.string()),
  reason: v.nullable(v.string()),
  error: v.nullable(PaymentError),
  actor: v.object({ kind: v.string(), id: v.nullable(v.string()) }),
  createdAt: v.string(),
  updatedAt: v.string(),
})

const SessionSchema = v.object({
  id: v.string(),
  cartId: v.nullable(v.string()),
  orderId: v.nullable(v.string()),
  provider: v.string(),
  providerRef: v.nullable(v.string()),
  status: SessionStatus,
  captureMode: CaptureMode,
  amount: MoneySchema,
  authorized: MoneySchema,
  captured: MoneySchema,
  voided: MoneySchema,
  refunded: MoneySchema,
  /** Asked for and not answered yet: captures, voids and refunds. */
  pending: MoneySchema,
  error: v.nullable(PaymentError),
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type SessionView = v.InferOutput<typeof SessionSchema>

export const SessionDetailSchema = v.object({ ...SessionSchema.entries, transactions: v.array(TransactionSchema) })
export const SessionPage = pageOf(SessionSchema)
export const SessionList = v.object({ items: v.array(SessionDetailSchema) })

const Amount = v.pipe(v.number(), v.safeInteger('must be whole minor units'), v.minValue(1, 'must be at least 1'))

/** Minor units of the session's currency; everything that is left when not given. */
export const CaptureInput = v.strictObject({ amount: v.optional(Amount) })
export const CancelInput = v.strictObject({ reason: v.optional(optionalText(500)) })
export const RefundInput = v.strictObject({ amount: v.optional(Amount), reason: v.optional(optionalText(500)) })

const MethodSchema = v.object({ provider: v.string(), captureMode: CaptureMode })
export const MethodsSchema = v.object({ items: v.array(MethodSchema) })
/** In the order in which buyers see them; an empty list goes back to the standard offer. */
export const MethodsInput = v.strictObject({
  items: v.pipe(
    v.array(v.strictObject({ provider: ProviderId, captureMode: v.optional(CaptureMode, 'automatic') })),
    v.maxLength(50),
  ),
})
export type MethodsInput = v.InferOutput<typeof MethodsInput>
