export const conformance = `import { channelConformance, conformingMarketplace, pluginConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { samplePlugin } from './index.ts'

/** Of the sandbox's only seller. */
const credentials = { clientId: 'bazaar-demo', clientSecret: 'bazaar-demo-secret' }
const wrong = 'another-secret-altogether'

const cases = await channelConformance(samplePlugin(), {
  server: conformingMarketplace('api.sample-plugin.example'),
  settings: { market: 'nl' },
  credentials,
  wrongCredentials: { ...credentials, clientSecret: wrong },
  secrets: [credentials.clientSecret, wrong],
  mappings: { category: { '*': 'tools' } },
  writes: ['POST /v1/*'],
  refusal: {
    knobs: { rejections: [{ word: 'veil', code: 'FORBIDDEN_WORD', message: 'We do not sell veils.', field: 'title' }] },
    field: 'product.title',
  },
})

describe('sample-plugin as a channel', () => {
  for (const { name, skip, timeout, run } of cases) it.skipIf(skip)(name, { timeout }, run)
})

describe('sample-plugin as a plugin', () => {
  const readme = new URL('../README.md', import.meta.url)
  for (const { name, skip, timeout, run } of pluginConformance(samplePlugin, { readme }))
    it.skipIf(skip)(name, { timeout }, run)
})
`

export const mappingTest = `import { listingItem, listingProduct } from '@vitrine/core/testing'
import { expect, it } from 'vitest'
import { offerOf } from './mapping.ts'

it('is told in its own words what it lacks, before anything is sent', () => {
  const item = listingItem({ product: listingProduct({ category: null }) })
  expect(offerOf(item)).toMatchObject({ issues: [{ code: 'NO_CATEGORY', field: 'category' }] })
})

it('shows options as attributes, and no more than ten pictures', () => {
  const pictures = Array.from({ length: 12 }, (_, at) => ({
    url: \`https://pictures.example.com/\${at}.jpg\`,
    alt: 'A smoker',
  }))
  const item = listingItem({
    sku: 'SMOKER-L',
    options: [{ name: 'Size', value: 'Large' }],
    product: listingProduct({ category: 'tools', pictures }),
  })
  const offer = offerOf(item)
  expect(offer).toMatchObject({ offerKey: 'SMOKER-L', category: 'tools', attributes: { size: 'Large' } })
  expect(offer).toHaveProperty('pictures.length', 10)
})
`
