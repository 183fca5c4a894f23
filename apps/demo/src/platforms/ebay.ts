import type { Platform } from '@vitrine/core/testing'
import { type Category, ebayPlatform as platformOf } from '@vitrine/plugin-ebay/sandbox'
import * as v from 'valibot'
import { type Busy, type Buyers, busy } from './buyers.ts'

const USUAL: Category['aspects'] = [
  { name: 'Merk', isRequired: true },
  { name: 'Materiaal', isForVariations: true },
  { name: 'Maat', isForVariations: true },
  { name: 'Kleur', isForVariations: true },
]

/** What the Dutch site asks of the goods of this shop. */
const CATEGORIES: readonly Category[] = [
  { id: '178955', name: 'Bijenteelt', path: ['Zakelijk en industrie', 'Landbouw'], aspects: USUAL },
  { id: '46282', name: 'Kaarsen', path: ['Huis en tuin', 'Decoratie'], aspects: USUAL },
  {
    id: '14308',
    name: 'Honing',
    path: ['Huis en tuin', 'Eten en drinken'],
    aspects: [...USUAL, { name: 'Honingsoort', isRequired: true, values: ['Bloesem', 'Heide', 'Linde', 'Acacia'] }],
  },
]

type EbayActions = ReturnType<typeof platformOf> extends Platform<infer A> ? A : never

/** eBay with people who buy there, in the categories that this shop lists in. */
export const ebayPlatform = (every: number): Platform<EbayActions & Busy> =>
  busy(platformOf({ categories: CATEGORIES }), { buyersOf, every })

function buyersOf({ state, placeOrder }: EbayActions): Buyers {
  const place = (input: v.InferInput<typeof placeOrder.input>) => placeOrder.run(v.parse(placeOrder.input, input))
  return {
    forSale: () => state.run({}).offers.filter(({ isPublished }) => isPublished),
    buy: (lines) => place({ lines: [...lines] }),
    buyUnknown: () => place({ lines: [{ offerKey: 'OLD-CATALOGUE-17', unitPrice: 1_990 }] }),
  }
}
