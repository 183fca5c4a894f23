import { pluginConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { pinterest } from './index.ts'

describe('pinterest as a plugin', () => {
  const readme = new URL('../README.md', import.meta.url)
  for (const { name, skip, timeout, run } of pluginConformance(pinterest, { readme }))
    it.skipIf(skip)(name, { timeout }, run)
})
