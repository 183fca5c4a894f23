/** Amounts of an order are minor units of its currency. */
export interface ForeignLine {
  /** The channel's id of the line. */
  readonly externalId: string
  /** As the listing was called: the SKU unless `listings.key` says otherwise. */
  readonly key: string
  readonly title: string
  readonly quantity: number
  /** For one piece, as the buyer saw it. */
  readonly unitPrice: number
  /** Taken off the whole line. */
  readonly discount?: number
  /** Of the whole line; part of the price when the order's prices include tax. */
  readonly tax?: number
  /** How many of the pieces the channel cancelled. */
  readonly cancelled?: number
}

/** What is masked or missing at the channel is left out, never invented. */
export interface ForeignAddress {
  readonly name?: string
  readonly company?: string
  readonly line1?: string
  readonly line2?: string
  readonly city?: string
  readonly region?: string
  readonly postalCode?: string
  /** ISO 3166-1 alpha-2. */
  readonly country?: string
  readonly phone?: string
}

/** An order as it was placed at a channel: it is taken as it is, with the channel's prices and taxes. */
export interface ForeignOrder {
  readonly externalId: string
  /** What the buyer calls it, if not by the id. */
  readonly number?: string
  /** `pending`: the channel does not yet let us act on it. */
  readonly status: 'pending' | 'open' | 'shipped' | 'cancelled'
  /** ISO 8601 with a zone. */
  readonly placedAt: string
  /** Grows with every change at the channel: a time or a number. What is older than what we have is passed over. */
  readonly version: string | number
  /** ISO 4217. */
  readonly currency: string
  readonly isTaxIncluded: boolean
  readonly lines: readonly ForeignLine[]
  readonly shipping: { readonly name: string; readonly price: number; readonly tax?: number }
  /** What the buyer paid. */
  readonly total: number
  readonly payment: 'paid' | 'pending'
  readonly delivery: 'shipping' | 'pickup'
  /** For pickup: the channel's word for the place. */
  readonly location?: string
  readonly buyer: {
    readonly name?: string
    readonly email?: string
    readonly phone?: string
    readonly isMasked?: boolean
  }
  readonly address?: ForeignAddress
  /** What the channel keeps: commission, fees of its shipping. */
  readonly fees?: readonly { readonly kind: string; readonly amount: number }[]
  /** When and under which reference the channel pays out. */
  readonly settlement?: { readonly reference?: string; readonly payoutAt?: string; readonly amount?: number }
}

/** A page of what changed at the channel; `raw` is stored as it came before it is understood. */
export interface ForeignPage {
  readonly orders: readonly { readonly externalId: string; readonly raw: unknown }[]
  /** Where to go on; kept when the page is stored. */
  readonly cursor: string | null
  readonly isMore: boolean
}

/** Of an order whose channel must be told something. */
interface Addressed {
  /** Unique for the command: an idempotency key where the channel takes one. */
  readonly commandId: string
  readonly orderId: string
  readonly externalId: string
}

interface CommandLine {
  readonly externalId: string
  readonly key: string
  readonly quantity: number
}

export interface Acknowledge extends Addressed {}
export interface Ship extends Addressed {
  readonly fulfillmentId: string
  readonly lines: readonly CommandLine[]
  readonly carrier: string | null
  readonly trackingNumber: string | null
  readonly trackingUrl: string | null
  /** ISO 8601. */
  readonly shippedAt: string
}
export interface Cancel extends Addressed {
  readonly lines: readonly CommandLine[]
  readonly reason: string | null
}
export interface Refund extends Addressed {
  readonly lines: readonly (CommandLine & { readonly amount: number })[]
  readonly amount: number
  readonly currency: string
  readonly reason: string | null
}
/** For channels that sell for collection in a store. */
export interface Ready extends Addressed {
  readonly status: 'ready' | 'collected' | 'refused'
  readonly lines: readonly CommandLine[]
}
