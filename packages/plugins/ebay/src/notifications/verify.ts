import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { HookRequest } from '@vitrine/core'
import * as v from 'valibot'
import type { Ebay } from '../api/connect.ts'
import { unlessMissing } from '../inventory/outcome.ts'

const Header = v.object({ kid: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,100}$/)), signature: v.string() })
const Key = v.object({ key: v.string(), digest: v.optional(v.string(), 'SHA1') })

interface Kept {
  readonly key: KeyObject
  readonly digest: string
  readonly until: number
}
const keys = new Map<string, Kept>()
/** As eBay asks: keys are kept for an hour. */
const KEPT = 3_600_000

/** Whether eBay signed these very bytes: ECDSA by the key that `x-ebay-signature` names (Notification API, getPublicKey). */
export async function isFromEbay({ headers, body }: HookRequest, api: Ebay): Promise<boolean> {
  const told = readHeader(headers.get('x-ebay-signature'))
  if (told === undefined) return false
  const known = await publicKey(api, told.kid)
  if (known === undefined) return false
  try {
    return verify(known.digest, body, known.key, Buffer.from(told.signature, 'base64'))
  } catch {
    return false
  }
}

function readHeader(header: string | null) {
  try {
    const read = v.safeParse(Header, JSON.parse(Buffer.from(header ?? '', 'base64').toString()))
    return read.success ? read.output : undefined
  } catch {
    return undefined
  }
}

async function publicKey(api: Ebay, kid: string): Promise<Kept | undefined> {
  const name = `${api.connectionId} ${kid}`
  const known = keys.get(name)
  if (known !== undefined && known.until > api.now()) return known
  const path = `/public_key/${encodeURIComponent(kid)}`
  const answer = await unlessMissing(api.notification.get(path, { bucket: 'notification', output: Key }))
  if (answer === undefined) return undefined
  const { key, digest } = answer.body
  const kept = { key: createPublicKey(pemOf(key)), digest: digest.replace('-', ''), until: api.now() + KEPT }
  keys.set(name, kept)
  return kept
}

/** eBay writes PEM files in one line. */
function pemOf(key: string): string {
  const bare = key.replace(/-----[A-Z ]+-----|\s/g, '')
  return `-----BEGIN PUBLIC KEY-----\n${bare.replace(/(.{64})/g, '$1\n')}\n-----END PUBLIC KEY-----\n`
}
