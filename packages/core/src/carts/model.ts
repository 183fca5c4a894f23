import * as v from 'valibot'
import { idSchema, MoneySchema, pageOf } from '../kernel/shared.ts'
import {
  AddressInput,
  AddressSchema,
  CurrencySchema,
  LanguageSchema,
  optionalText,
  SlugSchema,
} from '../markets/model.ts'

export type { Address } from '../markets/model.ts'

export const MAX_QUANTITY = 9_999
export const MAX_LINES = 200

const between = `must be a whole number from 1 to ${MAX_QUANTITY}`

export const Quantity = v.pipe(
  v.number(),
  v.integer(between),
  v.minValue(1, between),
  v.maxValue(MAX_QUANTITY, between),
)

/** A variant by one of its two names. */
export const LineInput = v.pipe(
  v.strictObject({
    variantId: v.optional(idSchema('var')),
    sku: v.optional(v.pipe(v.string(), v.minLength(1, 'must not be empty'), v.maxLength(100))),
    quantity: v.optional(Quantity, 1),
  }),
  v.check(
    ({ variantId, sku }) => (variantId === undefined) !== (sku === undefined),
    'must name either variantId or sku',
  ),
)
export type LineInput = v.InferOutput<typeof LineInput>

const EmailSchema = v.pipe(
  v.string(),
  v.maxLength(254, 'must have at most 254 characters'),
  v.email('must be an e-mail address'),
)

const contactFields = {
  email: v.optional(v.nullable(EmailSchema)),
  shippingAddress: v.optional(v.nullable(AddressInput)),
  billingAddress: v.optional(v.nullable(AddressInput)),
  note: v.optional(v.nullable(optionalText(2_000))),
}

export const CartInput = v.strictObject({
  lines: v.optional(v.pipe(v.array(LineInput), v.maxLength(MAX_LINES, `must hold at most ${MAX_LINES} lines`)), []),
  ...contactFields,
})
export type CartInput = v.InferOutput<typeof CartInput>

/** Null removes; what is left out stays. A new market brings its own currency and prices. */
export const CartPatch = v.strictObject({
  ...contactFields,
  market: v.optional(SlugSchema),
  currency: v.optional(CurrencySchema),
  language: v.optional(LanguageSchema),
})
export type CartPatch = v.InferOutput<typeof CartPatch>

const way = {
  methodId: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(60))),
  code: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
  locationId: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(60))),
}
const named = ({ methodId, code }: { methodId?: string | undefined; code?: string | undefined }) =>
  (methodId === undefined) !== (code === undefined)
const NAMED = 'must name either methodId or code'

export const LineId = v.pipe(v.string(), v.minLength(1), v.maxLength(60))

const PartInput = v.pipe(
  v.strictObject({ ...way, lineIds: v.pipe(v.array(LineId), v.minLength(1), v.maxLength(MAX_LINES)) }),
  v.check((input) => named(input), NAMED),
)

/** A delivery option by one of its two names; pick-up names the place. Lines that a part names reach the buyer by that one. */
export const DeliveryInput = v.pipe(
  v.strictObject({ ...way, parts: v.optional(v.pipe(v.array(PartInput), v.maxLength(20))) }),
  v.check((input) => named(input), NAMED),
)
export type DeliveryInput = v.InferOutput<typeof DeliveryInput>

/** The delivery of a cart with its price as it was when it was chosen, or when lines or address last changed. */
export interface ChosenDelivery {
  readonly methodId: string
  readonly code: string
  readonly type: string
  readonly name: string
  /** Minor units of the cart's currency, parts included. */
  readonly amount: number
  readonly taxClass: string | null
  /** Where it is picked up. */
  readonly locationId: string | null
  /** Milliseconds; from when on it waits there, as it was promised. */
  readonly readyAt?: number | null
  /** Lines that reach the buyer otherwise than the rest. */
  readonly parts?: readonly DeliveryPart[]
}

/** Some lines of a cart and how they reach the buyer; `amount` is what this part costs. */
export interface DeliveryPart extends Omit<ChosenDelivery, 'parts'> {
  readonly lineIds: readonly string[]
}

export const CartStatus = v.picklist(['open', 'completing', 'completed'])

const WarningCode = v.picklist(['priceChanged', 'short', 'notForSale', 'holdExpired'])

/** Something that the buyer should see before going on, in words of the cart's language. */
const WarningSchema = v.object({
  code: WarningCode,
  lineId: v.nullable(v.string()),
  message: v.string(),
  /** How many can still be had (`short`). */
  available: v.optional(v.number()),
  /** Unit price that the buyer saw last (`priceChanged`). */
  before: v.optional(MoneySchema),
  /** Unit price at present (`priceChanged`). */
  now: v.optional(MoneySchema),
})
export type WarningView = v.InferOutput<typeof WarningSchema>

