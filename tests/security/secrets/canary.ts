/** A word that exists nowhere else. A secret may be found nowhere in clear, a person only where persons are kept. */
export interface Canary {
  readonly name: string
  readonly kind: 'secret' | 'person'
  readonly text: string
}

/** A place that is searched: a log, an answer, a file. */
export interface Hay {
  readonly place: string
  readonly content: string | Buffer
}

/** How a word may be written down: as it is, for a URL, in JSON, in hex, in base64 wherever it begins. */
function spellings(text: string): readonly Buffer[] {
  const bytes = Buffer.from(text)
  const inBase64 = [0, 1, 2].map((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes])
    /* The first and the last characters also hold bits of the neighbours. */
    return padded
      .toString('base64')
      .replace(/=+$/, '')
      .slice(before + (before === 0 ? 0 : 1), -1)
  })
  const written = [
    text,
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...inBase64.flatMap((found) => [found, found.replaceAll('+', '-').replaceAll('/', '_')]),
  ]
  return [...new Set(written)].map((one) => Buffer.from(one)).concat(Buffer.from(text, 'utf16le'))
}

/** `the API key in the backup`, for each canary that stands in a place, however it is written there. */
export function sightings(canaries: readonly Canary[], hay: readonly Hay[]): string[] {
  const sought = canaries.map((canary) => ({ ...canary, spelt: spellings(canary.text) }))
  return hay.flatMap(({ place, content }) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    return sought
      .filter(({ spelt }) => spelt.some((one) => bytes.includes(one)))
      .map(({ name }) => `${name} in ${place}`)
  })
}
