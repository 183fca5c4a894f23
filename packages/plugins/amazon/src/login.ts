import { type Account, channelFailure, type Tokens } from '@vitrine/core'
import * as v from 'valibot'
import type { Endpoints } from './endpoints.ts'
import { loginFailure } from './failure.ts'
import { marketplaceOf } from './marketplaces.ts'
import { problems } from './problems.ts'
import type { Credentials, Settings } from './settings.ts'

const Granted = v.object({
  access_token: v.string(),
  refresh_token: v.optional(v.string()),
  /** Seconds. */
  expires_in: v.number(),
})

type AmazonAccount = Account<Settings, Credentials>

/** Asks Login with Amazon for tokens ("Connecting to the Selling Partner API", step 1). */
async function grant(
  account: AmazonAccount,
  { login }: Endpoints,
  form: Readonly<Record<string, string>>,
): Promise<Tokens> {
  const { clientId, clientSecret } = account.credentials
  const asked = account.now()
  const { body } = await account.http({ base: login, failure: loginFailure }).post('/auth/o2/token', {
    form: { ...form, client_id: clientId, client_secret: clientSecret },
    output: Granted,
    bucket: 'login',
    isRepeatable: form.grant_type !== 'authorization_code',
  })
  return {
    accessToken: body.access_token,
    expiresAt: asked + body.expires_in * 1000,
    ...(body.refresh_token === undefined ? {} : { refreshToken: body.refresh_token }),
  }
}

/** The consent of a seller and what is made of it; the refresh token stays good until the seller takes it back or a year went by. */
export function loginAt(endpoints: Endpoints) {
  return {
    authorize: ({ settings, credentials, redirectUri, state }: Asking): string => {
      const { applicationId } = credentials
      if (applicationId === undefined)
        throw problems.refused({ detail: 'The consent page needs the application id of the app; enter it first.' })
      const url = new URL(`${endpoints.consent(marketplaceOf(settings.marketplace).site)}/apps/authorize/consent`)
      url.searchParams.set('application_id', applicationId)
      url.searchParams.set('redirect_uri', redirectUri)
      url.searchParams.set('state', state)
      return url.href
    },
    /** Amazon calls the code `spapi_oauth_code`, and says whose account it is. */
    exchange: async (account: AmazonAccount, { code, redirectUri, query }: Callback): Promise<Tokens> => {
      const seller = query.get('selling_partner_id')
      if (seller !== null && seller !== account.settings.sellerId)
        throw channelFailure({
          kind: 'auth',
          code: 'other-seller',
          message: `The consent is of seller ${seller}, the connection of ${account.settings.sellerId}.`,
        })
      const given = query.get('spapi_oauth_code') ?? code
      return grant(account, endpoints, { grant_type: 'authorization_code', code: given, redirect_uri: redirectUri })
    },
    refresh: async (account: AmazonAccount, current: Tokens | null): Promise<Tokens> => {
      const refreshToken = current?.refreshToken ?? account.credentials.refreshToken
      if (refreshToken === undefined)
        throw channelFailure({ kind: 'auth', code: 'no-consent', message: 'The seller has not given consent yet.' })
      return grant(account, endpoints, { grant_type: 'refresh_token', refresh_token: refreshToken })
    },
    /** For calls without a seller: destinations of notifications ("Grantless operations"). */
    grantless: async (account: AmazonAccount): Promise<string> => {
      const scope = 'sellingpartnerapi::notifications'
      return (await grant(account, endpoints, { grant_type: 'client_credentials', scope })).accessToken
    },
  }
}

interface Asking {
  readonly settings: Settings
  readonly credentials: Credentials
  readonly redirectUri: string
  readonly state: string
}

interface Callback {
  readonly code: string
  readonly redirectUri: string
  readonly query: URLSearchParams
}
