import type { Commerce } from '@vitrine/core'
import { DELIVERY, type SeedDelivery } from '../seed/index.ts'
import { unlessThere } from './unless-there.ts'
import { inAll } from './words.ts'

export async function seedDelivery(
  { delivery }: Commerce['call']['admin'],
  locations: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [position, method] of DELIVERY.entries()) {
    const { code, type, name, hint } = method
    await unlessThere(
      delivery.create({
        body: {
          ...{ code, type, position },
          texts: inAll((language) => ({ name: name[language], description: hint[language] })),
          pickupLocationIds: placesOf(method).flatMap((place) => locations.get(place) ?? []),
          rates: Object.entries(method.markets).flatMap(([market, offer]) => ratesOf(market, offer)),
        },
      }),
    )
  }
}

const placesOf = ({ markets }: SeedDelivery) => [...new Set(Object.values(markets).flatMap(({ at = [] }) => at))]

type Offer = NonNullable<SeedDelivery['markets'][keyof SeedDelivery['markets']]>

/** One rate for each step of weight, which begins where the lighter one ends. */
function ratesOf(market: string, { currency, days: [minDays, maxDays], rates, freeFrom }: Offer) {
  return rates.map(({ upToGrams, price }, index) => {
    const lighter = rates[index - 1]
    return {
      ...{ market, currency, amount: price, maxWeightGrams: upToGrams },
      minWeightGrams: lighter === undefined ? 0 : lighter.upToGrams + 1,
      freeFrom: freeFrom ?? null,
      estimate: { minDays, maxDays },
    }
  })
}
