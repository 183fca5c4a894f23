import { channelConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { ebay } from './ebay.ts'
import { CONNECTION, conformingEbay } from './fixtures/conforming.ts'

const suite = (variations: 'grouped' | 'single') =>
  channelConformance(ebay(), {
    ...CONNECTION,
    settings: { ...CONNECTION.settings, variations },
    server: conformingEbay,
  })

describe('eBay as a channel, a listing for each product', async () => {
  for (const { name, skip, timeout, run } of await suite('grouped'))
    it.skipIf(skip !== undefined)(skip === undefined ? name : `${name}: ${skip}`, { timeout }, run)
})

/** Cases that know the difference. */
const OF_LISTINGS = /^(listings|drift|adoption|stock|failure: (half|a reset after))/

describe('eBay as a channel, a listing for each variant', async () => {
  for (const { name, skip, timeout, run } of await suite('single'))
    if (OF_LISTINGS.test(name)) it.skipIf(skip !== undefined)(name, { timeout }, run)
})
