/** A site of eBay: its currency, the languages that its listings may be written in (the first is the usual one), where buyers see them. */
export interface Marketplace {
  readonly currency: string
  /** BCP 47, as `Content-Language` takes it. */
  readonly languages: readonly string[]
  readonly site: string
  /** Whether prices are shown with tax in them. */
  readonly isTaxIncluded: boolean
  /** Whether refunds of its sellers must be signed (Digital Signatures for APIs: sellers in the EU and the UK). */
  readonly isSigned: boolean
}

const european = (currency: string, languages: readonly string[], site: string): Marketplace => ({
  currency,
  languages,
  site,
  isTaxIncluded: true,
  isSigned: true,
})

/** Marketplaces that the Sell Inventory API lists on (MarketplaceEnum). */
export const MARKETPLACES = {
  EBAY_US: {
    currency: 'USD',
    languages: ['en-US'],
    site: 'www.ebay.com',
    isTaxIncluded: false,
    isSigned: false,
  },
  EBAY_CA: {
    currency: 'CAD',
    languages: ['en-CA', 'fr-CA'],
    site: 'www.ebay.ca',
    isTaxIncluded: false,
    isSigned: false,
  },
  EBAY_AU: {
    currency: 'AUD',
    languages: ['en-AU'],
    site: 'www.ebay.com.au',
    isTaxIncluded: true,
    isSigned: false,
  },
  EBAY_GB: european('GBP', ['en-GB'], 'www.ebay.co.uk'),
  EBAY_DE: european('EUR', ['de-DE'], 'www.ebay.de'),
  EBAY_AT: european('EUR', ['de-AT'], 'www.ebay.at'),
  EBAY_FR: european('EUR', ['fr-FR'], 'www.ebay.fr'),
  EBAY_BE: european('EUR', ['fr-BE', 'nl-BE'], 'www.ebay.be'),
  EBAY_NL: european('EUR', ['nl-NL'], 'www.ebay.nl'),
  EBAY_IT: european('EUR', ['it-IT'], 'www.ebay.it'),
  EBAY_ES: european('EUR', ['es-ES'], 'www.ebay.es'),
  EBAY_IE: european('EUR', ['en-IE'], 'www.ebay.ie'),
  EBAY_PL: european('PLN', ['pl-PL'], 'www.ebay.pl'),
  EBAY_CH: { ...european('CHF', ['de-CH'], 'www.ebay.ch'), isSigned: false },
} as const satisfies Readonly<Record<string, Marketplace>>

export type MarketplaceId = keyof typeof MARKETPLACES

export const MARKETPLACE_IDS = Object.keys(MARKETPLACES) as [MarketplaceId, ...MarketplaceId[]]

export function marketplaceOf(id: MarketplaceId): Marketplace {
  return MARKETPLACES[id]
}
