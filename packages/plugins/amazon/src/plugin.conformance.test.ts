import { pluginConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { amazon } from './index.ts'

describe('amazon as a plugin', () => {
  const readme = new URL('../README.md', import.meta.url)
  for (const { name, skip, timeout, run } of pluginConformance(amazon, { readme }))
    it.skipIf(skip)(name, { timeout }, run)
})
