import { channelConformance, conformingMarketplace, pluginConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { bazaar } from './index.ts'

const webhookSecret = `whsec_${Buffer.from('a secret of the suite, for messages').toString('base64')}`
const credentials = { clientId: 'bazaar-demo', clientSecret: 'bazaar-demo-secret', webhookSecret }

const cases = await channelConformance(bazaar(), {
  server: conformingMarketplace('api.bazaar.example', { hook: { market: 'nl', secret: webhookSecret } }),
  settings: { market: 'nl' },
  credentials,
  wrongCredentials: { ...credentials, clientSecret: 'another-secret-altogether' },
  secrets: ['bazaar-demo-secret', 'another-secret-altogether', webhookSecret],
  mappings: { category: { '*': 'tools' } },
  states: new URL('./fixtures/states/', import.meta.url),
  writes: ['POST /v1/*'],
  refusal: {
    knobs: { rejections: [{ word: 'veil', code: 'FORBIDDEN_WORD', message: 'We do not sell veils.', field: 'title' }] },
    field: 'product.title',
  },
})

describe('bazaar as a channel', () => {
  for (const { name, skip, timeout, run } of cases) it.skipIf(skip)(name, { timeout }, run)
})

describe('bazaar as a plugin', () => {
  const readme = new URL('../README.md', import.meta.url)
  for (const { name, skip, timeout, run } of pluginConformance(bazaar, { readme }))
    it.skipIf(skip)(name, { timeout }, run)
})
