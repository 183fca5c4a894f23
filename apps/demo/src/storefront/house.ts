import type { Commerce } from '@vitrine/core'
import { clickAndCollectClient } from '@vitrine/plugin-click-and-collect/client'
import { storefrontClient } from '@vitrine/plugin-storefront/client'
import { createStorefront, type Market, type Storefront } from '@vitrine/sdk'
import type { Assets } from './assets.ts'
import { kept } from './kept.ts'
import { type Navigation, navigationOf } from './navigation.ts'
import { type UnitPricing, unitPricing } from './unit-pricing.ts'

/** Nobody hears this address: requests to it go to the app in this very process. */
const IN_PROCESS = 'http://in.process'

/** A client of this shop with its plugins. */
export type Shop = Storefront<readonly [typeof storefrontClient, typeof clickAndCollectClient]>

/** What all requests of the storefront share. */
export interface House {
  readonly assets: Assets
  readonly publicUrl: string
  readonly isSecure: boolean
  /** A client of the shop's own API; `with` gives each visit its own place and session. */
  readonly shop: Shop
  readonly navigation: Navigation
  readonly units: UnitPricing
  markets(): Promise<readonly Market[]>
  /** What the storefront plugin answers to robots, as it is: `/robots.txt`, `/sitemap.xml`. */
  forRobots(path: string): Promise<Response>
}

export interface HouseOptions {
  readonly commerce: Pick<Commerce, 'app'> & { readonly call: Pick<Commerce['call'], 'store' | 'admin'> }
  readonly assets: Assets
  readonly publicUrl: string
}

export function houseOf({ commerce, assets, publicUrl }: HouseOptions): House {
  const shop = createStorefront({
    url: IN_PROCESS,
    retries: 0,
    plugins: [storefrontClient, clickAndCollectClient],
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
    forRobots: async (path) => commerce.app.fetch(new Request(`${IN_PROCESS}/store/storefront${path}`)),
  }
}
