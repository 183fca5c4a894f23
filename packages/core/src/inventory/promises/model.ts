import * as v from 'valibot'
import { CountrySchema, optionalText, shortText } from '../../markets/model.ts'
import { ReasonSchema } from '../model.ts'

/** `none`, `few` (a page may show how many), `in_stock`; `backorder` can be ordered and comes later; `always` is not counted. */
const BandSchema = v.picklist(['none', 'few', 'in_stock', 'backorder', 'always'])
export type Band = v.InferOutput<typeof BandSchema>

/** Up to so many are `few`. */
export const FEW = 5

const nullableText = v.nullable(v.string())

const shippingFields = {
  band: BandSchema,
  /** How many are left, when they are few. */
  left: v.nullable(v.number()),
  /** Days until a parcel leaves; null when nobody can say. */
  handlingDays: v.nullable(v.number()),
  /** When more is expected, for what is not there. */
  expectedAt: nullableText,
}

const placeFields = {
  locationId: v.string(),
  name: v.string(),
  city: nullableText,
  note: nullableText,
  band: BandSchema,
  left: v.nullable(v.number()),
  /** Hours until it can be fetched. */
  readyInHours: v.nullable(v.number()),
  expectedAt: nullableText,
}

/** What a product page may say: bands, not counts. */
export const StorePromiseSchema = v.object({
  variantId: v.string(),
  shipping: v.object(shippingFields),
  pickup: v.array(v.object(placeFields)),
})
export type StorePromise = v.InferOutput<typeof StorePromiseSchema>

/** What staff see: the same with counts and reasons. */
export const AdminPromiseSchema = v.object({
  variantId: v.string(),
  shipping: v.object({ ...shippingFields, available: v.number() }),
  pickup: v.array(v.object({ ...placeFields, available: v.number() })),
  reasons: v.array(ReasonSchema),
  incoming: v.array(v.object({ locationId: v.string(), quantity: v.number(), expectedAt: nullableText })),
})
export type VariantPromise = v.InferOutput<typeof AdminPromiseSchema>

export const destinationQuery = {
  /** Where it should go. */
  country: v.optional(CountrySchema),
  postalCode: v.optional(optionalText(20)),
}

/** Most variants of one question. */
const MOST = 100
export const variantsQuery = v.pipe(v.array(shortText(100)), v.minLength(1), v.maxLength(MOST))
