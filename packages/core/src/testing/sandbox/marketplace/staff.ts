import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import { action, type Kit } from '../platform.ts'
import { refusal } from '../refusal.ts'
import { sellerOf, whose } from './buyers.ts'
import { decide, tellOfOffer } from './offers.ts'
import type { Seller, Sellers } from './sellers.ts'
import type { Tokens } from './tokens.ts'

/* What the platform's people do, and the seller on the platform's own pages. */

const OfferAt = { ...whose, offerKey: v.string() }
const Edit = v.strictObject({
  ...OfferAt,
  title: v.optional(v.string()),
  description: v.optional(v.string()),
  quantity: v.optional(v.number()),
  price: v.optional(v.number()),
})
const Verdict = v.strictObject({
  ...OfferAt,
  status: v.picklist(['live', 'rejected']),
  code: v.optional(v.string(), 'REFUSED_BY_MODERATOR'),
  field: v.optional(v.string(), 'title'),
  message: v.optional(v.string(), 'A moderator refused the offer.'),
})
const Anything = v.strictObject({
  ...whose,
  type: v.optional(v.string(), 'order.updated'),
  subject: v.optional(v.unknown(), { kind: 'order', id: 'bo_none' }),
  count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 1),
})
const Hook = v.strictObject({
  ...whose,
  url: v.pipe(v.string(), v.url()),
  secret: v.pipe(v.string(), v.startsWith('whsec_')),
})

export function staffActions(kit: Kit, sellers: Sellers, tokens: Tokens) {
  return {
    /** Somebody edits at the platform: what the shop believes is no longer so. */
    editItem: action(Edit, (input) => editItem(kit, sellerOf(sellers, input), input)),
    /** The offer vanishes without a word. */
    removeItem: action(v.strictObject(OfferAt), (input) => {
      sellerOf(sellers, input).offers.remove(input.offerKey)
    }),
    moderate: action(Verdict, (input) => {
      const { offerKey, status, code, field, message } = input
      const issues = status === 'live' ? [] : [{ severity: 'error' as const, code, field, message }]
      decide(kit, sellerOf(sellers, input), { offerKey, status, issues })
    }),
    /** Where the seller wants to be told; the address is asked first whether it is his. */
    setHook: action(Hook, (input) => setHook(sellerOf(sellers, input), input)),
    /** Any message at all: of a type that nobody knows, about what is not there, or very many at once. */
    sendMessage: action(Anything, (input) => {
      const seller = sellerOf(sellers, input)
      const { type, subject, count } = input
      const at = new Date(kit.now()).toISOString()
      for (let sent = 0; sent < count; sent += 1)
        kit.tell(seller.hook, { type, body: { type, at, market: seller.market, subject } })
    }),
    /** No token that was given out is good any more. */
    revokeTokens: action(v.strictObject({}), () => tokens.revoke()),
    /** What the platform has, past its own lag. */
    state: action(v.strictObject(whose), (input) => stateOf(sellerOf(sellers, input))),
  }
}

function editItem(
  kit: Kit,
  seller: Seller,
  { offerKey, quantity, price, title, description }: v.InferOutput<typeof Edit>,
): void {
  const offer = seller.offers.get(offerKey)
  if (offer === undefined)
    throw refusal({ status: 404, code: 'UNKNOWN_OFFER', message: `There is no offer ${offerKey}.` })
  const content = {
    ...offer.content,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
  }
  seller.offers.set(offerKey, { ...offer, content, price: price ?? offer.price, quantity: quantity ?? offer.quantity })
  tellOfOffer(kit, seller, offerKey)
}

async function setHook(seller: Seller, { url, secret }: v.InferOutput<typeof Hook>): Promise<void> {
  const challenge = randomBytes(16).toString('hex')
  const asked = new URL(url)
  asked.searchParams.set('challenge', challenge)
  const answer = await fetch(asked, { redirect: 'manual' })
  const text = await answer.text()
  if (answer.status !== 200 || text !== challenge)
    throw refusal({
      status: 422,
      code: 'CHALLENGE_FAILED',
      message: `${url} answered ${answer.status} and not the challenge.`,
    })
  seller.hook = { url, secret }
}

export type MarketplaceState = ReturnType<typeof stateOf>

function stateOf({ clientId, market, offers, orders }: Seller) {
  return {
    clientId,
    market,
    offers: offers.all().map(({ content, offerId, status, issues, quantity, sequence, price, compareAt }) => {
      return { ...content, offerId, status, issues, quantity, sequence, price, compareAt }
    }),
    orders: orders.all().map(({ order }) => order),
  }
}
