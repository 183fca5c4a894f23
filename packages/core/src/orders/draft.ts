import * as v from 'valibot'
import {
  AddressInput,
  AddressSchema,
  AmountInput,
  CustomerId,
  EmailInput,
  LanguageSchema,
  MoneySchema,
  optionalText,
  QuantityInput,
  shortText,
  VariantId,
} from './model.ts'

/** A variant at its price or at another one, or something that is not in the catalogue (title and unit amount). */
export const DraftLineInput = v.pipe(
  v.strictObject({
    variantId: v.optional(VariantId),
    sku: v.optional(shortText(100)),
    title: v.optional(shortText(200)),
    quantity: QuantityInput,
    unitAmount: v.optional(AmountInput),
    taxClass: v.optional(shortText(100)),
  }),
  v.check(
    (line) =>
      line.variantId !== undefined ||
      line.sku !== undefined ||
      (line.title !== undefined && line.unitAmount !== undefined),
    'must name a variant (variantId or sku), or a title with a unit amount',
  ),
)
export type DraftLineInput = v.InferOutput<typeof DraftLineInput>

/** Delivery as staff agree it on the phone: a method of the market by its code, or a name and an amount of their own. */
export const DraftDeliveryInput = v.strictObject({
  code: shortText(100),
  name: v.optional(shortText(200)),
  amount: v.optional(AmountInput),
  locationId: v.optional(shortText(60)),
})
export type DraftDeliveryInput = v.InferOutput<typeof DraftDeliveryInput>

const fields = {
  customerId: v.nullable(CustomerId),
  email: v.nullable(EmailInput),
  phone: v.nullable(optionalText(40)),
  shippingAddress: v.nullable(AddressInput),
  billingAddress: v.nullable(AddressInput),
  delivery: v.nullable(DraftDeliveryInput),
  note: v.nullable(optionalText(2_000)),
}
const lines = v.pipe(v.array(DraftLineInput), v.maxLength(200))

export const DraftInput = v.strictObject({
  /** Code of the market; the default one when left out. */
  market: v.optional(shortText(100)),
  /** Code of the sales channel; the default one when left out. */
  channel: v.optional(shortText(100)),
  currency: v.optional(shortText(3)),
  language: v.optional(LanguageSchema),
  lines: v.optional(lines, []),
  ...v.partial(v.strictObject(fields)).entries,
})
export type DraftInput = v.InferOutput<typeof DraftInput>

export const DraftPatch = v.partial(v.strictObject({ ...fields, lines }))
export type DraftPatch = v.InferOutput<typeof DraftPatch>

/** A line of a draft as it is kept; what is null follows the catalogue. */
export interface DraftLine {
  readonly key: string
  readonly variantId: string | null
  readonly title: string | null
  readonly quantity: number
  readonly unitAmount: number | null
  readonly taxClass: string | null
}

/** The delivery of a draft as it is kept; what is null follows the method. */
export interface DraftDelivery {
  readonly code: string
  readonly name: string | null
  readonly amount: number | null
  readonly locationId: string | null
}

export const DraftSchema = v.object({
  id: v.string(),
  number: v.string(),
  status: v.picklist(['open', 'completed', 'discarded']),
  marketId: v.string(),
  channelId: v.string(),
  currency: v.string(),
  language: v.string(),
  customerId: v.nullable(v.string()),
  email: v.nullable(v.string()),
  phone: v.nullable(v.string()),
  shippingAddress: v.nullable(AddressSchema),
  billingAddress: v.nullable(AddressSchema),
  delivery: v.nullable(
    v.object({
      code: v.string(),
      name: v.nullable(v.string()),
      amount: v.nullable(MoneySchema),
      locationId: v.nullable(v.string()),
    }),
  ),
  note: v.nullable(v.string()),
  lines: v.array(
    v.object({
      key: v.string(),
      variantId: v.nullable(v.string()),
      title: v.nullable(v.string()),
      quantity: v.number(),
      unitAmount: v.nullable(MoneySchema),
      taxClass: v.nullable(v.string()),
    }),
  ),
  orderId: v.nullable(v.string()),
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type Draft = v.InferOutput<typeof DraftSchema>
