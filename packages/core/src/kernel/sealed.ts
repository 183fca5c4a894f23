import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Encrypts small secrets for storage: AES-256-GCM, key outside the database, key id in front for rotation. */
export interface Sealer {
  /** `purpose` is authenticated: a value sealed for one purpose does not open for another. */
  seal(plain: string, purpose: string): string
  /** Throws when the key is unknown, the purpose differs or the text was tampered with. */
  unseal(sealed: string, purpose: string): string
  /** True when the value was sealed with an older key and should be sealed anew. */
  isStale(sealed: string): boolean
}

export interface SealingKey {
  readonly id: string
  readonly secret: string
}

/** The first key seals; all open. To rotate, put a new key in front and reseal what `isStale`. */
export function createSealer(keys: readonly [SealingKey, ...SealingKey[]]): Sealer {
  const odd = keys.find(({ id }) => !/^[\w-]+$/.test(id))
  if (odd !== undefined) throw new Error(`sealing key id ${odd.id} must be letters, digits, - and _`)
  const derived = new Map(
    keys.map(({ id, secret }) => [id, createHash('sha256').update(`vitrine/seal/${secret}`).digest()]),
  )
  const current = keys[0].id
  return {
    seal(plain, purpose) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keyOf(derived, current), iv).setAAD(Buffer.from(purpose))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return `v1.${current}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    unseal(sealed, purpose) {
      const { id, bytes } = parts(sealed)
      const key = keyOf(derived, id)
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
      decipher.setAAD(Buffer.from(purpose))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    isStale: (sealed) => sealed.split('.')[1] !== current,
  }
}

/** Strict, so that one value has one spelling and a cut tag (which GCM would accept down to four bytes) is refused. */
function parts(sealed: string): { id: string; bytes: Buffer } {
  const [, id, payload] = /^v1\.([\w-]+)\.([\w-]+)$/.exec(sealed) ?? []
  const bytes = Buffer.from(payload ?? '', 'base64url')
  if (id === undefined || bytes.length < 28 || bytes.toString('base64url') !== payload)
    throw new Error('not a sealed value')
  return { id, bytes }
}

function keyOf(keys: ReadonlyMap<string, Buffer>, id: string): Buffer {
  const key = keys.get(id)
  if (key === undefined) throw new Error(`sealing key ${id} is not configured`)
  return key
}

/** A token of 32 random bytes for links and carts, in base64url. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored of a random token or API key: SHA-256, hex. Enough for tokens of 256 random bits. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** So many signatures are remembered: a cart is asked for several times within a minute. */
const SIGNED = 5_000
const signed = new Map<string, Map<string, string>>()

/** HMAC-SHA-256 in base64url. */
export function hmac(secret: string, text: string): string {
  const known = signedBy(secret)
  const before = known.get(text)
  if (before !== undefined) return before
  const signature = createHmac('sha256', secret).update(text).digest('base64url')
  known.set(text, signature)
  return signature
}

function signedBy(secret: string): Map<string, string> {
  const known = signed.get(secret)
  if (known !== undefined && known.size < SIGNED) return known
  const fresh = new Map<string, string>()
  signed.set(secret, fresh)
  return fresh
}

/** Compares in constant time what is of one length and public form, such as signatures; other lengths are told apart at once. */
export function sameSignature(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Compares in constant time, whatever the lengths. */
export function safeEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
