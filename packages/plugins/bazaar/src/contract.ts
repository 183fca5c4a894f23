import * as v from 'valibot'

/* The parts of Bazaar's contract, version 1, that the plugin uses. Amounts are minor units of the market's currency. */

const text = v.string()
const count = v.number()

/** What a seller says of an offer (`POST /v1/offers/batch`). */
export const Content = v.object({
  offerKey: text,
  title: v.pipe(text, v.nonEmpty(), v.maxLength(150)),
  description: v.pipe(text, v.maxLength(5_000)),
  brand: v.nullable(text),
  ean: v.nullable(text),
  category: text,
  pictures: v.pipe(v.array(text), v.maxLength(10)),
  attributes: v.record(text, text),
  url: v.nullable(text),
})
export type Content = v.InferOutput<typeof Content>

const Issue = v.object({ severity: v.picklist(['error', 'warning']), code: text, field: text, message: text })

/** What Bazaar says of one entry of a batch. */
const Result = v.object({
  offerKey: text,
  status: v.picklist(['live', 'accepted', 'pending', 'rejected', 'stored', 'stale', 'ended']),
  offerId: v.exactOptional(text),
  submissionId: v.exactOptional(text),
  issues: v.array(Issue),
})
export type Result = v.InferOutput<typeof Result>
export const Results = v.object({ results: v.array(Result) })
export const Submissions = v.object({
  submissions: v.array(
    v.object({ id: text, status: v.picklist(['working', 'done', 'unknown']), results: v.array(Result) }),
  ),
})

/** As buyers see it (`GET /v1/offers`). */
const Offer = v.object({
  ...Content.entries,
  offerId: text,
  status: v.picklist(['live', 'pending', 'rejected', 'ended']),
  quantity: count,
  price: v.exactOptional(count),
  issues: v.array(Issue),
  shopUrl: text,
})
export type Offer = v.InferOutput<typeof Offer>
export const Offers = v.object({ offers: v.array(Offer), next: v.nullable(text) })

export const Category = v.object({
  name: text,
  attributes: v.array(v.object({ name: text, required: v.boolean() })),
})

export type Category = v.InferOutput<typeof Category>

/** `GET /v1/orders/:id`; what Bazaar masks is not there. */
export const Order = v.object({
  id: text,
  number: text,
  status: v.picklist(['pending', 'open', 'acknowledged', 'partially_shipped', 'shipped', 'cancelled']),
  version: count,
  placedAt: text,
  currency: text,
  lines: v.array(
    v.object({
      lineId: text,
      offerKey: text,
      title: text,
      quantity: count,
      cancelledQuantity: count,
      unitPrice: count,
      discount: count,
      tax: count,
    }),
  ),
  shipping: v.object({ name: text, price: count, tax: count }),
  total: count,
  payment: v.picklist(['paid', 'pending']),
  buyer: v.object({
    name: v.exactOptional(text),
    email: v.exactOptional(text),
    phone: v.exactOptional(text),
    isMasked: v.boolean(),
  }),
  address: v.record(text, text),
  fees: v.array(v.object({ kind: text, amount: count })),
  settlement: v.object({ reference: text, payoutAt: text, amount: count }),
})
/** Orders are kept as they came, so a page reads their ids only. */
/** As it came; what it means is found out later. */
export const RawOrder = v.looseObject({ id: text })
export const Orders = v.object({ orders: v.array(RawOrder), next: text, more: v.boolean() })

export const Seller = v.object({ seller: text })
export const Token = v.object({ access_token: text, expires_in: count })
/** What a command is answered with, whatever it tells: a page of a proxy is no answer. */
export const Told = v.looseObject({})
export const Refusal = v.object({ error: v.object({ code: text, message: text }) })
/** What changed; what it is now must be asked. */
export const Message = v.object({ subject: v.object({ kind: v.picklist(['order', 'offer']), id: text }) })
