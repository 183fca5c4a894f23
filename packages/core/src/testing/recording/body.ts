import { type FixtureBody, SECRET } from './fixture.ts'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** As text; undefined when the bytes are none. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}

/** A body as it may be kept. Bytes in which a secret was found are not kept at all. */
export function keptBody(bytes: Uint8Array, scrub: (text: string) => string): FixtureBody {
  if (bytes.length === 0) return null
  const text = textOf(bytes)
  if (text !== undefined) return keptText(text, scrub)
  const base64 = Buffer.from(bytes).toString('base64')
  return scrub(base64) === base64 ? { base64 } : SECRET
}

/** JSON is looked at as a value, too: what hides in its escapes would be seen by whoever parses it. */
function keptText(text: string, scrub: (text: string) => string): FixtureBody {
  const value = parsed(text)
  if (value === undefined) return scrub(text)
  const compact = JSON.stringify(value)
  const clean = scrub(compact)
  if (clean !== compact || scrub(text) !== text) return jsonOr(clean)
  return compact === text ? { json: value } : text
}

function jsonOr(text: string): FixtureBody {
  const json = parsed(text)
  return json === undefined ? text : { json }
}

/** The text that was kept, as it is sent again; null for bytes and for nothing. */
export function keptTextOf(body: FixtureBody): string | null {
  if (body === null || typeof body === 'string') return body
  return 'json' in body ? JSON.stringify(body.json) : null
}

export function bytesOf(body: FixtureBody): Uint8Array<ArrayBuffer> | null {
  if (body === null) return null
  const isBinary = typeof body === 'object' && 'base64' in body
  return new Uint8Array(isBinary ? Buffer.from(body.base64, 'base64') : Buffer.from(keptTextOf(body) ?? ''))
}

/** Undefined for what is no JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
