import type { Currency, Language, TaxClass, Texts } from './types.ts'

export type MarketCode = 'ua' | 'pl' | 'nl' | 'int'

export type SeedMarket = {
  readonly code: MarketCode
  readonly name: Texts
  readonly countries: readonly string[]
  readonly currency: Currency
  readonly defaultLanguage: Language
  readonly pricesIncludeTax: true
  readonly isDefault: boolean
}

/** The rest of the European Union. */
const ABROAD = [
  'AT',
  'BE',
  'BG',
  'CY',
  'CZ',
  'DE',
  'DK',
  'EE',
  'ES',
  'FI',
  'FR',
  'GR',
  'HR',
  'HU',
  'IE',
  'IT',
  'LT',
  'LU',
  'LV',
  'MT',
  'PT',
  'RO',
  'SE',
  'SI',
  'SK',
] as const

/** Every market speaks all five languages; the default is only where a buyer starts. */
export const MARKETS: readonly SeedMarket[] = [
  {
    code: 'ua',
    name: { en: 'Ukraine', uk: 'Україна', pl: 'Ukraina', nl: 'Oekraïne', ru: 'Украина' },
    countries: ['UA'],
    currency: 'UAH',
    defaultLanguage: 'uk',
    pricesIncludeTax: true,
    isDefault: false,
  },
  {
    code: 'pl',
    name: { en: 'Poland', uk: 'Польща', pl: 'Polska', nl: 'Polen', ru: 'Польша' },
    countries: ['PL'],
    currency: 'PLN',
    defaultLanguage: 'pl',
    pricesIncludeTax: true,
    isDefault: false,
  },
  {
    code: 'nl',
    name: { en: 'Netherlands', uk: 'Нідерланди', pl: 'Niderlandy', nl: 'Nederland', ru: 'Нидерланды' },
    countries: ['NL'],
    currency: 'EUR',
    defaultLanguage: 'nl',
    pricesIncludeTax: true,
    isDefault: false,
  },
  {
    code: 'int',
    name: { en: 'International', uk: 'Інші країни', pl: 'Inne kraje', nl: 'Internationaal', ru: 'Другие страны' },
    countries: ABROAD,
    currency: 'EUR',
    defaultLanguage: 'en',
    pricesIncludeTax: true,
    isDefault: true,
  },
]

export type SeedTaxZone = {
  readonly code: 'ua' | 'pl' | 'nl' | 'eu'
  readonly name: string
  readonly countries: readonly string[]
  /** Basis points: 2300 is 23 %. */
  readonly rates: Readonly<Record<TaxClass, number>>
  readonly shippingClass: TaxClass
}

const POLISH = { standard: 2300, reduced: 800, food: 500 } as const

/**
 * Rates for show. Parcels to the rest of the union carry Polish tax: below 10 000 euro a year a seller may keep the tax of the country
 * from which it sends (Directive 2006/112/EC, article 59c).
 */
export const TAX_ZONES: readonly SeedTaxZone[] = [
  {
    code: 'ua',
    name: 'Ukraine',
    countries: ['UA'],
    rates: { standard: 2000, reduced: 2000, food: 2000 },
    shippingClass: 'standard',
  },
  { code: 'pl', name: 'Poland', countries: ['PL'], rates: POLISH, shippingClass: 'standard' },
  {
    code: 'nl',
    name: 'Netherlands',
    countries: ['NL'],
    rates: { standard: 2100, reduced: 900, food: 900 },
    shippingClass: 'standard',
  },
  { code: 'eu', name: 'European Union, taxed in Poland', countries: ABROAD, rates: POLISH, shippingClass: 'standard' },
]

/** The only window of this seed. */
export const CHANNEL = {
  code: 'web',
  kind: 'web',
  name: {
    en: 'Web shop',
    uk: 'Інтернет-крамниця',
    pl: 'Sklep internetowy',
    nl: 'Webwinkel',
    ru: 'Интернет-магазин',
  } satisfies Texts,
} as const
