import type { Commerce } from '@vitrine/core'
import { createStorefront, type Market, type Storefront } from '@vitrine/sdk'
import type { Assets } from './assets.ts'
import { kept } from './kept.ts'
import { type Navigation, navigationOf } from './navigation.ts'
import { type UnitPricing, unitPricing } from './unit-pricing.ts'

/** Nobody hears this address: requests to it go to the app in this very process. */
const IN_PROCESS = 'http://in.process'

/** What all requests of the storefront share. */
export interface House {
  readonly assets: Assets
  readonly publicUrl: string
  readonly isSecure: boolean
  /** A client of the shop's own API; `with` gives each visit its own place and session. */
  readonly shop: Storefront
  readonly navigation: Navigation
  readonly units: UnitPricing
  markets(): Promise<readonly Market[]>
}

export interface HouseOptions {
  readonly commerce: Pick<Commerce, 'app' | 'call'>
  readonly assets: Assets
  readonly publicUrl: string
}

export function houseOf({ commerce, assets, publicUrl }: HouseOptions): House {
  const shop = createStorefront({
    url: IN_PROCESS,
    retries: 0,
    fetch: async (input, init) => commerce.app.fetch(new Request(input, init)),
  })
  const markets = kept({ seconds: 30, load: async () => (await shop.markets.list()).items })
  return {
    assets,
    publicUrl,
    isSecure: publicUrl.startsWith('https:'),
    shop,
    navigation: navigationOf(shop),
    units: unitPricing(commerce),
    markets: () => markets.get('all'),
  }
}
