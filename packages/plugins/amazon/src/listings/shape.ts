import * as v from 'valibot'

/** Values of an attribute: one object for each language, marketplace or piece. */
export const AttributeValues = v.array(v.record(v.string(), v.unknown()))
export type AttributeValues = v.InferOutput<typeof AttributeValues>

/** The parent of variants: an item of its own that is never for sale. */
const Family = v.object({ sku: v.string(), attributes: v.record(v.string(), AttributeValues) })
export type Family = v.InferOutput<typeof Family>

/**
 * What Amazon is told of an item. Texts stand apart from the other attributes, because Amazon gives them back as they were sent, so that an
 * edit in Seller Central can be seen. Price and quantity go by themselves.
 */
export const Shape = v.object({
  productType: v.string(),
  /** Goods with all their facts, or an offer on goods that are in Amazon's catalogue. */
  requirements: v.picklist(['LISTING', 'LISTING_OFFER_ONLY']),
  title: v.nullable(v.string()),
  brand: v.nullable(v.string()),
  description: v.nullable(v.string()),
  bulletPoints: v.array(v.string()),
  attributes: v.record(v.string(), AttributeValues),
  /** Whose child it is; the same in all variants of a product. */
  family: v.optional(Family),
})
export type Shape = v.InferOutput<typeof Shape>

/** Our names for Amazon's attributes, for the words that a merchant reads. */
export const fields = {
  product_type: 'product.category',
  productType: 'product.category',
  title: 'product.title',
  description: 'product.description',
  bulletPoints: 'attributes.bullet_point',
  item_name: 'product.title',
  brand: 'product.brand',
  product_description: 'product.description',
  bullet_point: 'attributes.bullet_point',
  externally_assigned_product_identifier: 'variant.barcode',
  main_product_image_locator: 'product.pictures',
  other_product_image_locator_1: 'product.pictures',
  purchasable_offer: 'variant.price',
  fulfillment_availability: 'variant.stock',
  condition_type: 'connection.condition',
  item_weight: 'variant.weight',
  variation_theme: 'variant.options',
  parentage_level: 'variant.options',
  child_parent_sku_relationship: 'variant.options',
  color: 'variant.options',
  size: 'variant.options',
  merchant_suggested_asin: 'attributes.merchant_suggested_asin',
  country_of_origin: 'attributes.country_of_origin',
  item_type_keyword: 'attributes.item_type_keyword',
  supplier_declared_dg_hz_regulation: 'attributes.supplier_declared_dg_hz_regulation',
} as const
