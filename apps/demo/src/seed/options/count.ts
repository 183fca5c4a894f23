import { LANGUAGES, type Language, type SeedOptionValue, type Texts } from '../types.ts'

/** Plural forms: Polish, Ukrainian and Russian need one, few and many; English and Dutch one and many. */
type Forms = { readonly one: string; readonly few?: string; readonly many: string }

const rules = new Map(LANGUAGES.map((language) => [language, new Intl.PluralRules(language)]))

function form({ language, count, forms }: { language: Language; count: number; forms: Forms }): string {
  const kind = rules.get(language)?.select(count)
  if (kind === 'one') return forms.one
  return kind === 'few' ? (forms.few ?? forms.many) : forms.many
}

/** "3 frames" in every language. */
export function counted({ count, forms }: { count: number; forms: Readonly<Record<Language, Forms>> }): Texts {
  const words = LANGUAGES.map((language) => [language, `${count} ${form({ language, count, forms: forms[language] })}`])
  return Object.fromEntries(words) as Record<Language, string>
}

const written = ({ count, latin, cyrillic }: { count: number; latin: string; cyrillic: string }): Texts => ({
  en: `${count} ${latin}`,
  uk: `${count} ${cyrillic}`,
  pl: `${count} ${latin}`,
  nl: `${count} ${latin}`,
  ru: `${count} ${cyrillic}`,
})

/** Option values whose name is a number with its unit; the code is the number. */
export const grams = (count: number): SeedOptionValue => ({
  code: `${count}g`,
  name: written({ count, latin: 'g', cyrillic: 'г' }),
})
export const kilograms = (count: number): SeedOptionValue => ({
  code: `${count}kg`,
  name: written({ count, latin: 'kg', cyrillic: 'кг' }),
})
export const litres = (count: number): SeedOptionValue => ({
  code: `${count}l`,
  name: written({ count, latin: 'l', cyrillic: 'л' }),
})
export const millilitres = (count: number): SeedOptionValue => ({
  code: `${count}ml`,
  name: written({ count, latin: 'ml', cyrillic: 'мл' }),
})
export const centimetres = (count: number): SeedOptionValue => ({
  code: `${count}`,
  name: written({ count, latin: 'cm', cyrillic: 'см' }),
})

const PIECES = {
  en: { one: 'piece', many: 'pieces' },
  uk: { one: 'штука', few: 'штуки', many: 'штук' },
  pl: { one: 'sztuka', few: 'sztuki', many: 'sztuk' },
  nl: { one: 'stuk', many: 'stuks' },
  ru: { one: 'штука', few: 'штуки', many: 'штук' },
} as const

export const pieces = (count: number): SeedOptionValue => ({
  code: `${count}`,
  name: counted({ count, forms: PIECES }),
})

const FRAMES = {
  en: { one: 'frame', many: 'frames' },
  uk: { one: 'рамка', few: 'рамки', many: 'рамок' },
  pl: { one: 'ramka', few: 'ramki', many: 'ramek' },
  nl: { one: 'raam', many: 'ramen' },
  ru: { one: 'рамка', few: 'рамки', many: 'рамок' },
} as const

export const frameCount = (count: number): SeedOptionValue => ({
  code: `${count}`,
  name: counted({ count, forms: FRAMES }),
})
