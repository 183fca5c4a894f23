import type { Account, ChannelHttp } from '@vitrine/core'
import { googleFailure } from './failure.ts'
import type { GoogleCredentials, GoogleSettings } from './settings.ts'

export const GOOGLE_HOSTS = ['merchantapi.googleapis.com', 'oauth2.googleapis.com'] as const

/** What every call of one account needs. */
export interface GoogleApi {
  readonly http: ChannelHttp
  readonly settings: GoogleSettings
  /** `accounts/123`. */
  readonly account: string
  /** `accounts/123/dataSources/456`. */
  readonly dataSource: string
  /** Milliseconds. */
  readonly now: () => number
}

/** Merchant API v1 with the account's token. */
export function googleApi({ http, settings, token, now }: Account<GoogleSettings, GoogleCredentials>): GoogleApi {
  const account = `accounts/${settings.accountId}`
  return {
    http: http({
      base: 'https://merchantapi.googleapis.com',
      headers: async () => ({ authorization: `Bearer ${await token()}` }),
      failure: googleFailure,
    }),
    settings,
    account,
    dataSource: `${account}/dataSources/${settings.dataSourceId}`,
    now,
  }
}

/**
 * The last part of a product's name: `en~NL~SKU`, in unpadded base64url where a part has letters that paths mistake (schema ProductInput,
 * name: "Encoded Format").
 */
export function productName(
  { settings: { contentLanguage, feedLabel } }: Pick<GoogleApi, 'settings'>,
  key: string,
): string {
  const name = `${contentLanguage}~${feedLabel}~${key}`
  return /^[\w.-]+$/.test(key) ? name : Buffer.from(name).toString('base64url')
}
