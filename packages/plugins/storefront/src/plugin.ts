import { defineChannel } from '@vitrine/core'
import { contract } from './contract.ts'
import { handlers } from './handlers/index.ts'
import { migrations } from './migrations.ts'
import { joinOnSignIn, visitorOf } from './people/person.ts'
import { prune } from './people/privacy.ts'
import { books, items, lists, offered, pages, redirects, views } from './schema.ts'
import { needs } from './scope.ts'
import { Settings } from './settings.ts'
import { windowApi } from './windows/api.ts'
import { fields } from './windows/faults.ts'
import { followConnection, followDates, followProduct } from './windows/follow.ts'
import { forgetConnections, forgetProduct } from './windows/forget.ts'
import { keyOf, Page, pageOf } from './windows/page.ts'
import { WindowSettings } from './windows/settings.ts'

/**
 * The web window of a shop, a channel without an outside account: what search engines, social networks and returning people need of its pages.
 * Each connection is one window with an address, a sales channel and publishable keys of its own; what it lists is in the sitemap and in the
 * heads of pages.
 * @example createCommerce({ plugins: [storefront({ name: 'Lipova', url: 'https://lipova.example' })] })
 */
export const storefront = defineChannel('storefront', {
  version: '0.0.0',
  core: '*',
  kind: 'web',
  title: 'Storefront',
  config: Settings,
  settings: WindowSettings,
  needs,
  tables: { redirects, books, pages, offered, views, lists, items },
  migrations,
  connect: windowApi,
  test: async ({ address }) => ({ account: address }),
  listings: {
    unit: 'product',
    isPublishedOnly: true,
    batch: 200,
    key: keyOf,
    shape: Page,
    fields,
    map: pageOf,
    publish: (api, entries) => api.publish(entries),
    withdraw: (api, entries) => api.withdraw(entries),
    observe: { batch: 200, read: (api, entries) => api.read(entries) },
  },
  contract,
  handlers,
  on: {
    'product.created': ({ data }, scope) => followProduct(scope, data.productId),
    'product.updated': ({ data }, scope) => followProduct(scope, data.productId),
    'variant.created': ({ data }, scope) => followProduct(scope, data.productId),
    'product.deleted': ({ data }, { db }) => forgetProduct(db, data.productId),
    'customer.signedIn': ({ data: { customerId, visitors } }, scope) =>
      joinOnSignIn(scope, { customerId, visitor: visitors.storefront }),
    'connection.changed': ({ data }, scope) => followConnection(scope, data.connectionId),
  },
  visitor: (http, { signer }) => visitorOf({ http, signer }),
  jobs: {
    follow: { every: '15m', run: followDates },
    prune: {
      every: '1d',
      run: async (scope) => {
        const { db, now, config } = scope
        await prune(db, { now: now(), keepDays: config.limits.keepDays })
        await forgetConnections(scope)
      },
    },
  },
  admin: {
    panels: [
      { at: 'settings', title: 'Storefront', show: 'status' },
      { at: 'customer', title: 'Saved and viewed', show: 'customerData' },
    ],
  },
})
