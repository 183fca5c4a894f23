import type { Issue, Item, Unmappable } from '@vitrine/core'
import { type Marketplace, marketplaceOf } from '../marketplaces.ts'
import { faultsOf } from '../product-types/check.ts'
import { type ProductType, type RequirementSet, requirementsKey } from '../product-types/definition.ts'
import type { Settings } from '../settings.ts'
import { attributesOf, knownAttributes } from './attributes.ts'
import { familyOf, type Kin } from './family.ts'
import { availability, purchasableOffer } from './offer.ts'
import type { AttributeValues, Shape } from './shape.ts'

/** Goods that Amazon sells already are offered under their ASIN, which the product or variant has as an attribute. */
const asinOf = ({ attributes, product }: Item) => {
  const asin = attributes.merchant_suggested_asin ?? product.attributes.merchant_suggested_asin
  return typeof asin === 'string' && asin !== '' ? asin : undefined
}

const setOf = (item: Item): RequirementSet => (asinOf(item) === undefined ? 'LISTING' : 'LISTING_OFFER_ONLY')

/** Amazon's product type for offers on goods that it knows. */
const ANY_PRODUCT = 'PRODUCT'

const productTypeOf = (item: Item, settings: Settings) =>
  item.product.category ?? settings.productType ?? (asinOf(item) === undefined ? undefined : ANY_PRODUCT)

export function requirementsOf(item: Item, { settings }: { readonly settings: Settings }): string | undefined {
  const productType = productTypeOf(item, settings)
  return productType === undefined ? undefined : requirementsKey(productType, setOf(item))
}

interface MapAt {
  readonly settings: Settings
  readonly requirements: ProductType | undefined
}

/** What Amazon is told of an item, or what its product type misses in it. */
export function toShape(item: Item, { settings, requirements }: MapAt): Shape | Unmappable {
  if (requirements === undefined) return { issues: [NO_TYPE] }
  const marketplace = marketplaceOf(settings.marketplace)
  const ground = { settings, marketplace, requirements }
  const alone = shapeOf(item, ground)
  const kin =
    alone.requirements === 'LISTING' ? familyOf(item, { ...ground, shared: sharedOf(item, ground) }) : undefined
  const shape = kin === undefined || 'severity' in kin ? alone : childOf(alone, kin)
  const issues = [
    ...missing(shape, { item, ...ground }),
    ...priceIssues(item, marketplace),
    ...(kin !== undefined && 'severity' in kin ? [kin] : []),
  ]
  return issues.length === 0 ? shape : { issues }
}

const childOf = (shape: Shape, { family, child }: Kin): Shape => ({
  ...shape,
  attributes: { ...shape.attributes, ...child },
  family,
})

/** What is true of all variants of a product, for the parent of its family. */
function sharedOf(item: Item, { marketplace, requirements }: Ground): Record<string, AttributeValues> {
  const { title, pictures: shown } = item.product
  const whole = { ...item, title, pictures: shown, options: [], attributes: {} }
  const told = {
    ...pictures(whole, { marketplace_id: marketplace.id }),
    ...knownAttributes(whole, requirements.schema, marketplace),
  }
  return attributesOf({ ...texts(whole), attributes: told }, marketplace)
}

const NO_TYPE: Issue = {
  severity: 'error',
  code: 'product-type',
  message: 'No product type: choose one as the category on this connection, or a usual one in its settings.',
  field: 'product_type',
}

interface Ground {
  readonly settings: Settings
  readonly marketplace: Marketplace
  readonly requirements: ProductType
}

function shapeOf(item: Item, { settings, marketplace, requirements }: Ground): Shape {
  const here = { marketplace_id: marketplace.id }
  const condition = { condition_type: [{ value: settings.condition, ...here }] }
  const asin = asinOf(item)
  const common = { productType: requirements.name, title: null, brand: null, description: null, bulletPoints: [] }
  if (asin !== undefined)
    return {
      ...common,
      requirements: 'LISTING_OFFER_ONLY',
      attributes: { ...condition, merchant_suggested_asin: [{ value: asin, ...here }] },
    }
  return {
    ...common,
    requirements: 'LISTING',
    ...texts(item),
    attributes: {
      ...weight(item, requirements, here),
      ...pictures(item, here),
      ...identifier(item, here),
      ...condition,
      ...knownAttributes(item, requirements.schema, marketplace),
    },
  }
}

type Here = { readonly marketplace_id: string }

function texts({ title, product, attributes }: Item) {
  const bullets = attributes.bullet_point ?? product.attributes.bullet_point ?? []
  return {
    title: title.trim() || null,
    brand: product.brand?.trim() || null,
    description: product.description.trim() || null,
    bulletPoints: [bullets].flat().map((one) => String(one).trim()),
  }
}

/** GTINs by their length (GS1 General Specifications, 1.4). */
const IDENTIFIERS: Readonly<Record<number, string>> = { 8: 'ean', 12: 'upc', 13: 'ean', 14: 'gtin' }

function identifier({ barcode }: Item, here: Here): Record<string, AttributeValues> {
  const type = barcode === null ? undefined : IDENTIFIERS[barcode.length]
  return type === undefined ? {} : { externally_assigned_product_identifier: [{ type, value: barcode, ...here }] }
}

const MOST_PICTURES = 9

function pictures({ pictures: own, product }: Item, here: Here): Record<string, AttributeValues> {
  const urls = [...new Set([...own, ...product.pictures].map(({ url }) => url))].slice(0, MOST_PICTURES)
  const named = urls.map((url, at) => {
    const name = at === 0 ? 'main_product_image_locator' : `other_product_image_locator_${at}`
    return [name, [{ media_location: url, ...here }]]
  })
  return Object.fromEntries(named)
}

function weight({ weight: grams }: Item, { schema }: ProductType, here: Here): Record<string, AttributeValues> {
  if (grams === null || schema.properties?.item_weight === undefined) return {}
  return { item_weight: [{ value: grams, unit: 'grams', ...here }] }
}

/** Price and quantity go by themselves, but the product type may ask for them, so they are there for the check. */
function missing(
  shape: Shape,
  { item, settings, marketplace, requirements }: Ground & { readonly item: Item },
): Issue[] {
  const { price, quantity, stock } = item
  const value = {
    ...attributesOf(shape, marketplace),
    ...(price === null ? {} : { purchasable_offer: purchasableOffer(price, marketplace) }),
    fulfillment_availability: availability({ quantity, locations: stock }, settings),
  }
  const { schema } = requirements
  return faultsOf(schema, value, { root: schema, path: [] }).map(
    ({ path: [attribute = ''], keyword, message, title }) => ({
      severity: 'error',
      code: keyword,
      message: `${title ?? attribute} ${message}`,
      field: attribute,
    }),
  )
}

function priceIssues({ price }: Item, { currency }: Marketplace): Issue[] {
  if (price?.currency === currency) return []
  const message =
    price === null ? `There is no price in ${currency}.` : `The price is in ${price.currency}, not in ${currency}.`
  return [{ severity: 'error', code: 'price', message, field: 'purchasable_offer' }]
}
