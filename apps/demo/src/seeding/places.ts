import type { Commerce } from '@vitrine/core'
import {
  CHANNEL,
  DELIVERY,
  LANGUAGES,
  LOCATIONS,
  type LocationCode,
  MARKETS,
  type SeedLocation,
  TAX_ZONES,
} from '../seed/index.ts'
import { unlessThere } from './unless-there.ts'
import { inAll } from './words.ts'

type Admin = Commerce['call']['admin']

export async function seedMarkets(admin: Admin): Promise<void> {
  const { markets } = admin
  for (const { name, countries, currency, ...market } of MARKETS)
    await unlessThere(
      markets.create({
        body: {
          ...market,
          name: name.en,
          countries: [...countries],
          currency,
          currencies: [currency],
          languages: [...LANGUAGES],
        },
      }),
    )
  await closeFirstMarket(admin)
  await unlessThere(
    markets.createChannel({
      body: { code: CHANNEL.code, kind: CHANNEL.kind, name: CHANNEL.name.en, isDefault: true },
    }),
  )
  for (const { name, countries, rates, shippingClass } of TAX_ZONES)
    for (const country of countries)
      await unlessThere(
        markets.createZone({
          body: {
            name: countries.length === 1 ? name : `${name}: ${country}`,
            country,
            shippingClass,
            rates: Object.entries(rates).map(([taxClass, basisPoints]) => ({ taxClass, basisPoints })),
          },
        }),
      )
}

/** A new shop has a market of its own so that it can sell at once; this merchant has others. */
async function closeFirstMarket({ markets }: Admin): Promise<void> {
  const { items } = await markets.list({ query: { status: 'active' } })
  const own = new Set<string>(MARKETS.map(({ code }) => code))
  for (const { id, code } of items) if (!own.has(code)) await markets.archive({ params: { id } })
}

/** Markets that a shop serves are those in which one may collect there; the warehouse serves all. */
function marketsOf(code: LocationCode): string[] {
  const collected = DELIVERY.flatMap(({ markets }) => Object.entries(markets))
  return [...new Set(collected.flatMap(([market, { at }]) => (at?.includes(code) ? [market] : [])))]
}

/** Answers the ids of the locations by their code. */
export async function seedLocations({ locations }: Admin): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (const location of LOCATIONS) {
    await unlessThere(locations.create({ body: locationInput(location) }))
    const { id } = await locations.get({ params: { id: location.code } })
    ids.set(location.code, id)
  }
  return ids
}

function locationInput(location: SeedLocation) {
  const { code, name, kind, priority, ships, pickup, line1, city, postalCode, country, pickupNote } = location
  return {
    ...{ code, priority, ships, pickup, line1, postalCode, country },
    name: name.en,
    city: city.en,
    // A stall sells from its own shelf and neither sends nor hands over: a shop with both turned off.
    kind: kind === 'stall' ? ('store' as const) : kind,
    marketCodes: marketsOf(code),
    handlingDays: kind === 'warehouse' ? 1 : 2,
    pickupHours: pickup ? 2 : 0,
    texts: inAll((language) => ({
      name: name[language],
      ...(pickupNote !== undefined && { pickupNote: pickupNote[language] }),
    })),
  }
}
