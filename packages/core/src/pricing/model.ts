import * as v from 'valibot'
import { AmountSchema, InstantSchema } from '../catalog/model.ts'
import { CurrencySchema, SlugSchema, shortText } from '../markets/model.ts'

const priority = v.pipe(v.number(), v.integer(), v.minValue(-1_000), v.maxValue(1_000))
const instant = v.nullable(InstantSchema)

export const PriceListKind = v.picklist(['regular', 'sale'])
export type PriceListKind = v.InferOutput<typeof PriceListKind>

export const PriceListInput = v.strictObject({
  code: SlugSchema,
  name: shortText(100),
  /** A `sale` announces a reduction: what a variant costs without it becomes the price to compare with. */
  kind: v.optional(PriceListKind, 'regular'),
  /** Code of the one market where it holds; null holds everywhere. */
  market: v.optional(v.nullable(SlugSchema), null),
  /** Where several lists price a variant, the greatest wins. By itself 0, with a market 10, and 100 more for a sale. */
  priority: v.optional(priority),
  startsAt: v.optional(instant, null),
  endsAt: v.optional(instant, null),
})
export type PriceListInput = v.InferOutput<typeof PriceListInput>

export const PriceListPatch = v.partial(
  v.strictObject({
    name: shortText(100),
    kind: PriceListKind,
    market: v.nullable(SlugSchema),
    priority,
    startsAt: instant,
    endsAt: instant,
    status: v.picklist(['active', 'archived']),
  }),
)
export type PriceListPatch = v.InferOutput<typeof PriceListPatch>

const record = { version: v.number(), createdAt: v.string(), updatedAt: v.string() }

export const PriceListView = v.object({
  id: v.string(),
  code: v.string(),
  name: v.string(),
  kind: PriceListKind,
  market: v.nullable(v.string()),
  priority: v.number(),
  startsAt: v.nullable(v.string()),
  endsAt: v.nullable(v.string()),
  isDefault: v.boolean(),
  status: v.picklist(['active', 'archived']),
  ...record,
})
export type PriceListView = v.InferOutput<typeof PriceListView>

/** One price of a bulk write: the row with this variant, currency, list, quantity and start is changed, else made. */
export const PriceRow = v.strictObject({
  /** Id or SKU. */
  variant: shortText(100),
  /** Id or code of a price list; the default one when left out. */
  list: v.optional(shortText(100)),
  currency: CurrencySchema,
  /** Of one piece, in minor units; gross or net as the market says. */
  amount: AmountSchema,
  compareAt: v.optional(v.nullable(AmountSchema)),
  minQuantity: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000)), 1),
  startsAt: v.optional(instant, null),
  endsAt: v.optional(instant),
})
export type PriceRow = v.InferOutput<typeof PriceRow>

export const PriceView = v.object({
  id: v.string(),
  variantId: v.string(),
  sku: v.string(),
  priceList: v.string(),
  currency: v.string(),
  minQuantity: v.number(),
  amount: v.number(),
  compareAt: v.nullable(v.number()),
  startsAt: v.nullable(v.string()),
  endsAt: v.nullable(v.string()),
  ...record,
})
export type PriceView = v.InferOutput<typeof PriceView>

/** What a variant cost and when, as the history has it. */
export const PricePeriod = v.object({
  priceList: v.string(),
  market: v.nullable(v.string()),
  currency: v.string(),
  amount: v.number(),
  from: v.string(),
  to: v.nullable(v.string()),
})
export type PricePeriod = v.InferOutput<typeof PricePeriod>
