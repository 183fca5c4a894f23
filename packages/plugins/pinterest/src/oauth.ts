import { channelFailure, type OAuth, type Tokens } from '@vitrine/core'
import * as v from 'valibot'
import { httpOf, type PinterestAccount } from './api.ts'
import type { Credentials, Settings } from './settings.ts'

/** Operation by operation in the contract; `ads:write` is for conversion events. */
const SCOPES = [
  'ads:read',
  'ads:write',
  'boards:read',
  'boards:write',
  'catalogs:read',
  'catalogs:write',
  'pins:read',
  'pins:write',
  'user_accounts:read',
]

/** Seconds. */
const Answer = v.object({
  access_token: v.string(),
  expires_in: v.number(),
  refresh_token: v.optional(v.string()),
  refresh_token_expires_in: v.optional(v.number()),
})

/**
 * The code flow with continuous refresh: every answer brings a refresh token that replaces the one of before, good for 60 days
 * (operation oauth/token).
 */
export const oauth: OAuth<Settings, Credentials> = {
  authorize({ credentials, redirectUri, state }) {
    const url = new URL('https://www.pinterest.com/oauth/')
    const query = { client_id: credentials.appId, redirect_uri: redirectUri, response_type: 'code', state }
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    url.searchParams.set('scope', SCOPES.join(','))
    return url.href
  },
  exchange: (account, { code, redirectUri }) =>
    tokens(account, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      ...(account.settings.isOldApp ? { continuous_refresh: 'true' } : {}),
    }),
  refresh(account, current) {
    const refreshToken = current?.refreshToken ?? account.credentials.refreshToken
    if (refreshToken === undefined)
      throw channelFailure({ kind: 'auth', code: 'no-grant', message: 'nobody allowed this shop to act at Pinterest' })
    return tokens(account, { grant_type: 'refresh_token', refresh_token: refreshToken })
  },
  async revoke(account, { accessToken, refreshToken }) {
    if (refreshToken !== undefined) await revoke(account, { token: refreshToken, token_type_hint: 'refresh_token' })
    await revoke(account, { token: accessToken, token_type_hint: 'access_token' })
  },
}

async function tokens(account: PinterestAccount, form: Readonly<Record<string, string>>): Promise<Tokens> {
  const { body } = await asApp(account).post('/oauth/token', { form, output: Answer, bucket: 'org_read' })
  const after = (seconds: number) => account.now() + seconds * 1000
  return {
    accessToken: body.access_token,
    expiresAt: after(body.expires_in),
    ...(body.refresh_token === undefined ? {} : { refreshToken: body.refresh_token }),
    ...(body.refresh_token_expires_in === undefined ? {} : { refreshExpiresAt: after(body.refresh_token_expires_in) }),
  }
}

/** Operation token/revoke. */
async function revoke(account: PinterestAccount, form: Readonly<Record<string, string>>): Promise<void> {
  await asApp(account).post('/oauth/token/revoke', { form, bucket: 'org_write', isRepeatable: true })
}

/** Calls about tokens are made by the app itself: HTTP Basic with its id and secret. */
function asApp(account: PinterestAccount) {
  const { appId, appSecret } = account.credentials
  const basic = Buffer.from(`${appId}:${appSecret}`).toString('base64')
  return httpOf(account, async () => ({ authorization: `Basic ${basic}` }))
}
