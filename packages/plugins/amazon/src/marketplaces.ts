/** Where the Selling Partner API is called for a marketplace: North America, Europe with the Near East and India, Far East. */
export type Region = 'na' | 'eu' | 'fe'

export interface Marketplace {
  /** Amazon's id. */
  readonly id: string
  readonly region: Region
  /** ISO 4217. */
  readonly currency: string
  /** Of texts there, as Amazon writes it. */
  readonly language: string
  /** Where buyers see it. */
  readonly site: string
  /** Prices that buyers see hold the tax already. */
  readonly isTaxIncluded: boolean
}

interface Row extends Omit<Marketplace, 'isTaxIncluded'> {
  readonly isTaxExtra?: true
}

/** Marketplace ids of the Selling Partner API by country. */
const rows = {
  AE: { id: 'A2VIGQ35RCS4UG', region: 'eu', currency: 'AED', language: 'en_AE', site: 'www.amazon.ae' },
  AU: { id: 'A39IBJ37TRP1C6', region: 'fe', currency: 'AUD', language: 'en_AU', site: 'www.amazon.com.au' },
  BE: { id: 'AMEN7PMS3EDWL', region: 'eu', currency: 'EUR', language: 'fr_BE', site: 'www.amazon.com.be' },
  BR: { id: 'A2Q3Y263D00KWC', region: 'na', currency: 'BRL', language: 'pt_BR', site: 'www.amazon.com.br' },
  CA: {
    id: 'A2EUQ1WTGCTBG2',
    region: 'na',
    currency: 'CAD',
    language: 'en_CA',
    site: 'www.amazon.ca',
    isTaxExtra: true,
  },
  DE: { id: 'A1PA6795UKMFR9', region: 'eu', currency: 'EUR', language: 'de_DE', site: 'www.amazon.de' },
  EG: { id: 'ARBP9OOSHTCHU', region: 'eu', currency: 'EGP', language: 'ar_AE', site: 'www.amazon.eg' },
  ES: { id: 'A1RKKUPIHCS9HS', region: 'eu', currency: 'EUR', language: 'es_ES', site: 'www.amazon.es' },
  FR: { id: 'A13V1IB3VIYZZH', region: 'eu', currency: 'EUR', language: 'fr_FR', site: 'www.amazon.fr' },
  GB: { id: 'A1F83G8C2ARO7P', region: 'eu', currency: 'GBP', language: 'en_GB', site: 'www.amazon.co.uk' },
  IE: { id: 'A28R8C7NBKEWEA', region: 'eu', currency: 'EUR', language: 'en_IE', site: 'www.amazon.ie' },
  IN: { id: 'A21TJRUUN4KGV', region: 'eu', currency: 'INR', language: 'en_IN', site: 'www.amazon.in' },
  IT: { id: 'APJ6JRA9NG5V4', region: 'eu', currency: 'EUR', language: 'it_IT', site: 'www.amazon.it' },
  JP: { id: 'A1VC38T7YXB528', region: 'fe', currency: 'JPY', language: 'ja_JP', site: 'www.amazon.co.jp' },
  MX: { id: 'A1AM78C64UM0Y8', region: 'na', currency: 'MXN', language: 'es_MX', site: 'www.amazon.com.mx' },
  NL: { id: 'A1805IZSGTT6HS', region: 'eu', currency: 'EUR', language: 'nl_NL', site: 'www.amazon.nl' },
  PL: { id: 'A1C3SOZRARQ6R3', region: 'eu', currency: 'PLN', language: 'pl_PL', site: 'www.amazon.pl' },
  SA: { id: 'A17E79C6D8DWNP', region: 'eu', currency: 'SAR', language: 'ar_AE', site: 'www.amazon.sa' },
  SE: { id: 'A2NODRKZP88ZB9', region: 'eu', currency: 'SEK', language: 'sv_SE', site: 'www.amazon.se' },
  SG: { id: 'A19VAU5U5O7RUS', region: 'fe', currency: 'SGD', language: 'en_SG', site: 'www.amazon.sg' },
  TR: { id: 'A33AVAJ2PDY3EV', region: 'eu', currency: 'TRY', language: 'tr_TR', site: 'www.amazon.com.tr' },
  US: {
    id: 'ATVPDKIKX0DER',
    region: 'na',
    currency: 'USD',
    language: 'en_US',
    site: 'www.amazon.com',
    isTaxExtra: true,
  },
  ZA: { id: 'AE08WJ6YKNBMC', region: 'eu', currency: 'ZAR', language: 'en_ZA', site: 'www.amazon.co.za' },
} as const satisfies Record<string, Row>

export type Country = keyof typeof rows

export const countries = Object.keys(rows) as [Country, ...Country[]]

export function marketplaceOf(country: Country): Marketplace {
  const { isTaxExtra, ...marketplace }: Row = rows[country]
  return { ...marketplace, isTaxIncluded: isTaxExtra !== true }
}
