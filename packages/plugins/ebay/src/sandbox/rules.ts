import * as v from 'valibot'
import { type Refused, refuse } from './refuse.ts'
import { type Body, groupOf, type StoredItem, type StoredOffer, type World } from './world.ts'

/** What the account has: named by offers. */
export const POLICIES = { fulfillment: '6196932000', payment: '6196944000', return: '6196947000' } as const
export const LOCATIONS = [
  { key: 'warehouse', name: 'Warehouse', types: ['WAREHOUSE'] },
  { key: 'store-centre', name: 'Shop in the centre', types: ['STORE'] },
] as const

const MOST_REVISIONS = 250

/** The parts of an item and its group that publishing looks at. */
const Product = v.object({
  title: v.optional(v.string()),
  description: v.optional(v.string()),
  imageUrls: v.optional(v.array(v.string()), []),
  aspects: v.optional(v.record(v.string(), v.array(v.string())), {}),
})
const OfferBody = v.object({
  availableQuantity: v.optional(v.number()),
  categoryId: v.optional(v.string()),
  listingDescription: v.optional(v.string()),
  listingPolicies: v.optional(v.record(v.string(), v.unknown()), {}),
  merchantLocationKey: v.optional(v.string()),
  pricingSummary: v.optional(v.object({ price: v.optional(v.object({ value: v.string() })) })),
})

export const quantityOf = (offer: StoredOffer, item: StoredItem | undefined) =>
  v.parse(OfferBody, offer.body).availableQuantity ?? item?.quantity ?? 0

/** Everything that createOffer leaves to publishOffer. Throws the first that is wrong. */
export function requirePublishable(world: World, offer: StoredOffer, { isNew }: { readonly isNew: boolean }): void {
  const item = world.items.get(offer.sku)
  if (item === undefined) throw refuse({ status: 400, errorId: 25702, message: `SKU ${offer.sku} is not available` })
  const group = groupOf(world, offer.sku)
  const own = v.parse(Product, item.body.product ?? {})
  const shared = group === undefined ? own : { ...v.parse(Product, group.body), ...definedOf(own) }
  const body = v.parse(OfferBody, offer.body)
  requireText(shared, body)
  requirePlaces(body)
  if (!(Number(body.pricingSummary?.price?.value) > 0))
    throw refuse({ status: 400, errorId: 25003, message: 'Invalid price. The price must be above zero.' })
  if (isNew && group === undefined && quantityOf(offer, item) < 1)
    throw refuse({ status: 400, errorId: 25004, message: 'Invalid quantity. The quantity must be 1 or more.' })
  requireAspects(world, body.categoryId, { ...(group?.body.aspects as Body), ...own.aspects })
  refuseByKnobs(world, { title: shared.title ?? '', categoryId: body.categoryId ?? '' })
}

function definedOf<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Partial<T>
}

function requireText(product: v.InferOutput<typeof Product>, offer: v.InferOutput<typeof OfferBody>): void {
  const { title = '', description, imageUrls } = product
  const invalid = (fieldName: string) =>
    refuse({
      status: 400,
      errorId: 25016,
      message: `Invalid ${fieldName}. It is missing or too long.`,
      parameters: [{ name: 'fieldName', value: fieldName }],
    })
  if (title === '' || title.length > 80) throw invalid('title')
  if ((offer.listingDescription ?? description ?? '') === '') throw invalid('description')
  if (imageUrls.length === 0) throw refuse({ status: 400, errorId: 25014, message: 'Invalid pictures. Add one.' })
}

function requirePlaces({ listingPolicies, merchantLocationKey }: v.InferOutput<typeof OfferBody>): void {
  const wrong: readonly (readonly [boolean, Omit<Refused, 'status'>])[] = [
    [
      listingPolicies.fulfillmentPolicyId !== POLICIES.fulfillment,
      { errorId: 25007, message: 'Invalid Shipping policy information.' },
    ],
    [
      listingPolicies.paymentPolicyId !== POLICIES.payment,
      { errorId: 25008, message: 'Invalid Payment policy information.' },
    ],
    [
      listingPolicies.returnPolicyId !== POLICIES.return,
      { errorId: 25009, message: 'Invalid Return policy information.' },
    ],
    [
      !LOCATIONS.some(({ key }) => key === merchantLocationKey),
      { errorId: 25012, message: 'Invalid location. There is no such location.' },
    ],
  ]
  const first = wrong.find(([isWrong]) => isWrong)
  if (first !== undefined) throw refuse({ status: 400, ...first[1] })
}

function requireAspects(world: World, categoryId: string | undefined, told: Body): void {
  const category = world.categories.find(({ id }) => id === categoryId)
  if (category === undefined)
    throw refuse({ status: 400, errorId: 25005, message: 'Invalid category. It must be a leaf category.' })
  const missing = category.aspects.find(({ name, isRequired }) => isRequired === true && told[name] === undefined)
  if (missing === undefined) return
  const { name } = missing
  const words = `The item specific ${name} is missing. Add ${name} to this listing, enter a valid value, and then try again.`
  throw refuse({ status: 400, errorId: 25002, message: `A user error has occurred. ${words}` })
}

function refuseByKnobs(
  { kit }: World,
  { title, categoryId }: { readonly title: string; readonly categoryId: string },
): void {
  const hit = kit.knobs().rejections.find(({ category, word }) => {
    const isCategory = category === undefined || category === categoryId
    return isCategory && (word === undefined || title.toLowerCase().includes(word.toLowerCase()))
  })
  if (hit === undefined) return
  const parameters = hit.field === undefined ? [] : [{ name: 'fieldName', value: hit.field }]
  throw refuse({ status: 400, errorId: Number(hit.code) || 25019, message: hit.message, parameters })
}

/** Each change of a listing that buyers see is counted; beyond 250 in a day it is refused. */
export function countRevision(world: World, listing: string): void {
  const day = `${listing} ${Math.floor(world.kit.now() / 86_400_000)}`
  const count = (world.revisions.get(day) ?? 0) + 1
  if (count > MOST_REVISIONS)
    throw refuse({ status: 400, errorId: 25019, message: 'This listing was revised 250 times today.' })
  world.revisions.set(day, count)
}
