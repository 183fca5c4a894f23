import type { ChannelHttp, HttpOptions } from '@vitrine/core'
import { type Marketplace, marketplaceOf } from '../marketplaces.ts'
import type { Settings } from '../settings.ts'
import { failureOf } from './faults.ts'
import { apiOf } from './hosts.ts'
import { applicationToken, type EbayAccount, forgetApplicationToken } from './tokens.ts'

/** The APIs of one account, and what its calls must know of it. */
export interface Ebay {
  readonly settings: Settings
  readonly marketplace: Marketplace
  /** For `Content-Language`. */
  readonly language: string
  readonly connectionId: string
  readonly account: EbayAccount
  readonly inventory: ChannelHttp
  readonly fulfillment: ChannelHttp
  readonly sellers: ChannelHttp
  /** With the application's own token. */
  readonly taxonomy: ChannelHttp
  /** With the application's own token. */
  readonly notification: ChannelHttp
  readonly now: () => number
}

export function connectEbay(account: EbayAccount): Ebay {
  const { settings, now } = account
  const marketplace = marketplaceOf(settings.marketplace)
  const api = (path: string, token = account.token, failure: HttpOptions['failure'] = failureOf) =>
    account.http({
      base: `${apiOf(settings)}${path}`,
      headers: async () => ({ authorization: `Bearer ${await token()}`, accept: 'application/json' }),
      failure,
    })
  const ofApplication = (path: string) =>
    api(
      path,
      () => applicationToken(account),
      (answer) => {
        if (answer.status !== 401) return failureOf(answer)
        forgetApplicationToken(account)
        return { ...failureOf(answer), kind: 'temporary' }
      },
    )
  return {
    settings,
    marketplace,
    language: settings.language ?? marketplace.languages[0] ?? 'en-US',
    connectionId: account.connectionId,
    account,
    inventory: api('/sell/inventory/v1'),
    fulfillment: api('/sell/fulfillment/v1'),
    sellers: api('/sell/account/v1'),
    taxonomy: ofApplication('/commerce/taxonomy/v1'),
    notification: ofApplication('/commerce/notification/v1'),
    now,
  }
}
