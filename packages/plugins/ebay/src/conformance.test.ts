import { channelConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { ebay } from './ebay.ts'
import { CONNECTION, conformingEbay } from './fixtures/conforming.ts'

describe.each([
  ['a listing for each product', 'grouped'],
  ['a listing for each variant', 'single'],
])('eBay with %s', { timeout: 60_000 }, async (_, variations) => {
  const settings = { ...CONNECTION.settings, variations }
  const cases = await channelConformance(ebay(), { ...CONNECTION, settings, server: conformingEbay })
  for (const { name, skip, run } of cases)
    it.skipIf(skip !== undefined)(skip === undefined ? name : `${name}: ${skip}`, run)
})
