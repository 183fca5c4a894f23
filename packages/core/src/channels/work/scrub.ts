const MASK = '•••'
const SECRET_HEADERS = /^(authorization|cookie|set-cookie|proxy-authorization|.*(token|secret|api-?key|signature).*)$/i
const SECRET_FIELD = /("(?:[^"]*(?:token|secret|password|authorization|api_?key)[^"]*)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi
const SECRET_PAIR = /\b([\w-]*(?:token|secret|password|assertion|api_?key|code|signature)[\w-]*=)[^&\s"]+/gi

export interface Scrubber {
  readonly scrub: (text: string) => string
  /** One more text that nobody may read. */
  readonly learn: (secret: string) => void
}

/** Shorter texts are words and numbers, which hide nothing and occur everywhere. */
const SHORTEST = 8

/** Makes texts safe to keep: values that are known to be secret, and fields that are called so. */
export function scrubber(secrets: readonly string[]): Scrubber {
  const forms = new Set<string>()
  const learn = (secret: string) => {
    if (secret.length < SHORTEST) return
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) forms.add(form)
    forms.add(Buffer.from(secret).toString('base64'))
  }
  for (const secret of secrets) learn(secret)
  return {
    learn,
    scrub(text) {
      let clean = text
      for (const form of [...forms].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(form, MASK)
      return clean.replace(SECRET_FIELD, `$1"${MASK}"`).replace(SECRET_PAIR, `$1${MASK}`)
    },
  }
}

/** Headers as they may be kept. */
export function scrubHeaders(headers: Headers, scrub: (text: string) => string): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, SECRET_HEADERS.test(name) ? MASK : scrub(value)]),
  )
}

/** Every text in a value: the secrets of credentials, whatever they are called. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}
