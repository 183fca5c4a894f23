import type { Account } from './account.ts'

const hookSecret = 'the demo hears of amazon by this secret'

/**
 * The Dutch Amazon, at its own pace of five calls a second. Honey is grocery, which tells its country of origin by two letters: somebody forgot to
 * map Poland. Knives are refused by Amazon itself.
 */
export const amazon: Account = {
  connect: {
    channel: 'amazon',
    name: 'Amazon',
    settings: { marketplace: 'NL', sellerId: 'A3EXAMPLE00000', productType: 'HOME' },
    credentials: {
      clientId: 'amazon-demo',
      clientSecret: 'amazon-demo-secret',
      refreshToken: 'Atzr|amazon-demo-refresh',
      hookSecret,
    },
    market: 'nl',
    language: 'nl',
    pricePolicy: { percent: 15, ending: 95 },
  },
  mappings: {
    category: { honey: 'GROCERY' },
    // Amazon takes one material, and most goods are of several.
    attribute: { origin: 'country_of_origin', material: 'materials' },
    value: { 'origin=Oekraïne': 'UA', 'origin=Nederland': 'NL' },
  },
  overrides: ({ category, attributes }) =>
    category !== 'honey' && attributes.origin === 'poland' ? { attributes: { country_of_origin: 'PL' } } : undefined,
  hook: { action: 'setHook', input: (url) => ({ url, secret: hookSecret }) },
}
