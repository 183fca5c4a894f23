import { asc, eq } from 'drizzle-orm'
import { type App, grouped, query, remembered } from '../kernel/index.ts'
import { deliveryMethodLocations, deliveryMethods, deliveryRates } from './schema.ts'

/** What lines that change a delivery method touch. */
export const DELIVERY = 'delivery'

export type MethodRow = typeof deliveryMethods.$inferSelect
export type RateRow = typeof deliveryRates.$inferSelect

const activeMethods = query((q) =>
  q
    .select()
    .from(deliveryMethods)
    .where(eq(deliveryMethods.status, 'active'))
    .orderBy(asc(deliveryMethods.position), asc(deliveryMethods.id)),
)
const everyRate = query((q) => q.select().from(deliveryRates).orderBy(asc(deliveryRates.id)))
const everyPlace = query((q) =>
  q.select().from(deliveryMethodLocations).orderBy(asc(deliveryMethodLocations.locationId)),
)

/** A method with what one market pays for it in one currency. */
export interface Offer {
  readonly method: MethodRow
  readonly rates: readonly RateRow[]
  readonly locationIds: readonly string[]
}

type Offers = ReadonlyMap<string, readonly Offer[]>

const remember = remembered({ touches: [DELIVERY], load: load })

async function load({ db }: Pick<App, 'db'>): Promise<Offers> {
  const [methods, rates, places] = await Promise.all([db.all(activeMethods), db.all(everyRate), db.all(everyPlace)])
  const byMethod = grouped(rates, ({ methodId }) => methodId)
  const placesOf = grouped(places, ({ methodId }) => methodId)
  const offers = methods.flatMap((method) => {
    const locationIds = (placesOf.get(method.id) ?? []).map(({ locationId }) => locationId)
    const perMarket = grouped(byMethod.get(method.id) ?? [], keyOf)
    return [...perMarket].map(([key, own]) => ({ key, offer: { method, rates: own, locationIds } }))
  })
  const byMarket = grouped(offers, ({ key }) => key)
  return new Map([...byMarket].map(([key, list]) => [key, list.map(({ offer }) => offer)]))
}

const keyOf = ({ marketCode, currency }: Pick<RateRow, 'marketCode' | 'currency'>) => `${marketCode}/${currency}`

/** What is offered in a market and currency, in the merchant's order. Kept in memory. */
export async function offersOf(
  reader: Pick<App, 'db' | 'now'>,
  where: Pick<RateRow, 'marketCode' | 'currency'>,
): Promise<readonly Offer[]> {
  return (await remember(reader)).get(keyOf(where)) ?? []
}
