import { pluginConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { googleMerchant, metaCatalog, productFeed } from './index.ts'

const readme = new URL('../README.md', import.meta.url)

for (const plugin of [productFeed, googleMerchant, metaCatalog])
  describe(`${plugin.id} as a plugin`, () => {
    for (const { name, skip, timeout, run } of pluginConformance(plugin, { readme }))
      it.skipIf(skip)(name, { timeout }, run)
  })
