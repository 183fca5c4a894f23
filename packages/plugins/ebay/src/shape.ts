import * as v from 'valibot'

const Aspects = v.record(v.string(), v.array(v.string()))
const Pictures = v.pipe(v.array(v.string()), v.maxLength(24))

/** What the variants of a product share when they are one listing with a choice (InventoryItemGroup). */
const Group = v.object({
  key: v.pipe(v.string(), v.maxLength(50)),
  title: v.pipe(v.string(), v.maxLength(80)),
  /** HTML. */
  description: v.string(),
  imageUrls: Pictures,
  aspects: Aspects,
  /** Item specifics that buyers choose by, in order. */
  variesBy: v.pipe(v.array(v.string()), v.minLength(1)),
})

/** One SKU at eBay: its inventory item and its offer, without stock and price. */
export const Shape = v.object({
  title: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
  /** HTML; for a listing of one SKU. */
  description: v.string(),
  categoryId: v.pipe(v.string(), v.regex(/^\d+$/)),
  condition: v.string(),
  imageUrls: v.pipe(Pictures, v.minLength(1)),
  aspects: Aspects,
  brand: v.nullable(v.string()),
  mpn: v.nullable(v.string()),
  gtin: v.nullable(v.string()),
  /** Grams. */
  weight: v.nullable(v.number()),
  fulfillmentPolicyId: v.string(),
  paymentPolicyId: v.string(),
  returnPolicyId: v.string(),
  merchantLocationKey: v.string(),
  vatPercentage: v.nullable(v.number()),
  catalogDetails: v.boolean(),
  group: v.nullable(Group),
})
export type Shape = v.InferOutput<typeof Shape>
export type Group = v.InferOutput<typeof Group>
