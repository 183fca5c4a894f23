import type { Platform } from '@vitrine/core/testing'
import { type AmazonActions, amazonPlatform as platformOf } from '@vitrine/plugin-amazon/sandbox'
import * as v from 'valibot'
import { type Busy, type Buyers, busy } from './buyers.ts'

/** Amazon with people who buy there. */
export const amazonPlatform = (every: number): Platform<AmazonActions & Busy> => busy(platformOf(), { buyersOf, every })

function buyersOf({ state, placeOrder }: AmazonActions): Buyers {
  const place = (input: v.InferInput<typeof placeOrder.input>) =>
    placeOrder.run(v.parse(placeOrder.input, { marketplace: 'NL', ...input }))
  return {
    forSale: () =>
      state
        .run({})
        .listings.filter(({ status }) => status.includes('BUYABLE'))
        .map(({ key, quantity }) => ({ key, quantity: quantity ?? 0 })),
    buy: (lines) => place({ lines: [...lines] }),
    buyUnknown: () => place({ lines: [{ offerKey: 'OLD-CATALOGUE-17', unitPrice: 1_990 }] }),
  }
}
