import * as v from 'valibot'
import {
  AddressInput,
  AmountInput,
  EmailInput,
  NextAction,
  OrderLineId,
  optionalText,
  QuantityInput,
  StoreOrderSchema,
  shortText,
  VariantId,
} from './model.ts'

/* What may be asked of an order, as requests carry it. */

/** The lines that differ afterwards: an existing line with its new quantity (0 removes it), or a variant to add. */
export const EditInput = v.strictObject({
  lines: v.pipe(
    v.array(
      v.strictObject({
        lineId: OrderLineId,
        quantity: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000)),
      }),
    ),
    v.maxLength(200),
  ),
  add: v.optional(
    v.pipe(
      v.array(
        v.strictObject({
          variantId: v.optional(VariantId),
          sku: v.optional(shortText(100)),
          quantity: QuantityInput,
          unitAmount: v.optional(AmountInput),
        }),
      ),
      v.maxLength(100),
    ),
    [],
  ),
  reason: v.optional(shortText(500)),
})
export type EditInput = v.InferOutput<typeof EditInput>

/** Without `lines` everything that was not sent. */
export const CancelInput = v.strictObject({
  reason: v.optional(shortText(500)),
  /** What was promised of it is not there: written off (`gone`) or set apart (`damaged`) instead of becoming free. */
  missing: v.optional(v.picklist(['gone', 'damaged'])),
  lines: v.optional(
    v.pipe(v.array(v.strictObject({ lineId: OrderLineId, quantity: QuantityInput })), v.minLength(1), v.maxLength(200)),
  ),
})
export type CancelInput = v.InferOutput<typeof CancelInput>

export const NoteInput = v.strictObject({ text: shortText(5_000) })

export const OrderPatch = v.partial(
  v.strictObject({
    email: EmailInput,
    phone: v.nullable(optionalText(40)),
    shippingAddress: AddressInput,
    billingAddress: AddressInput,
    note: v.nullable(optionalText(2_000)),
  }),
)
export type OrderPatch = v.InferOutput<typeof OrderPatch>

export const ResolutionInput = v.strictObject({ resolution: shortText(2_000) })

/** How completing a cart went. While the payment is not decided: `processing` (ask again) or `requires_action` (the buyer has to act). */
export const CompletionSchema = v.variant('status', [
  v.object({ status: v.literal('placed'), order: StoreOrderSchema }),
  v.object({
    status: v.literal('processing'),
    code: v.literal('payment.processing'),
    /** Seconds. */
    retryAfter: v.number(),
  }),
  v.object({ status: v.literal('requires_action'), nextAction: v.nullable(NextAction) }),
])
export type CompletionView = v.InferOutput<typeof CompletionSchema>
