import { definePlugin } from '@vitrine/core'
import { contract } from './contract.ts'
import { handlers } from './handlers/index.ts'
import { migrations } from './migrations.ts'
import { forgetProduct, prune } from './people/privacy.ts'
import { books, items, lists, redirects, views } from './schema.ts'
import { needs } from './scope.ts'
import { Settings } from './settings.ts'

/**
 * The web window of a shop: what search engines, social networks and returning people need of its pages.
 * @example createCommerce({ plugins: [storefront({ name: 'Lipova', url: 'https://lipova.example' })] })
 */
export const storefront = definePlugin({
  id: 'storefront',
  version: '0.0.0',
  core: '*',
  config: Settings,
  needs,
  tables: { redirects, books, views, lists, items },
  migrations,
  contract,
  handlers,
  on: {
    'product.deleted': ({ data }, { db }) => forgetProduct(db, data.productId),
  },
  jobs: {
    prune: { every: '1d', run: ({ db, now, config }) => prune(db, { now: now(), keepDays: config.limits.keepDays }) },
  },
  admin: {
    panels: [
      { at: 'settings', title: 'Storefront', show: 'status' },
      { at: 'customer', title: 'Saved and viewed', show: 'customerData' },
    ],
  },
})
