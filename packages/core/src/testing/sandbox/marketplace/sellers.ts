import type { HookTarget } from '../hook-sender.ts'
import type { Kit } from '../platform.ts'
import { refusal } from '../refusal.ts'
import type { Versions } from '../versions.ts'
import type { BazaarOrder, OfferContent, OfferIssue, OfferResult } from './contract.ts'

export interface Offer {
  readonly offerId: string
  readonly content: OfferContent
  readonly status: 'live' | 'pending' | 'rejected' | 'ended'
  readonly issues: readonly OfferIssue[]
  readonly quantity: number
  /** Of the newest stock that was told. */
  readonly sequence: number
  /** In the market's currency; null until it is told. */
  readonly price: number | null
  readonly compareAt: number | null
  /** Grows with each look that is ordered, so that an older look decides nothing. */
  readonly looks: number
}

/** An order, and its place in the list of changes. */
export interface KeptOrder {
  readonly order: BazaarOrder
  readonly change: number
}

export interface Submission {
  readonly id: string
  readonly offerKeys: readonly string[]
  /** Grows until every offer was looked at. */
  readonly results: readonly OfferResult[]
}

/** What is remembered of a command that carried an `Idempotency-Key`. */
export interface Remembered {
  readonly fingerprint: string
  readonly body: unknown
}

/** One seller in one market. */
export interface Seller {
  readonly clientId: string
  readonly market: string
  readonly currency: string
  /** Hundredths; prices hold it. */
  readonly taxPercent: number
  readonly offers: Versions<Offer>
  readonly orders: Versions<KeptOrder>
  readonly submissions: Map<string, Submission>
  readonly remembered: Map<string, Remembered>
  change: number
  hook: HookTarget | undefined
}

export const MARKETS: Readonly<Record<string, { readonly currency: string; readonly taxPercent: number }>> = {
  nl: { currency: 'EUR', taxPercent: 21 },
  pl: { currency: 'PLN', taxPercent: 23 },
  ua: { currency: 'UAH', taxPercent: 20 },
}

export interface Sellers {
  readonly clients: ReadonlyMap<string, string>
  /** Opens at the first question for it; an unknown market is refused. */
  of(clientId: string, market: string): Seller
  readonly open: () => readonly Seller[]
}

export function createSellers(kit: Kit, clients: Readonly<Record<string, string>>): Sellers {
  const sellers = new Map<string, Seller>()
  return {
    clients: new Map(Object.entries(clients)),
    open: () => [...sellers.values()],
    of(clientId, market) {
      const known = MARKETS[market]
      if (known === undefined)
        throw refusal({
          status: 400,
          code: 'UNKNOWN_MARKET',
          message: `Bazaar-Market is one of ${Object.keys(MARKETS).join(', ')}.`,
        })
      const key = `${clientId} ${market}`
      const seller = sellers.get(key) ?? {
        clientId,
        market,
        ...known,
        offers: kit.versions<Offer>(),
        orders: kit.versions<KeptOrder>(),
        submissions: new Map(),
        remembered: new Map(),
        change: 0,
        hook: undefined,
      }
      sellers.set(key, seller)
      return seller
    },
  }
}
