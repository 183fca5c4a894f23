const PATTERN = /^!?(?:[\p{L}\d?*\s-]+|[\p{L}\d\s-]+\.\.[\p{L}\d\s-]+)$/u

/** True for what `servesPostalCode` understands. */
export function isPostalPattern(text: string): boolean {
  if (!PATTERN.test(text)) return false
  const [from, to] = text.replace(/^!/, '').split('..').map(plain)
  return to === undefined || (from !== undefined && from.length === to.length && from <= to)
}

/**
 * Whether a postal code is among patterns: `80-*` (any rest), `10???` (one character each), `1000..1999` (a range of codes of one length),
 * `!97*` (not these). No pattern means everywhere; only exclusions mean everywhere else. Case, spaces and hyphens do not matter.
 */
export function servesPostalCode(patterns: readonly string[], postalCode: string | null | undefined): boolean {
  if (patterns.length === 0) return true
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'))
  if (postalCode === null || postalCode === undefined || postalCode === '') return wanted.length === 0
  const code = plain(postalCode)
  if (patterns.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1), code))) return false
  return wanted.length === 0 || wanted.some((pattern) => matches(pattern, code))
}

function matches(pattern: string, code: string): boolean {
  const [from = '', to] = pattern.split('..').map(plain)
  if (to !== undefined) return code.length === from.length && code >= from && code <= to
  return glob(from, code)
}

/** Without backtracking beyond the last star, so that no pattern is slow. */
function glob(pattern: string, text: string): boolean {
  let at = 0
  let star = -1
  let resume = 0
  for (let read = 0; read < text.length; ) {
    if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[read])) {
      at += 1
      read += 1
    } else if (pattern[at] === '*') {
      star = at
      resume = read
      at += 1
    } else if (star >= 0) {
      at = star + 1
      resume += 1
      read = resume
    } else return false
  }
  while (pattern[at] === '*') at += 1
  return at === pattern.length
}

function plain(text: string): string {
  return text.replaceAll(/[\s-]/g, '').toUpperCase()
}
