import { createHmac } from 'node:crypto'
import { MINUTE, SECOND, safeEqual } from '../kernel/index.ts'

/* Standard Webhooks 1.0 (standardwebhooks.com): `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`. */

const TOLERANCE = 5 * MINUTE

export interface SignedMessage {
  readonly body: string
  readonly headers: Headers
}

/** Headers of a message. A secret is `whsec_` and base64; while it is changed, several sign. `at` is milliseconds. */
export function signMessage(
  secrets: string | readonly string[],
  { id, at, body }: { readonly id: string; readonly at: number; readonly body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(at / SECOND))
  const signatures = [secrets].flat().map((secret) => `v1,${signatureOf(secret, `${id}.${timestamp}.${body}`)}`)
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}

/** The id of a message that one of its signatures proves; null when none does, or when it is more than five minutes off. */
export function verifySigned(secret: string, { body, headers }: SignedMessage, now: number): string | null {
  const id = headers.get('webhook-id') ?? ''
  const timestamp = headers.get('webhook-timestamp') ?? ''
  const signatures = (headers.get('webhook-signature') ?? '').slice(0, 2_000)
  if (id === '' || id.length > 255 || !/^\d{1,12}$/.test(timestamp)) return null
  if (Math.abs(Number(timestamp) * SECOND - now) > TOLERANCE) return null
  const expected = `v1,${signatureOf(secret, `${id}.${timestamp}.${body}`)}`
  return signatures.split(' ').some((signature) => safeEqual(signature, expected)) ? id : null
}

function signatureOf(secret: string, text: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return createHmac('sha256', key).update(text).digest('base64')
}
