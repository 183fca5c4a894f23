import { action } from '@vitrine/core/testing'
import * as v from 'valibot'
import { amountOf, minorOf } from '../amount.ts'
import { notify, register } from './notify.ts'
import { refuse } from './refuse.ts'
import { quantityOf } from './rules.ts'
import type { Tokens } from './tokens.ts'
import { type Body, groupOf, offerOf, type StoredOffer, type World } from './world.ts'

const At = { offerKey: v.string() }
const Edit = v.strictObject({
  ...At,
  title: v.optional(v.string()),
  quantity: v.optional(v.number()),
  /** Minor units. */
  price: v.optional(v.number()),
  categoryId: v.optional(v.string()),
})

/** What the seller does at eBay's own pages, and what eBay does to him. */
export function sellerActions(world: World, tokens: Tokens) {
  return {
    /** Somebody edits there: what the shop believes is no longer so. */
    editItem: action(Edit, (input) => edit(world, input)),
    /** Offer and item vanish without a word. */
    removeItem: action(v.strictObject(At), ({ offerKey }) => {
      world.offers.remove(requireOffer(world, offerKey).offerId)
      world.items.remove(offerKey)
    }),
    endItem: action(v.strictObject(At), ({ offerKey }) => {
      const offer = requireOffer(world, offerKey)
      world.offers.set(offer.offerId, { ...offer, isEnded: true, isPublished: false })
    }),
    holdItem: action(v.strictObject({ ...At, isOnHold: v.optional(v.boolean(), true) }), ({ offerKey, isOnHold }) => {
      const offer = requireOffer(world, offerKey)
      world.offers.set(offer.offerId, { ...offer, isOnHold })
    }),
    setHook: action(v.strictObject({ url: v.pipe(v.string(), v.url()), verificationToken: v.string() }), (input) =>
      register(world, input),
    ),
    notify: action(
      v.strictObject({
        topic: v.string(),
        data: v.optional(v.record(v.string(), v.unknown()), {}),
        isForged: v.optional(v.boolean(), false),
      }),
      (input) => notify(world, input),
    ),
    revokeTokens: action(v.strictObject({}), () => tokens.revoke()),
    revokeConsent: action(v.strictObject({}), () => tokens.revokeConsent()),
    state: action(v.strictObject({}), () => stateOf(world)),
  }
}

function requireOffer(world: World, sku: string): StoredOffer {
  const offer = offerOf(world, sku)
  if (offer === undefined) throw refuse({ status: 404, errorId: 25713, message: `There is no offer of ${sku}.` })
  return offer
}

function edit(world: World, { offerKey, title, quantity, price, categoryId }: v.InferOutput<typeof Edit>): void {
  const offer = requireOffer(world, offerKey)
  const item = world.items.get(offerKey)
  const before = offer.body.pricingSummary as { readonly price: { readonly currency: string } }
  const body = {
    ...offer.body,
    ...(quantity === undefined ? {} : { availableQuantity: quantity }),
    ...(price === undefined ? {} : { pricingSummary: { price: amountOf(price, before.price.currency) } }),
    ...(categoryId === undefined ? {} : { categoryId }),
  }
  world.offers.set(offer.offerId, { ...offer, body })
  if (item === undefined) return
  const product = { ...(item.body.product as Body), ...(title === undefined ? {} : { title }) }
  world.items.set(offerKey, { ...item, quantity: quantity ?? item.quantity, body: { ...item.body, product } })
}

export type EbayState = ReturnType<typeof stateOf>

/** What eBay has, past its own lag. */
function stateOf(world: World) {
  return {
    items: world.items.all().map(({ sku, body }) => ({ sku, ...body })),
    offers: world.offers.all().map((offer) => {
      const { price } = offer.body.pricingSummary as { readonly price: { value: string; currency: string } }
      const { offerId, sku, isPublished, listingId, isEnded } = offer
      const quantity = quantityOf(offer, world.items.get(sku))
      const groupKey = groupOf(world, sku)?.key ?? null
      return { key: sku, offerId, isPublished, isEnded, listingId, quantity, price: minorOf(price), groupKey }
    }),
    groups: world.groups.all().map(({ key, skus, listingId, body }) => ({ key, skus, listingId, body })),
    orders: world.orders.all().map(({ order, shipments }) => ({ order, shipments })),
  }
}
