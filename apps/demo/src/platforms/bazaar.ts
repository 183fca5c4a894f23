import { type MarketplaceActions, marketplace, type Platform } from '@vitrine/core/testing'
import * as v from 'valibot'
import { type Busy, type Buyers, busy } from './buyers.ts'

/** Whose shop people visit there; the second account waits for a merchant who connects it by hand. */
const SELLER = { client: 'bazaar-demo', market: 'nl' }
const CLIENTS = { 'bazaar-demo': 'bazaar-demo-secret', 'bazaar-second': 'bazaar-second-secret' }

/** The Bazaar with people who buy there. */
export const bazaarPlatform = (every: number): Platform<MarketplaceActions & Busy> =>
  busy(marketplace({ clients: CLIENTS }), { buyersOf, every })

function buyersOf({ state, placeOrder }: MarketplaceActions): Buyers {
  const place = (input: v.InferInput<typeof placeOrder.input>) =>
    placeOrder.run(v.parse(placeOrder.input, { ...SELLER, ...input }))
  return {
    forSale: () =>
      state
        .run(SELLER)
        .offers.filter(({ status, price }) => status === 'live' && price !== null)
        .map(({ offerKey: key, quantity }) => ({ key, quantity })),
    buy: (lines) => place({ lines: [...lines] }),
    buyUnknown: () => place({ lines: [{ offerKey: 'OLD-CATALOGUE-17', unitPrice: 1_990 }] }),
  }
}
