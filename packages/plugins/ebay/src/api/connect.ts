import type { ChannelHttp } from '@vitrine/core'
import { type Marketplace, marketplaceOf } from '../marketplaces.ts'
import type { Settings } from '../settings.ts'
import { failureOf } from './faults.ts'
import { apiOf } from './hosts.ts'
import { applicationToken, type EbayAccount } from './tokens.ts'

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
  const api = (path: string, token: () => Promise<string>) =>
    account.http({
      base: `${apiOf(settings)}${path}`,
      headers: async () => ({ authorization: `Bearer ${await token()}`, accept: 'application/json' }),
      failure: failureOf,
    })
  const own = () => applicationToken(account)
  return {
    settings,
    marketplace,
    language: settings.language ?? marketplace.languages[0] ?? 'en-US',
    connectionId: account.connectionId,
    account,
    inventory: api('/sell/inventory/v1', account.token),
    fulfillment: api('/sell/fulfillment/v1', account.token),
    sellers: api('/sell/account/v1', account.token),
    taxonomy: api('/commerce/taxonomy/v1', own),
    notification: api('/commerce/notification/v1', own),
    now,
  }
}
