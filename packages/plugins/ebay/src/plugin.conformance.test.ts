import { pluginConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { ebay } from './index.ts'

describe('ebay as a plugin', () => {
  const readme = new URL('../README.md', import.meta.url)
  for (const { name, skip, timeout, run } of pluginConformance(ebay, { readme }))
    it.skipIf(skip)(name, { timeout }, run)
})
