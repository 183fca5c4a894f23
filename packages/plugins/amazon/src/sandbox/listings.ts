import type { AmazonIssue } from '../listings/answers.ts'
import type { Patch } from '../listings/patches.ts'
import type { AttributeValues } from '../listings/shape.ts'
import { faultsOf } from '../product-types/check.ts'
import { parentIn } from './listing-state.ts'
import { tellOfListing } from './notify.ts'
import { schemaFor } from './product-types.ts'
import { isoAt, type Listing, listingKey, numberOf, type World } from './world.ts'

type Attributes = Readonly<Record<string, AttributeValues>>

interface Submitted {
  readonly marketplaceId: string
  readonly sku: string
  readonly productType: string
  readonly requirements: string
  readonly attributes: Attributes
}

interface Outcome {
  readonly status: 'ACCEPTED' | 'VALID' | 'INVALID'
  readonly issues: readonly AmazonIssue[]
}

/** Takes an item in, or only says whether it would. */
export function submit(world: World, submitted: Submitted, isPreview: boolean): Outcome {
  const issues = issuesAtOnce(world, submitted)
  if (issues.length > 0) return { status: 'INVALID', issues }
  if (isPreview) return { status: 'VALID', issues }
  keep(world, submitted)
  return { status: 'ACCEPTED', issues }
}

/** What is wrong at first sight: the product type's own schema. */
function issuesAtOnce(
  world: World,
  { marketplaceId, productType, requirements, attributes }: Submitted,
): AmazonIssue[] {
  const known = world.productTypes.find(({ name }) => name === productType)
  if (known === undefined) return [issue('90000', `Product type ${productType} is not known.`, 'product_type')]
  const schema = schemaFor(known, requirements)
  const orphan = orphaned(world, { marketplaceId, attributes })
  if (orphan !== undefined) return [orphan]
  return faultsOf(schema, attributes, { root: schema, path: [] }).map(({ path: [name = ''], keyword, message }) =>
    keyword === 'required'
      ? issue('90220', `'${name}' is required but not supplied.`, name, 'MISSING_ATTRIBUTE')
      : issue('90000900', `'${name}' ${message}.`, name),
  )
}

/** A child names a parent that is there. */
function orphaned(world: World, { marketplaceId, attributes }: Pick<Submitted, 'marketplaceId' | 'attributes'>) {
  const sku = parentIn(attributes)
  if (sku === undefined) return undefined
  const parent = world.listings.get(listingKey(marketplaceId, sku))
  if (parent?.attributes.parentage_level?.[0]?.value === 'parent') return undefined
  return issue('8036', `The parent SKU ${sku} does not exist.`, 'child_parent_sku_relationship')
}

function issue(code: string, message: string, attribute: string, category = 'INVALID_ATTRIBUTE') {
  return { code, message, severity: 'ERROR', attributeNames: [attribute], categories: [category] }
}

function keep(world: World, { marketplaceId, sku, productType, attributes }: Submitted): void {
  const key = listingKey(marketplaceId, sku)
  const before = world.listings.get(key)
  const now = isoAt(world)
  const looks = (before?.looks ?? 0) + 1
  const fresh = { asin: asinIn(attributes) ?? `B0${numberOf(world, 8)}`, createdDate: now, isJudged: false, issues: [] }
  world.listings.set(key, {
    ...(before ?? fresh),
    sku,
    marketplaceId,
    productType,
    attributes,
    looks,
    lastUpdatedDate: now,
  })
  world.kit.later(world.kit.knobs().review, () => judge(world, { key, looks }))
}

const asinIn = ({ merchant_suggested_asin: given }: Attributes) => given?.[0]?.value as string | undefined

/** Amazon looks at what it took: the rules of the knobs. */
function judge(world: World, { key, looks }: { readonly key: string; readonly looks: number }): void {
  const listing = world.listings.get(key)
  if (listing === undefined || listing.looks !== looks) return
  const { productType, attributes } = listing
  const words = JSON.stringify([attributes.item_name, attributes.product_description])
  const issues = world.kit
    .knobs()
    .rejections.filter(({ category }) => category === undefined || category === productType)
    .filter(({ word }) => word === undefined || words.includes(word))
    .map(({ code, message, field = 'item_name' }) => suppressed({ code, message, field }))
  decide(world, key, issues)
}

/** An error that takes the item from sale. */
export const suppressed = ({ code, message, field }: Readonly<Record<'code' | 'message' | 'field', string>>) => ({
  ...issue(code, message, field),
  enforcements: { actions: [{ action: 'LISTING_SUPPRESSED' }], exemption: { status: 'NOT_EXEMPT' } },
})

export function decide(world: World, key: string, issues: readonly AmazonIssue[]): void {
  const listing = world.listings.get(key)
  if (listing === undefined) return
  world.listings.set(key, { ...listing, issues, isJudged: true })
  tellOfListing(world, listing)
}

/** Changes an item by patches; price and quantity need no look. */
export function patch(
  world: World,
  at: Pick<Submitted, 'marketplaceId' | 'sku' | 'productType'>,
  { patches, isPreview }: { readonly patches: readonly Patch[]; readonly isPreview: boolean },
): Outcome {
  const key = listingKey(at.marketplaceId, at.sku)
  const listing = world.listings.get(key)
  if (listing === undefined)
    return { status: 'INVALID', issues: [issue('8541', `The SKU ${at.sku} is not in your inventory.`, 'sku')] }
  const attributes = patches.reduce<Attributes>(patched, listing.attributes)
  const isOffer = patches.every(({ path }) => /^\/attributes\/(purchasable_offer|fulfillment_availability)$/.test(path))
  if (!isOffer) return submit(world, { ...at, requirements: requirementsOf(listing), attributes }, isPreview)
  if (!isPreview) world.listings.set(key, { ...listing, attributes, lastUpdatedDate: isoAt(world) })
  return { status: isPreview ? 'VALID' : 'ACCEPTED', issues: [] }
}

const requirementsOf = ({ attributes }: Listing) =>
  attributes.merchant_suggested_asin === undefined ? 'LISTING' : 'LISTING_OFFER_ONLY'

function patched(attributes: Attributes, { op, path, value = [] }: Patch): Attributes {
  const name = path.replace('/attributes/', '')
  const { [name]: before = [], ...rest } = attributes
  if (op === 'delete') return rest
  if (op !== 'merge') return { ...rest, [name]: value }
  const merged = value.map((one) => ({ ...before.find((other) => isSameOffer(one, other)), ...one }))
  return { ...rest, [name]: [...before.filter((other) => !value.some((one) => isSameOffer(one, other))), ...merged] }
}

type Value = AttributeValues[number]

/** Offers are told apart by marketplace and audience. */
const isSameOffer = (one: Value, other: Value) =>
  one.marketplace_id === other.marketplace_id && (one.audience ?? 'ALL') === (other.audience ?? 'ALL')

export function remove(world: World, marketplaceId: string, sku: string): Outcome {
  world.listings.remove(listingKey(marketplaceId, sku))
  return { status: 'ACCEPTED', issues: [] }
}
