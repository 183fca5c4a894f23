import * as v from 'valibot'
import { type Clock, systemClock } from './time.ts'

/** `prd_` and 26 characters of lower-case Crockford base32 over a UUIDv7 (the TypeID form, RFC 9562). Sorts by time of making. */
export type Id<Prefix extends string = string> = `${Prefix}_${string}`

export type NewId = <Prefix extends string>(prefix: Prefix) => Id<Prefix>

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const BODY = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/

export interface IdSource {
  readonly now?: Clock
  /** Fills the given bytes with randomness; seeded in simulations. */
  readonly random?: (bytes: Uint8Array<ArrayBuffer>) => void
}

/**
 * Makes ids that never go backwards, also within one millisecond and when the clock jumps back:
 * the 74 random bits of the last id are counted up instead of drawn anew (RFC 9562, 6.2 method 2).
 * Growing keys cost the database 2.5 times less than random ones.
 */
export function createIds({ now = systemClock, random = fillRandom }: IdSource = {}): NewId {
  const bytes = new Uint8Array(16)
  let last = 0
  return (prefix) => {
    const time = now()
    if (time > last) {
      last = time
      random(bytes)
      stamp(bytes, time)
    } else if (!countUp(bytes)) {
      last += 1
      random(bytes)
      stamp(bytes, last)
    }
    return `${prefix}_${encode(bytes)}`
  }
}

function fillRandom(bytes: Uint8Array<ArrayBuffer>): void {
  crypto.getRandomValues(bytes)
}

function stamp(bytes: Uint8Array, time: number): void {
  let rest = time
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x07)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
}

function countUp(bytes: Uint8Array): boolean {
  for (let at = 15; at > 8; at -= 1) {
    const next = (bytes[at] ?? 0) + 1
    bytes[at] = next & 0xff
    if (next < 256) return true
  }
  return false
}

function encode(bytes: Uint8Array): string {
  let text = ''
  let buffer = 0
  let bits = 2
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(buffer >> bits) & 31]
    }
    buffer &= (1 << bits) - 1
  }
  return text
}

export function isId<Prefix extends string>(prefix: Prefix, value: unknown): value is Id<Prefix> {
  return typeof value === 'string' && value.startsWith(`${prefix}_`) && BODY.test(value.slice(prefix.length + 1))
}

/**
 * Schema of an id with this prefix: any string may be sent, as clients got it, an id of this kind comes out.
 * What OpenAPI prints of it travels along, since a check in code cannot be printed.
 */
export function idSchema<const Prefix extends string>(prefix: Prefix) {
  const schema = v.custom<Id<Prefix>>((value) => isId(prefix, value), `must be an id that starts with ${prefix}_`)
  const jsonSchema = { type: 'string', pattern: `^${prefix}_${BODY.source.slice(1)}` }
  return Object.assign(schema as unknown as v.GenericSchema<string, Id<Prefix>>, { jsonSchema })
}
