import { channelConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { ownPages } from '../fixtures/own-pages.ts'
import { storefront } from '../plugin.ts'

const cases = await channelConformance(storefront({ name: 'Lipova', url: 'https://lipova.example' }), {
  server: ownPages,
  settings: { automatic: false },
  credentials: {},
  wrongCredentials: {},
  secrets: [],
  isCounted: false,
  isPriced: false,
})

describe('storefront as a channel', () => {
  for (const { name, skip, timeout, run } of cases)
    it.skipIf(skip !== undefined)(skip === undefined ? name : `${name} (skipped: ${skip})`, { timeout }, run)
})