const CartLineSchema = v.object({
  id: v.string(),
  variantId: v.string(),
  productId: v.nullable(v.string()),
  handle: v.nullable(v.string()),
  sku: v.nullable(v.string()),
  title: v.string(),
  variantTitle: v.nullable(v.string()),
  options: v.array(v.object({ name: v.string(), value: v.string() })),
  image: v.nullable(v.string()),
  quantity: v.number(),
  unitPrice: v.nullable(MoneySchema),
  compareAt: v.nullable(MoneySchema),
  /** Lowest price of the last 30 days, where one is lowered (directive 98/6/EC, article 6a). */
  lowest30: v.nullable(MoneySchema),
  subtotal: MoneySchema,
  /** Discounts below zero, surcharges above, parts of the order's own included. */
  adjustment: MoneySchema,
  tax: MoneySchema,
  total: MoneySchema,
  isForSale: v.boolean(),
  requiresShipping: v.boolean(),
})

const AdjustmentSchema = v.object({
  code: v.string(),
  label: v.string(),
  amount: MoneySchema,
  lineId: v.nullable(v.string()),
})

const TaxSchema = v.object({ basisPoints: v.number(), net: MoneySchema, tax: MoneySchema })

const TotalsSchema = v.object({
  /** Lines at their unit prices. */
  subtotal: MoneySchema,
  /** All adjustments of lines, order and delivery together. */
  adjustment: MoneySchema,
  delivery: MoneySchema,
  tax: MoneySchema,
  /** What the buyer pays. */
  total: MoneySchema,
  pricesIncludeTax: v.boolean(),
  taxes: v.array(TaxSchema),
})

const wayFields = {
  methodId: v.string(),
  code: v.string(),
  type: v.string(),
  name: v.string(),
  price: MoneySchema,
  locationId: v.nullable(v.string()),
  /** From when on it waits there, as it was promised. */
  readyAt: v.nullable(v.string()),
}

export const CartSchema = v.object({
  id: v.string(),
  /** `completing` while a payment is under way. */
  status: CartStatus,
  market: v.string(),
  channel: v.string(),
  currency: v.string(),
  language: v.string(),
  customerId: v.nullable(v.string()),
  email: v.nullable(v.string()),
  note: v.nullable(v.string()),
  shippingAddress: v.nullable(AddressSchema),
  billingAddress: v.nullable(AddressSchema),
  lines: v.array(CartLineSchema),
  delivery: v.nullable(
    v.object({
      ...wayFields,
      /** Lines that reach the buyer otherwise than the rest; `price` above is for all together. */
      parts: v.array(v.object({ ...wayFields, lineIds: v.array(v.string()) })),
    }),
  ),
  adjustments: v.array(AdjustmentSchema),
  totals: TotalsSchema,
  warnings: v.array(WarningSchema),
  requiresShipping: v.boolean(),
  /** Until when stock is held for this cart. */
  holdExpiresAt: v.nullable(v.string()),
  /** The order that came of it. */
  orderId: v.nullable(v.string()),
  expiresAt: v.string(),
  createdAt: v.string(),
  updatedAt: v.string(),
})
export type CartView = v.InferOutput<typeof CartSchema>

/** The answer to making a cart carries its token, once: send it back as `Vitrine-Cart: <token>` or keep the cookie. */
export const NewCartSchema = v.object({ ...CartSchema.entries, token: v.string() })

const DeliveryOptionSchema = v.object({
  methodId: v.string(),
  code: v.string(),
  type: v.string(),
  name: v.string(),
  description: v.nullable(v.string()),
  price: MoneySchema,
  /** Value of the goods from which it costs nothing. */
  freeFrom: v.nullable(MoneySchema),
  pickupLocationIds: v.array(v.string()),
  /** Each place where they can be fetched: from when on, where somebody can say, and the lines of which it has not enough. */
  places: v.array(
    v.object({ locationId: v.string(), readyAt: v.nullable(v.string()), missingLineIds: v.array(v.string()) }),
  ),
  estimate: v.nullable(v.object({ minDays: v.number(), maxDays: v.number() })),
})

export const DeliveryOptionsSchema = v.object({ items: v.array(DeliveryOptionSchema) })

export const CartSummarySchema = v.object({
  id: v.string(),
  status: CartStatus,
  marketId: v.string(),
  channelId: v.string(),
  customerId: v.nullable(v.string()),
  email: v.nullable(v.string()),
  lineCount: v.number(),
  quantity: v.number(),
  /** Lines at the prices that the buyer saw last. */
  subtotal: MoneySchema,
  holdExpiresAt: v.nullable(v.string()),
  orderId: v.nullable(v.string()),
  createdAt: v.string(),
  updatedAt: v.string(),
})
export const CartPage = pageOf(CartSummarySchema)
