import type { Account, ChannelHttp } from '@vitrine/core'
import { failureFrom } from './failure.ts'
import { limitHint } from './limits.ts'
import type { Credentials, Settings } from './settings.ts'

export type PinterestAccount = Account<Settings, Credentials>

/** What every call of one account needs. */
export interface Api {
  readonly http: ChannelHttp
  readonly settings: Settings
  /** `ad_account_id`, on calls that act for its owner. */
  readonly acting: { readonly ad_account_id?: string }
  readonly connectionId: string
  /** Milliseconds. */
  readonly now: () => number
}

const BASES = {
  production: 'https://api.pinterest.com/v5',
  sandbox: 'https://api-sandbox.pinterest.com/v5',
}

export const HOSTS = ['api.pinterest.com', 'api-sandbox.pinterest.com'] as const

/** Pinterest API v5 with the account's token. */
export function pinterestApi(account: PinterestAccount): Api {
  const { settings, connectionId, now } = account
  return {
    http: httpOf(account, async () => ({ authorization: `Bearer ${await account.token()}` })),
    settings,
    acting: settings.adAccountId === undefined ? {} : { ad_account_id: settings.adAccountId },
    connectionId,
    now,
  }
}

export function httpOf(
  account: PinterestAccount,
  headers: () => Promise<Readonly<Record<string, string>>>,
): ChannelHttp {
  return account.http({
    base: BASES[account.settings.environment],
    headers,
    failure: (answer) => failureFrom(answer, account.now()),
    limit: (answer) => limitHint(answer, account.now()),
  })
}
