import type { Account, ChannelHttp, Tokens } from '@vitrine/core'
import { is } from 'valibot'
import { Refusal, Results, Token, Told } from './contract.ts'
import { acknowledged } from './offer.ts'

const base = 'https://api.bazaar.example'

/** An access token by client credentials (RFC 6749, 4.4). */
export async function tokens({
  http,
  credentials: { clientId, clientSecret },
  now,
}: Account<unknown, { readonly clientId: string; readonly clientSecret: string }>): Promise<Tokens> {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
  const { body } = await http({ base }).post('/oauth/token', { form, output: Token, isRepeatable: true })
  return { accessToken: body.access_token, expiresAt: now() + body.expires_in * 1_000 }
}

/** Calls of Bazaar in the seller's market, with its errors and its rate limits understood. */
export function bazaarApi({ http, token, settings, now }: Account<{ readonly market: string }, unknown>): ChannelHttp {
  return http({
    base: `${base}/v1`,
    headers: async () => ({ authorization: `Bearer ${await token()}`, 'bazaar-market': settings.market }),
    failure: ({ body }) => (is(Refusal, body) ? body.error : undefined),
    limit: ({ headers }) => {
      const remaining = headers.get('ratelimit-remaining')
      const until = now() + Number(headers.get('ratelimit-reset')) * 1_000
      return remaining === null ? undefined : { remaining: Number(remaining), until }
    },
  })
}

/** A batch may be sent again without harm, since Bazaar keeps the newest of each key. */
export async function batch(
  api: ChannelHttp,
  path: string,
  { body, bucket = 'default' }: { body: object; bucket?: string },
) {
  const { results } = (await api.post(path, { body, bucket, output: Results, isRepeatable: true })).body
  return results.map(acknowledged)
}

/** A command about an order; told twice with one key, Bazaar does it once. */
export async function tell(api: ChannelHttp, path: string, { key, body }: { key: string; body: object }) {
  await api.post(`/orders/${path}`, { body, headers: { 'idempotency-key': key }, output: Told, isRepeatable: true })
  return { outcome: 'done' } as const
}
