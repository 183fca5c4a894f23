import type { Account } from './account.ts'

const verificationToken = 'the-demo-hears-of-ebay-orders-by-this-token'

/**
 * The Dutch eBay, in Dutch, 12 % dearer and ending in 99 cents. Pollen is no honey, so that the item specific "Honingsoort" is missing, which is
 * told before any call; knives are refused by eBay itself.
 */
export const ebay: Account = {
  connect: {
    channel: 'ebay',
    name: 'eBay',
    settings: {
      environment: 'local',
      address: 'http://localhost',
      marketplace: 'EBAY_NL',
      fulfillmentPolicyId: '6196932000',
      paymentPolicyId: '6196944000',
      returnPolicyId: '6196947000',
      merchantLocationKey: 'warehouse',
      category: '178955',
      aspects: { Honingsoort: 'honey-kind' },
    },
    credentials: {
      clientId: 'ebay-demo',
      clientSecret: 'ebay-demo-secret',
      refreshToken: 'sandbox-refresh-token',
      verificationToken,
    },
    market: 'nl',
    language: 'nl',
    pricePolicy: { percent: 12, ending: 99 },
  },
  mappings: {
    category: { wax: '46282', honey: '14308' },
    value: { 'honey-kind=Boekweit': 'Bloesem', 'honey-kind=Koolzaad': 'Bloesem' },
  },
  overrides: () => undefined,
  // Colonies are handed over in a shop, and eBay begins no listing of what no parcel can bring.
  without: ['nucleus-colony'],
  hook: { action: 'setHook', input: (url) => ({ url, verificationToken }) },
}
