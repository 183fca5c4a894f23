import { type Account, channelFailure, type Tokens } from '@vitrine/core'
import * as v from 'valibot'
import type { Credentials, Settings } from '../settings.ts'
import { apiOf, authOf } from './hosts.ts'

export type EbayAccount = Account<Settings, Credentials>

const PUBLIC = 'https://api.ebay.com/oauth/api_scope'
/** What the operations of the contracts that we call ask for (`security` of each). */
const SCOPES = [
  PUBLIC,
  `${PUBLIC}/sell.inventory`,
  `${PUBLIC}/sell.fulfillment`,
  `${PUBLIC}/sell.account.readonly`,
  `${PUBLIC}/sell.finances`,
  `${PUBLIC}/commerce.notification.subscription`,
].join(' ')

const Granted = v.object({
  access_token: v.string(),
  expires_in: v.number(),
  refresh_token: v.optional(v.string()),
  refresh_token_expires_in: v.optional(v.number()),
})

/** The page where the seller agrees (OAuth 2.0 authorization code grant; eBay's `redirect_uri` is the RuName). */
export function consentUrl({
  settings,
  credentials,
  state,
}: {
  readonly settings: Settings
  readonly credentials: Credentials
  readonly state: string
}): string {
  const url = new URL('/oauth2/authorize', authOf(settings))
  const query = {
    client_id: credentials.clientId,
    redirect_uri: ruNameOf(settings),
    response_type: 'code',
    scope: SCOPES,
    state,
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

function ruNameOf({ ruName }: Settings): string {
  if (ruName !== undefined) return ruName
  throw channelFailure({
    kind: 'refused',
    code: 'ruName',
    message: 'Set the RuName of your eBay application before you connect.',
    issues: [{ severity: 'error', code: 'ruName', message: 'It is missing.', field: 'settings.ruName' }],
  })
}

/** Access for 2 hours, and a refresh token for 18 months. */
export function exchangeCode(account: EbayAccount, code: string): Promise<Tokens> {
  return granted(account, { grant_type: 'authorization_code', code, redirect_uri: ruNameOf(account.settings) })
}

/** eBay does not rotate refresh tokens: the one of before stays good. */
export function refreshTokens(account: EbayAccount, current: Tokens | null): Promise<Tokens> {
  const token = current?.refreshToken ?? account.credentials.refreshToken
  if (token === undefined)
    throw channelFailure({ kind: 'auth', code: 'not-connected', message: 'Connect the account with eBay first.' })
  return granted(account, { grant_type: 'refresh_token', refresh_token: token, scope: SCOPES })
}

async function granted(account: EbayAccount, form: Readonly<Record<string, string>>): Promise<Tokens> {
  const { clientId, clientSecret } = account.credentials
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
  const http = account.http({
    base: apiOf(account.settings),
    headers: { authorization: `Basic ${basic}`, accept: 'application/json' },
    failure: ({ status, body }) => (status < 500 ? refusal(body) : undefined),
  })
  const { body } = await http.post('/identity/v1/oauth2/token', {
    form,
    bucket: 'token',
    output: Granted,
    isRepeatable: form.grant_type !== 'authorization_code',
  })
  const now = account.now()
  const { access_token, expires_in, refresh_token, refresh_token_expires_in } = body
  return {
    accessToken: access_token,
    expiresAt: now + expires_in * 1000,
    ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
    ...(refresh_token_expires_in === undefined ? {} : { refreshExpiresAt: now + refresh_token_expires_in * 1000 }),
  }
}

const Refused = v.object({ error: v.string(), error_description: v.optional(v.string()) })

/** RFC 6749, 5.2: `invalid_grant` means that the seller must agree again, `invalid_client` that the keys are wrong. */
function refusal(body: unknown) {
  const read = v.safeParse(Refused, body)
  if (!read.success) return undefined
  const { error, error_description } = read.output
  return { kind: 'auth' as const, code: error, message: error_description ?? error }
}

interface Kept {
  readonly token: string
  readonly until: number
}
const applications = new Map<string, Promise<Kept>>()
/** Before it ends, so that no call travels with a token that dies on the way. */
const MARGIN = 300_000

const keyOf = ({ connectionId, credentials, settings }: EbayAccount) =>
  `${connectionId} ${credentials.clientId} ${apiOf(settings)}`

/** One that eBay does not take is not kept. */
export function forgetApplicationToken(account: EbayAccount): void {
  applications.delete(keyOf(account))
}

/** The application's own token, for data that belongs to no seller; kept, since eBay grants 1 000 in a day. */
export async function applicationToken(account: EbayAccount): Promise<string> {
  const key = keyOf(account)
  const known = await applications.get(key)?.catch(() => undefined)
  if (known !== undefined && known.until > account.now()) return known.token
  const asked = granted(account, { grant_type: 'client_credentials', scope: PUBLIC }).then((tokens) => ({
    token: tokens.accessToken,
    until: tokens.expiresAt - MARGIN,
  }))
  applications.set(key, asked)
  try {
    return (await asked).token
  } catch (error) {
    applications.delete(key)
    throw error
  }
}
