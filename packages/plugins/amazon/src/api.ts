import type { Account, ChannelHttp } from '@vitrine/core'
import { version } from '@vitrine/core'
import type { Endpoints } from './endpoints.ts'
import { failureAt, limitOf } from './failure.ts'
import { loginAt } from './login.ts'
import { type Marketplace, marketplaceOf } from './marketplaces.ts'
import type { Credentials, Settings } from './settings.ts'

/** What the keys of the channel call. */
export interface AmazonApi {
  readonly settings: Settings
  readonly marketplace: Marketplace
  /** The Selling Partner API as the seller. */
  readonly seller: ChannelHttp
  /** The Selling Partner API as the app, without a seller. */
  readonly app: ChannelHttp
  /** Presigned documents: the address carries its own permission, and no token goes along. */
  readonly documentsAt: (origin: string) => ChannelHttp
  /** Milliseconds. */
  readonly now: () => number
}

/** Amazon asks for the name and version of the app in every call ("Include a User-Agent header"). */
const userAgent = `Vitrine/${version} (Language=JavaScript)`

export function amazonApi(account: Account<Settings, Credentials>, endpoints: Endpoints): AmazonApi {
  const marketplace = marketplaceOf(account.settings.marketplace)
  const base = endpoints.api(marketplace.region)
  const as = (token: () => Promise<string>) =>
    account.http({
      base,
      failure: failureAt(account.now),
      limit: limitOf,
      headers: async () => ({ 'x-amz-access-token': await token(), 'user-agent': userAgent }),
    })
  let grantless: Promise<string> | undefined
  return {
    settings: account.settings,
    marketplace,
    seller: as(account.token),
    app: as(() => {
      grantless ??= loginAt(endpoints).grantless(account)
      return grantless
    }),
    documentsAt: (origin) => account.http({ base: origin }),
    now: account.now,
  }
}
