import { spellings } from './spellings.ts'

const MASK = '•••'
const SECRET_HEADERS = /^(authorization|cookie|set-cookie|proxy-authorization|.*(token|secret|api-?key|signature).*)$/i
/* The type of a token is no secret, and clients look at it. */
const SECRET_FIELD =
  /("(?![^"]*type")(?:[^"]*(?:token|secret|password|authorization|api_?key)[^"]*)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi
const SECRET_PAIR =
  /\b((?![\w-]*type=)[\w-]*(?:token|secret|password|assertion|api_?key|code|signature)[\w-]*=)(?:[^&\s"\\]|\\[^"])+/gi
const TOLD_FIELD = /"[^"]*(?:token|secret|password|api_?key)"\s*:\s*("(?:[^"\\]|\\.)*")/gi
const TOLD_PAIR = /\b[\w-]*(?:token|secret|password|api_?key)=([^&\s"]+)/gi
/** Shorter ones may be words that mean something elsewhere. */
const TELLING = 16

export interface Scrubber {
  readonly scrub: (text: string) => string
  /** One more text that nobody may read. */
  readonly learn: (secret: string) => void
}

/** Shorter texts are words and numbers, which hide nothing and occur everywhere. */
export const SHORTEST = 8

/** Makes texts safe to keep: values that are known to be secret, and fields that are called so. */
export function scrubber(secrets: readonly string[], mask = MASK): Scrubber {
  const known = new Set<string>()
  const forms = new Set<string>()
  let longestFirst: readonly string[] | undefined
  const learn = (secret: string) => {
    if (secret.length < SHORTEST || mask.includes(secret) || known.has(secret)) return
    known.add(secret)
    for (const form of spellings(secret)) forms.add(form)
    longestFirst = undefined
  }
  for (const secret of secrets) learn(secret)
  return {
    learn,
    scrub(text) {
      longestFirst ??= [...forms].sort((a, b) => b.length - a.length)
      let clean = text
      for (const form of longestFirst) clean = clean.replaceAll(form, mask)
      return clean.replace(SECRET_FIELD, `$1"${mask}"`).replace(SECRET_PAIR, `$1${mask}`)
    },
  }
}

/** Headers as they may be kept. */
export function scrubHeaders(
  headers: Headers,
  scrub: (text: string) => string,
  mask: string = MASK,
): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, SECRET_HEADERS.test(name) ? mask : scrub(value)]),
  )
}

/** Long values of fields, pairs and headers that are called a secret: whoever hears them may say them elsewhere again. */
export function secretsHeard({ headers, text }: { readonly headers: Headers; readonly text: string }): string[] {
  const said = [...headers].flatMap(([name, value]) => (SECRET_HEADERS.test(name) ? inHeader(name, value) : []))
  const fields = [...text.matchAll(TOLD_FIELD)].map(([, value = '']) => unquoted(value))
  const pairs = [...text.matchAll(TOLD_PAIR)].flatMap(([, value = '']) => [
    ...new URLSearchParams(`v=${value}`).values(),
  ])
  return [...said, ...fields, ...pairs].filter((secret) => secret.length >= TELLING && !/\s/.test(secret))
}

/** What comes after the scheme or a cookie's name, and the password of Basic (RFC 7617). */
function inHeader(name: string, whole: string): string[] {
  const value = name === 'set-cookie' ? whole.replace(/;.*/s, '') : whole
  const [, basic] = /^Basic\s+(\S+)$/i.exec(value) ?? []
  const password =
    basic === undefined
      ? []
      : [
          Buffer.from(basic, 'base64')
            .toString()
            .replace(/^[^:]*:/, ''),
        ]
  return [...password, ...value.split(/[\s;,]+/).flatMap((part) => [part, part.replace(/^[^=]+=/, '')])]
}

function unquoted(literal: string): string {
  try {
    return String(JSON.parse(literal))
  } catch {
    return literal.slice(1, -1)
  }
}

/** Every text in a value: the secrets of credentials, whatever they are called. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
