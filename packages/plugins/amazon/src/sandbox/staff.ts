import { exponent } from '@vitrine/core'
import { action } from '@vitrine/core/testing'
import * as v from 'valibot'
import { marketplaceOf } from '../marketplaces.ts'
import { where } from './buyers.ts'
import { priceOf, quantityOf, statusOf } from './listing-state.ts'
import { decide, suppressed } from './listings.ts'
import { tellOfQuantity } from './notify.ts'
import { notFound } from './refuse.ts'
import type { Tokens } from './tokens.ts'
import { type Listing, listingKey, type World } from './world.ts'

const At = { ...where, offerKey: v.string() }
const Edit = v.strictObject({
  ...At,
  title: v.optional(v.string()),
  quantity: v.optional(v.number()),
  /** Minor units. */
  price: v.optional(v.number()),
})
const Verdict = v.strictObject({
  ...At,
  status: v.picklist(['live', 'rejected']),
  code: v.optional(v.string(), '18027'),
  field: v.optional(v.string(), 'item_name'),
  message: v.optional(v.string(), 'The title is not as the rules of the product page want it.'),
})

/** What the seller does in Seller Central, and what Amazon's people do. */
export function staffActions(world: World, tokens: Tokens) {
  const keyOf = ({ marketplace, offerKey }: v.InferOutput<v.StrictObjectSchema<typeof At, undefined>>) =>
    listingKey(marketplaceOf(marketplace).id, offerKey)
  return {
    /** Somebody edits there: what the shop believes is no longer so. */
    editItem: action(Edit, (input) => edit(world, keyOf(input), input)),
    /** The item vanishes without a word. */
    removeItem: action(v.strictObject(At), (input) => world.listings.remove(keyOf(input))),
    moderate: action(Verdict, ({ status, code, field, message, ...at }) => {
      decide(world, keyOf(at), status === 'live' ? [] : [suppressed({ code, message, field })])
    }),
    /** A rule of EventBridge with an API destination, as the merchant sets it up at AWS. */
    setHook: action(v.strictObject({ url: v.pipe(v.string(), v.url()), secret: v.string() }), (hook) => {
      world.hook = hook
    }),
    revokeTokens: action(v.strictObject({}), () => tokens.revoke()),
    state: action(v.strictObject({}), () => stateOf(world)),
  }
}

function edit(world: World, key: string, { title, quantity, price }: v.InferOutput<typeof Edit>): void {
  const listing = world.listings.get(key)
  if (listing === undefined) throw notFound(key)
  const { attributes } = listing
  const offer = priceOf(listing)
  const set = (name: string, part: object) => ({ [name]: [{ ...attributes[name]?.[0], ...part }] })
  const amount = price === undefined || offer === undefined ? undefined : price / 10 ** exponent(offer.currency)
  const edited = {
    ...listing,
    attributes: {
      ...attributes,
      ...(title === undefined ? {} : set('item_name', { value: title })),
      ...(quantity === undefined ? {} : set('fulfillment_availability', { quantity })),
      ...(amount === undefined
        ? {}
        : set('purchasable_offer', { our_price: [{ schedule: [{ value_with_tax: amount }] }] })),
    },
  }
  world.listings.set(key, edited)
  if (quantity !== undefined) tellOfQuantity(world, edited)
}

export type AmazonState = ReturnType<typeof stateOf>

/** What Amazon has, past its own lag. */
function stateOf(world: World) {
  return {
    listings: world.listings.all().map((listing) => ({ ...shown(listing), attributes: listing.attributes })),
    orders: world.orders.all(),
    subscriptions: [...world.subscriptions.keys()],
  }
}

function shown(listing: Listing) {
  const { sku: key, marketplaceId, asin, productType, issues } = listing
  const price = priceOf(listing)
  const minor = price === undefined ? null : Math.round(price.amount * 10 ** exponent(price.currency))
  return {
    key,
    marketplaceId,
    asin,
    productType,
    issues,
    status: statusOf(listing),
    quantity: quantityOf(listing),
    price: minor,
  }
}
