import * as v from 'valibot'

/* The Bazaar marketplace's published contract, version 1. Amounts are minor units of the market's currency. */

export const OFFER_BATCH = 50
export const FAST_BATCH = 200

const Key = v.pipe(v.string(), v.regex(/^[\w.\-/ ]{1,64}$/, 'one to 64 letters, digits or ._-/'))
const text = (most: number) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(most))
const Amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const Quantity = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(999_999))
const Currency = v.pipe(v.string(), v.regex(/^[A-Z]{3}$/))
const OneOrMore = v.pipe(v.number(), v.safeInteger(), v.minValue(1))

/** What a seller says of an offer. Quantity and price have calls of their own. */
export const OfferContent = v.strictObject({
  offerKey: Key,
  title: text(150),
  description: v.pipe(v.string(), v.maxLength(5_000)),
  brand: v.nullable(text(80)),
  ean: v.nullable(v.pipe(v.string(), v.regex(/^\d{8,14}$/, '8 to 14 digits'))),
  category: text(60),
  pictures: v.pipe(v.array(v.pipe(v.string(), v.url(), v.maxLength(500))), v.maxLength(10)),
  attributes: v.record(v.string(), v.pipe(v.string(), v.maxLength(200))),
  url: v.nullable(v.pipe(v.string(), v.url())),
})
export type OfferContent = v.InferOutput<typeof OfferContent>

const items = <const Schema extends v.GenericSchema>(schema: Schema) => v.pipe(v.array(schema), v.nonEmpty())

export const OffersBatch = v.strictObject({ offers: items(OfferContent) })
export const EndOffers = v.strictObject({ offerKeys: items(Key) })
export const StockBatch = v.strictObject({
  items: items(v.strictObject({ offerKey: Key, quantity: Quantity, sequence: Amount })),
})
export const PricesBatch = v.strictObject({
  items: items(
    v.strictObject({
      offerKey: Key,
      price: v.pipe(Amount, v.minValue(1)),
      compareAt: v.nullable(Amount),
      currency: Currency,
    }),
  ),
})

/** By keys, or page by page. */
export const OffersQuery = v.union([
  v.strictObject({ keys: text(4_000) }),
  v.strictObject({ after: v.optional(text(200)), limit: v.optional(v.pipe(v.string(), v.regex(/^([1-9]\d?|100)$/))) }),
])
export const SubmissionsQuery = v.strictObject({ ids: text(4_000) })
export const OrdersQuery = v.strictObject({
  after: v.optional(text(200)),
  /** Only without `after`: orders that changed since. */
  since: v.optional(v.pipe(v.string(), v.isoTimestamp())),
  limit: v.optional(v.pipe(v.string(), v.regex(/^([1-9]\d?|100)$/))),
})
export const NoQuery = v.strictObject({})

const Lines = items(v.strictObject({ lineId: text(40), quantity: OneOrMore }))
const Reason = v.nullable(v.pipe(v.string(), v.maxLength(500)))

export const AcknowledgeBody = v.strictObject({ sellerReference: text(80) })
export const ShipmentBody = v.strictObject({
  lines: Lines,
  carrier: v.nullable(text(80)),
  trackingNumber: v.nullable(text(80)),
  trackingUrl: v.nullable(v.pipe(v.string(), v.url())),
  shippedAt: v.pipe(v.string(), v.isoTimestamp()),
})
export const CancelBody = v.strictObject({ lines: Lines, reason: Reason })
export const RefundBody = v.strictObject({
  lines: v.array(v.strictObject({ lineId: text(40), quantity: OneOrMore, amount: Amount })),
  amount: v.pipe(Amount, v.minValue(1)),
  currency: Currency,
  reason: Reason,
})

/** OAuth 2.0 client credentials (RFC 6749, 4.4.2). */
export const TokenForm = v.strictObject({
  grant_type: v.literal('client_credentials'),
  client_id: text(80),
  client_secret: text(200),
})

/** Of one offer in a call, and of one that was looked at. */
export interface OfferResult {
  readonly offerKey: string
  /** `accepted`: live in a moment. `pending`: the submission tells. */
  readonly status: 'live' | 'accepted' | 'pending' | 'rejected'
  readonly offerId?: string
  readonly submissionId?: string
  readonly issues: readonly OfferIssue[]
}

/** Of a new quantity or price; `stale`: a newer one is there. */
export interface FastResult {
  readonly offerKey: string
  readonly status: 'stored' | 'stale' | 'rejected'
  readonly issues: readonly OfferIssue[]
}

export interface OfferIssue {
  readonly severity: 'error' | 'warning'
  readonly code: string
  readonly field: string
  readonly message: string
}

/** What the platform masks or does not know is left out. */
export interface Address {
  readonly name?: string
  readonly line1?: string
  readonly line2?: string
  readonly city?: string
  readonly postalCode?: string
  readonly country: string
  readonly phone?: string
}

export interface OrderLine {
  readonly lineId: string
  readonly offerKey: string
  readonly title: string
  readonly quantity: number
  /** Of the quantity. */
  readonly cancelledQuantity: number
  readonly shippedQuantity: number
  /** With tax. */
  readonly unitPrice: number
  /** Of the whole line. */
  readonly discount: number
  /** Within the whole line. */
  readonly tax: number
}

export interface BazaarOrder {
  readonly id: string
  readonly number: string
  readonly status: 'pending' | 'open' | 'acknowledged' | 'partially_shipped' | 'shipped' | 'cancelled'
  /** Grows by one with each change of the order. */
  readonly version: number
  readonly placedAt: string
  readonly updatedAt: string
  readonly market: string
  readonly currency: string
  readonly taxIncluded: true
  readonly lines: readonly OrderLine[]
  readonly shipping: { readonly name: string; readonly price: number; readonly tax: number }
  /** What was ordered, cancelled pieces included. */
  readonly total: number
  readonly refunded: number
  readonly payment: 'paid' | 'pending'
  readonly buyer: {
    readonly name?: string
    readonly email?: string
    readonly phone?: string
    readonly isMasked: boolean
  }
  readonly address: Address
  readonly fees: readonly { readonly kind: string; readonly amount: number }[]
  readonly settlement: { readonly reference: string; readonly payoutAt: string; readonly amount: number }
  readonly sellerReference: string | null
}
