import { type Account, channelFailure, type Tokens } from '@vitrine/core'
import * as v from 'valibot'
import type { GoogleCredentials } from './settings.ts'

const BASE = 'https://oauth2.googleapis.com'
const SCOPE = 'https://www.googleapis.com/auth/content'
/** Seconds that an assertion is good; Google takes an hour at most. */
const LIFE = 3_600
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

const Answer = v.object({ access_token: v.string(), expires_in: v.number() })
const Refusal = v.object({ error: v.string(), error_description: v.optional(v.string()) })

/** An access token for a signed assertion (RFC 7523, 2.1; Google's "OAuth 2.0 for server to server applications"). */
export async function googleToken({ http, credentials, now }: Account<unknown, GoogleCredentials>): Promise<Tokens> {
  const assertion = await signed(credentials, Math.floor(now() / 1_000))
  const calls = http({
    base: BASE,
    failure: ({ body, status }) => {
      if (status >= 500 || !v.is(Refusal, body)) return undefined
      return { kind: 'auth', code: body.error, message: body.error_description ?? body.error }
    },
  })
  const form = { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }
  const { body } = await calls.post('/token', { form, output: Answer, isRepeatable: true, bucket: 'token' })
  return { accessToken: body.access_token, expiresAt: now() + body.expires_in * 1_000 }
}

async function signed({ clientEmail, privateKey }: GoogleCredentials, issuedAt: number): Promise<string> {
  const claims = { iss: clientEmail, scope: SCOPE, aud: `${BASE}/token`, iat: issuedAt, exp: issuedAt + LIFE }
  const text = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`
  const signature = await crypto.subtle.sign(RSA, await keyOf(privateKey), new TextEncoder().encode(text))
  return `${text}.${Buffer.from(signature).toString('base64url')}`
}

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

async function keyOf(pem: string): Promise<Key> {
  const text = pem.replaceAll('\\n', '\n').replace(/-----[A-Z ]+-----/g, '')
  try {
    return await crypto.subtle.importKey('pkcs8', Buffer.from(text, 'base64'), RSA, false, ['sign'])
  } catch {
    const message = 'the private key cannot be read: give the private_key of the key file, with its first and last line'
    throw channelFailure({ kind: 'auth', code: 'private-key', message })
  }
}
