import { createHmac } from 'node:crypto'
import type { Account, ChannelHttp } from '@vitrine/core'
import { metaFailure, metaLimit } from './failure.ts'
import type { MetaCredentials, MetaSettings } from './settings.ts'

export const META_HOSTS = ['graph.facebook.com'] as const

/** What every call of one catalogue needs. */
export interface MetaApi {
  readonly http: ChannelHttp
  readonly catalog: string
  /** `appsecret_proof`, where the app wants it ("Secure Graph API calls"). */
  readonly proof: { readonly appsecret_proof?: string }
}

/** Graph API with the account's token. */
export function metaApi({ http, settings, credentials, now }: Account<MetaSettings, MetaCredentials>): MetaApi {
  const { accessToken, appSecret } = credentials
  return {
    http: http({
      base: `https://graph.facebook.com/${settings.apiVersion}`,
      headers: { authorization: `Bearer ${accessToken}` },
      failure: (answer) => metaFailure(answer, now()),
      limit: (answer) => metaLimit(answer, now()),
    }),
    catalog: settings.catalogId,
    proof:
      appSecret === undefined || appSecret === ''
        ? {}
        : { appsecret_proof: createHmac('sha256', appSecret).update(accessToken).digest('hex') },
  }
}
