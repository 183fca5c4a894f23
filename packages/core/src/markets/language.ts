/**
 * The languages that a reader accepts, best first (RFC 9110, 12.5.4): `uk-UA,uk;q=0.9,en;q=0.5` is uk-UA, uk, en.
 * Tags with `q=0` are left out; what is not a tag is skipped, because browsers send all sorts.
 */
export function acceptedLanguages(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((part, index) => ({ ...rangeOf(part), index }))
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
    .map(({ tag }) => tag)
}

function rangeOf(part: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = part.split(';').map((text) => text.trim())
  const quality = parameters.find((text) => /^q=/i.test(text))?.slice(2)
  const weight = quality === undefined ? 1 : Number(quality)
  return {
    tag: /^(?:\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)$/i.test(tag) ? tag : '',
    weight: Number.isNaN(weight) ? 0 : weight,
  }
}

/**
 * The first offered language that the reader accepts, by lookup (RFC 4647, 3.4): `pt-BR` is met by `pt-BR`, else by `pt`;
 * a bare `pt` is also met by an offered `pt-BR`. Undefined when none fits.
 */
export function chooseLanguage(accepted: readonly string[], offered: readonly string[]): string | undefined {
  for (const range of accepted) {
    if (range === '*') return offered[0]
    for (let tag = range.toLowerCase(); tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
      const found = offered.find((language) => language.toLowerCase() === tag)
      if (found !== undefined) return found
    }
    const wider = offered.find((language) => language.toLowerCase().startsWith(`${range.toLowerCase()}-`))
    if (wider !== undefined) return wider
  }
  return undefined
}
