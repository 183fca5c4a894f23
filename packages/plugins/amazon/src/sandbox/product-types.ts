import { countries, marketplaceOf } from '../marketplaces.ts'
import type { SchemaNode } from '../product-types/schema.ts'
import type { ProductTypeRow } from './world.ts'

interface Rules extends SchemaNode {
  readonly title: string
}

const local = ({ title, ...rules }: Rules, most = 1): SchemaNode => ({
  title,
  type: 'array',
  minItems: 1,
  maxUniqueItems: most,
  selectors: ['marketplace_id', 'language_tag'],
  items: {
    type: 'object',
    required: ['value'],
    properties: {
      value: { title, ...rules },
      language_tag: { $ref: '#/$defs/language_tag' },
      marketplace_id: { $ref: '#/$defs/marketplace_id' },
    },
  },
})

const text = (title: string, maxLength: number) => local({ title, type: 'string', minLength: 1, maxLength })
const choice = (title: string, values: readonly string[]) => local({ title, type: 'string', enum: values })
const objects = (title: string): SchemaNode => ({ title, type: 'array', minItems: 1, items: { type: 'object' } })

const COMMON: Readonly<Record<string, SchemaNode>> = {
  item_name: text('Item Name', 200),
  brand: text('Brand Name', 100),
  product_description: text('Product Description', 2000),
  bullet_point: local({ title: 'Bullet Point', type: 'string', minLength: 1, maxLength: 700 }, 10),
  condition_type: choice('Item Condition', [
    'new_new',
    'refurbished_refurbished',
    'used_like_new',
    'used_very_good',
    'used_good',
    'used_acceptable',
  ]),
  country_of_origin: text('Country of Origin', 2),
  color: text('Color', 50),
  size: text('Size', 50),
  material: text('Material', 100),
  externally_assigned_product_identifier: objects('External Product ID'),
  merchant_suggested_asin: text('Merchant Suggested ASIN', 10),
  main_product_image_locator: objects('Main Image'),
  item_weight: objects('Item Weight'),
  purchasable_offer: objects('Purchasable Offer'),
  fulfillment_availability: objects('Fulfillment Availability'),
}

const others = Array.from({ length: 8 }, (_, at) => `other_product_image_locator_${at + 1}`)

const schemaOf = (required: readonly string[], own: Readonly<Record<string, SchemaNode>> = {}): SchemaNode => ({
  $defs: {
    marketplace_id: { type: 'string', enum: countries.map((country) => marketplaceOf(country).id) },
    language_tag: { type: 'string' },
  },
  type: 'object',
  required,
  properties: { ...COMMON, ...Object.fromEntries(others.map((name) => [name, objects('Other Image')])), ...own },
})

/** What is of the offer, and not of the goods. */
const OFFER: readonly string[] = ['condition_type', 'fulfillment_availability', 'purchasable_offer']
/** What offers on goods of the catalogue must say. */
const OFFER_ONLY = ['condition_type', 'merchant_suggested_asin']

const USUAL = ['item_name', 'condition_type', 'fulfillment_availability', 'purchasable_offer']

const relation = (title: string, part: string, values?: readonly string[]): SchemaNode => ({
  title,
  type: 'array',
  minItems: 1,
  maxUniqueItems: 1,
  items: {
    type: 'object',
    required: [part],
    properties: {
      [part]: { type: 'string', ...(values === undefined ? {} : { enum: values }) },
      child_relationship_type: { type: 'string', enum: ['variation'] },
      marketplace_id: { $ref: '#/$defs/marketplace_id' },
    },
  },
})

/** Of product types whose items may be a family. */
const KINSHIP: Readonly<Record<string, SchemaNode>> = {
  variation_theme: relation('Variation Theme', 'name', ['SIZE', 'COLOR', 'SIZE/COLOR']),
  parentage_level: relation('Parentage Level', 'value', ['parent', 'child']),
  child_parent_sku_relationship: relation('Child Parent SKU Relationship', 'parent_sku'),
}

/** Product types that the sandbox knows; some ask for more than a shop usually tells. */
export const PRODUCT_TYPES: readonly ProductTypeRow[] = [
  { name: 'HOME', displayName: 'Home', schema: schemaOf(USUAL) },
  { name: 'OUTDOOR_LIVING', displayName: 'Outdoor living', schema: schemaOf([...USUAL, 'brand']) },
  { name: 'GROCERY', displayName: 'Grocery', schema: schemaOf([...USUAL, 'brand', 'country_of_origin']) },
  { name: 'BOOK', displayName: 'Books', schema: schemaOf([...USUAL, 'externally_assigned_product_identifier']) },
  { name: 'SHIRT', displayName: 'Shirts', schema: schemaOf(USUAL, KINSHIP) },
  { name: 'PRODUCT', displayName: 'Any product', schema: schemaOf(['condition_type']) },
]

/** The schema of a set of requirements. */
export function schemaFor({ schema }: ProductTypeRow, requirements: string): SchemaNode {
  if (requirements === 'LISTING_OFFER_ONLY') return { ...schema, required: OFFER_ONLY }
  if (requirements !== 'LISTING_PRODUCT_ONLY') return schema
  return { ...schema, required: (schema.required ?? []).filter((name) => !OFFER.includes(name)) }
}
