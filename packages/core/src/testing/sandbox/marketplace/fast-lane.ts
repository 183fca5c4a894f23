import type * as v from 'valibot'
import type { FastResult, PricesBatch, StockBatch } from './contract.ts'
import type { Offer, Seller } from './sellers.ts'

/** The newest sequence wins; what is older changes nothing. */
export function takeStock(seller: Seller, { items }: v.InferOutput<typeof StockBatch>) {
  const results = items.map(({ offerKey, quantity, sequence }) => {
    const offer = seller.offers.get(offerKey)
    if (offer === undefined) return unknown(offerKey)
    if (sequence < offer.sequence) return { offerKey, status: 'stale', issues: [] } as const
    return stored(seller, { ...offer, quantity, sequence })
  })
  return { results }
}

export function takePrices(seller: Seller, { items }: v.InferOutput<typeof PricesBatch>) {
  const results = items.map(({ offerKey, price, compareAt, currency }) => {
    const offer = seller.offers.get(offerKey)
    if (offer === undefined) return unknown(offerKey)
    const message = `This market sells in ${seller.currency}.`
    if (currency !== seller.currency) return rejected(offerKey, { code: 'WRONG_CURRENCY', field: 'currency', message })
    return stored(seller, { ...offer, price, compareAt })
  })
  return { results }
}

function stored(seller: Seller, offer: Offer): FastResult {
  const { offerKey } = offer.content
  seller.offers.set(offerKey, offer)
  return { offerKey, status: 'stored', issues: [] }
}

const unknown = (offerKey: string) =>
  rejected(offerKey, { code: 'UNKNOWN_OFFER', field: 'offerKey', message: `There is no offer ${offerKey}.` })

function rejected(offerKey: string, issue: Omit<FastResult['issues'][number], 'severity'>): FastResult {
  return { offerKey, status: 'rejected', issues: [{ severity: 'error', ...issue }] }
}
