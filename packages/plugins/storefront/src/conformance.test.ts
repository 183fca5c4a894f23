import { pluginConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { versionBefore } from './fixtures/version-before.ts'
import { storefront } from './index.ts'

describe('storefront as a plugin', () => {
  const cases = pluginConformance(storefront, {
    settings: { name: 'Lipova', url: 'https://lipova.example' },
    readme: new URL('../README.md', import.meta.url),
    before: versionBefore,
    story: async ({ call, idle }) => {
      await call.storefront.createRedirect({ body: { from: '/old', to: '/products/veil' } })
      await call.storefront.view({ body: { product: 'veil' } })
      await call.storefront.save({ params: { id: 'saved' }, body: { product: 'veil' } })
      const { items } = await call.admin.channels.installed({})
      if (items.every(({ id }) => id !== 'storefront')) return
      const settings = { demands: ['price'] }
      const { id } = await call.admin.channels.connect({ body: { channel: 'storefront', name: 'Window', settings } })
      await call.admin.channels.confirm({ params: { id } })
      await idle()
      await call.admin.products.create({
        body: {
          handle: 'taper',
          title: 'Taper',
          status: 'active',
          variants: [{ sku: 'TAPER', prices: [{ currency: 'EUR', amount: 400 }] }],
        },
      })
      await idle()
    },
  })
  for (const { name, skip, timeout, run } of cases) it.skipIf(skip)(name, { timeout }, run)
})
