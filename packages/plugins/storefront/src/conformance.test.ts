import { pluginConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { storefront } from './index.ts'

describe('storefront', () => {
  const cases = pluginConformance(storefront, {
    settings: { name: 'Lipova', url: 'https://lipova.example' },
    readme: new URL('../README.md', import.meta.url),
  })
  for (const { name, skip, run } of cases) it.skipIf(skip)(name, { timeout: 60_000 }, run)
})
