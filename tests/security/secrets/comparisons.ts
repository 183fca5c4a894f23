import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const WORD = '\\w*(?:token|secret|signature|hmac|digest|hash|password|apikey|credential)\\w*'
/** Comparing to nothing tells nothing; a hash is looked up by its index, not compared letter by letter. */
const HARMLESS = /[!=]==\s*(?:undefined|null|''|"")|\bis[A-Z]\w*\s*===|typeof /
const COMPARED = new RegExp(`(?:\\b${WORD}(?:\\([^()]*\\))?\\s*[!=]==)|(?:[!=]==\\s*${WORD}\\b)`, 'i')

/** What is compared otherwise and may be, with the reason. */
const KNOWN: readonly (readonly [file: string, reason: string])[] = [
  ['kernel/database/migrate.ts', 'the hash of a migration is no secret'],
  ['access/invitations.ts', 'the token was opened in constant time; what is compared is the id inside'],
  ['channels/listings/deciding/decide.ts', 'the hash is of what a channel shows to everybody'],
  ['channels/listings/sending/feed.ts', 'the hash is of what a channel shows to everybody'],
  ['channels/listings/sending/withdraw.ts', 'the hash is of what a channel shows to everybody'],
  ['channels/listings/hearing/judge-listings.ts', 'the hash is of what a channel shows to everybody'],
  ['channels/listings/hearing/observed.ts', 'the hash is of what a channel shows to everybody'],
]

/** Lines that compare a secret with `===`, whose time tells how much of it was right. */
export function hastyLines(code: string): string[] {
  return code
    .split('\n')
    .filter((line) => COMPARED.test(line) && !HARMLESS.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line))
}

/** The same for a folder of sources, tests left out: `kernel/sealed.ts: …`. */
export function hastyComparisons(folder: string): string[] {
  return sources(folder).flatMap((file) =>
    hastyLines(readFileSync(join(folder, file), 'utf8'))
      .filter(() => !KNOWN.some(([known]) => known === file))
      .map((line) => `${file}: ${line.trim()}`),
  )
}

export function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/\.test(-d)?\.ts$|fixtures\/|^testing\//.test(file),
  )
}
