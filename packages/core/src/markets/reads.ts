import { asc } from 'drizzle-orm'
import { type App, query, remembered } from '../kernel/index.ts'
import type { Market, SalesChannel } from './model.ts'
import { markets, salesChannels } from './schema.ts'

/** What lines that change markets or channels touch. */
export const MARKETS = 'markets'

type Reader = Pick<App, 'db' | 'now'>

const everyMarket = query((q) =>
  q
    .select({
      id: markets.id,
      code: markets.code,
      name: markets.name,
      countries: markets.countries,
      currency: markets.currency,
      currencies: markets.currencies,
      languages: markets.languages,
      defaultLanguage: markets.defaultLanguage,
      pricesIncludeTax: markets.pricesIncludeTax,
      taxRounding: markets.taxRounding,
      status: markets.status,
      isDefault: markets.isDefault,
    })
    .from(markets)
    .orderBy(asc(markets.createdAt), asc(markets.id)),
)

const everyChannel = query((q) =>
  q
    .select({
      id: salesChannels.id,
      code: salesChannels.code,
      name: salesChannels.name,
      kind: salesChannels.kind,
      marketCodes: salesChannels.marketCodes,
      status: salesChannels.status,
      isDefault: salesChannels.isDefault,
      publishesNew: salesChannels.publishesNew,
    })
    .from(salesChannels)
    .orderBy(asc(salesChannels.createdAt), asc(salesChannels.id)),
)

/** Every market, archived ones too, the oldest first. Kept in memory. */
export const allMarkets: (reader: Reader) => Promise<readonly Market[]> = remembered({
  touches: [MARKETS],
  load: ({ db }) => db.all(everyMarket),
})

/** Every sales channel, archived ones too, the oldest first. Kept in memory. */
export const allChannels: (reader: Reader) => Promise<readonly SalesChannel[]> = remembered({
  touches: [MARKETS],
  load: ({ db }) => db.all(everyChannel),
})

/** The market that answers those who name none. */
export async function defaultMarket(reader: Reader): Promise<Market> {
  const found = (await allMarkets(reader)).find(({ isDefault }) => isDefault)
  if (found === undefined) throw new Error('the shop has no default market')
  return found
}
