import * as v from 'valibot'

/**
 * What an item of a retail catalogue says beside price and availability: the attributes that this shop sends, with their limits (schema
 * ItemAttributesRequest; which of them ingestion asks for stands in Pinterest's catalogue guide).
 */
const text = (most: number) =>
  v.pipe(
    v.string(),
    v.minLength(1, 'is missing'),
    v.maxLength(most, ({ input }) => `has ${input.length} characters, and Pinterest takes ${most}`),
  )
const address = (most: number) => v.pipe(text(most), v.regex(/^https?:\/\//, 'must begin with http:// or https://'))
const word = <const Words extends readonly string[]>(words: Words) =>
  v.picklist(words, `must be one of ${words.join(', ')}`)

/** The contract names no limit for these. */
const SHORT = 1_000

export const RetailItem = v.object({
  title: text(500),
  description: text(10_000),
  link: address(511),
  image_link: address(2_000),
  additional_image_link: v.optional(v.pipe(v.array(address(2_000)), v.maxLength(10, 'has more than 10 pictures'))),
  video_link: v.optional(v.pipe(address(2_000), v.regex(/\.(mp4|mov|m4v)$/i, 'must be a .mp4, .mov or .m4v file'))),
  item_group_id: v.optional(text(127)),
  variant_names: v.optional(v.array(text(SHORT))),
  variant_values: v.optional(v.array(text(SHORT))),
  brand: v.optional(text(SHORT)),
  gtin: v.optional(v.pipe(v.string(), v.regex(/^(\d{8}|\d{12,14})$/, 'must have 8, 12, 13 or 14 digits'))),
  mpn: v.optional(text(SHORT)),
  condition: v.optional(word(['new', 'used', 'refurbished'])),
  google_product_category: v.optional(text(SHORT)),
  product_type: v.optional(text(1_000)),
  color: v.optional(text(SHORT)),
  size: v.optional(text(SHORT)),
  size_system: v.optional(word(['US', 'UK', 'EU', 'DE', 'FR', 'JP', 'CN', 'IT', 'BR', 'MEX', 'AU'])),
  size_type: v.optional(word(['regular', 'petite', 'plus', 'big_and_tall', 'maternity'])),
  material: v.optional(text(SHORT)),
  pattern: v.optional(text(SHORT)),
  gender: v.optional(word(['male', 'female', 'unisex'])),
  age_group: v.optional(word(['newborn', 'infant', 'toddler', 'kids', 'adult'])),
  shipping_weight: v.optional(
    v.pipe(v.string(), v.regex(/^\d+(\.\d+)? (g|kg|oz|lb)$/, 'must be a number, a space and a unit')),
  ),
  adult: v.optional(v.boolean('must be true or false')),
  custom_label_0: v.optional(text(511)),
  custom_label_1: v.optional(text(511)),
  custom_label_2: v.optional(text(511)),
  custom_label_3: v.optional(text(511)),
  custom_label_4: v.optional(text(511)),
})
export type RetailItem = v.InferOutput<typeof RetailItem>

/** Attributes that UPDATE does not take (schema CatalogsUpdateRetailItem): an item is written anew when they change. */
export const FIXED: readonly (keyof RetailItem)[] = ['image_link', 'additional_image_link', 'video_link']

/** A name of the item, as Pinterest limits it. */
export const ItemId = text(127)

/** Attributes that a shop tells by attributes of the same name. */
export const TOLD = [
  'mpn',
  'product_type',
  'color',
  'size',
  'size_system',
  'size_type',
  'material',
  'pattern',
  'gender',
  'age_group',
  'video_link',
  'condition',
  'custom_label_0',
  'custom_label_1',
  'custom_label_2',
  'custom_label_3',
  'custom_label_4',
] as const satisfies readonly (keyof RetailItem)[]

/** Our fields by Pinterest's. */
export const FIELDS: Readonly<Record<string, string>> = {
  item_id: 'sku',
  id: 'sku',
  title: 'product.title',
  description: 'product.description',
  link: 'product.url',
  image_link: 'product.pictures',
  additional_image_link: 'product.pictures',
  item_group_id: 'product.handle',
  variant_names: 'options',
  variant_values: 'options',
  brand: 'product.brand',
  gtin: 'barcode',
  google_product_category: 'product.category',
  shipping_weight: 'weight',
  price: 'price',
  sale_price: 'compareAt',
  availability: 'quantity',
  adult: 'attributes.adult',
  ...Object.fromEntries(TOLD.map((name) => [name, `attributes.${name}`])),
}
