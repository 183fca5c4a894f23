import { pluginConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { clickAndCollect } from './index.ts'

describe('click-and-collect', () => {
  const cases = pluginConformance(clickAndCollect, { readme: new URL('../README.md', import.meta.url) })
  for (const { name, skip, timeout, run } of cases) it.skipIf(skip)(name, { timeout }, run)
})
