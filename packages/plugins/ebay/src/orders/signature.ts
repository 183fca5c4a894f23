import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto'
import type { Credentials } from '../settings.ts'

/** What is signed, in this order (Digital Signatures for APIs; HTTP Message Signatures, RFC 9421, 2.5). */
const COVERED = ['content-digest', 'x-ebay-signature-key', '@method', '@path', '@authority']

interface Signed {
  readonly method: string
  readonly url: URL
  readonly body: string
  /** Milliseconds. */
  readonly now: number
}

/** The headers that sellers in the EU and the UK owe with calls that pay money out. Undefined without a key. */
export function signatureHeaders(
  { signingKey, signingJwe }: Credentials,
  { method, url, body, now }: Signed,
): Readonly<Record<string, string>> | undefined {
  if (signingKey === undefined || signingJwe === undefined) return undefined
  const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
  const values: Readonly<Record<string, string>> = {
    'content-digest': digest,
    'x-ebay-signature-key': signingJwe,
    '@method': method,
    '@path': url.pathname,
    '@authority': url.host,
  }
  const input = `(${COVERED.map((name) => `"${name}"`).join(' ')});created=${Math.floor(now / 1000)}`
  const base = [...COVERED.map((name) => `"${name}": ${values[name]}`), `"@signature-params": ${input}`].join('\n')
  return {
    'content-digest': digest,
    'x-ebay-signature-key': signingJwe,
    'signature-input': `sig1=${input}`,
    signature: `sig1=:${sign(null, Buffer.from(base), keyOf(signingKey)).toString('base64')}:`,
  }
}

/** The Key Management API hands keys out as base64 of PKCS #8, without the lines of a PEM file. */
function keyOf(text: string): KeyObject {
  const bare = text.replace(/-----[A-Z ]+-----|\s/g, '')
  return createPrivateKey({ key: Buffer.from(bare, 'base64'), format: 'der', type: 'pkcs8' })
}
