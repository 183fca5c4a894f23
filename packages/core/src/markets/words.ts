import * as v from 'valibot'

/* Words that every later room shares: short texts, codes, countries, languages. Safe in a browser. */

/** Tab and line breaks are text; other control characters are not. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that it refuses
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

/** Text of at most `max` characters without control characters; may be empty. */
export function optionalText(max: number) {
  return v.pipe(
    v.string(),
    v.maxLength(max, `must have at most ${max} characters`),
    v.check((text) => !CONTROL.test(text), 'must not hold control characters'),
  )
}

/** Text that says something, of at most `max` characters. */
export function shortText(max: number) {
  return v.pipe(optionalText(max), v.regex(/\S/, 'must not be empty'))
}

/** A code or handle: `bee-suits`. */
export const SlugSchema = v.pipe(
  v.string(),
  v.maxLength(100, 'must have at most 100 characters'),
  v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case letters and digits, joined by single hyphens'),
)

let regionNames: Intl.DisplayNames | undefined

/** Groups, tests and unknowns that Intl names beside countries. */
const NO_COUNTRY = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])

/** True for a country code of ISO 3166-1 alpha-2 as the runtime's Intl knows it (and XK, Kosovo). */
function isCountry(code: string): boolean {
  regionNames ??= new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  return /^[A-Z]{2}$/.test(code) && !NO_COUNTRY.has(code) && regionNames.of(code) !== undefined
}

export const CountrySchema = v.pipe(v.string(), v.check(isCountry, 'must be a country code of ISO 3166-1, such as PL'))

/** A language tag of BCP 47 in its canonical writing: `uk`, `pt-BR`, `zh-Hant`. */
export const LanguageSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/, 'must be a language tag, such as uk or pt-BR'),
)
