import { channelConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { conformingPinterest } from './fixtures/conforming.ts'
import { pinterest } from './pinterest.ts'

const app = { appId: 'pinterest-demo', refreshToken: 'pinr-demo' }
const cases = await channelConformance(pinterest(), {
  server: conformingPinterest,
  settings: { country: 'NL', locale: 'en-GB' },
  credentials: { ...app, appSecret: 'pinterest-demo-secret' },
  wrongCredentials: { ...app, appSecret: 'another secret' },
  secrets: ['pinterest-demo-secret', 'pinr-demo'],
  refusal: {
    knobs: { rejections: [{ word: 'veil', code: '130', message: 'Veils are not allowed', field: 'title' }] },
    field: 'product.title',
  },
  /* Pinterest shows that there is stock, not how much. */
  isCounted: false,
  states: new URL('./fixtures/states/', import.meta.url),
  writes: ['POST /v5/catalogs/items/batch'],
})

describe('Pinterest does what every channel must', () => {
  for (const { name, skip, timeout, run } of cases)
    it.skipIf(skip !== undefined)(skip === undefined ? name : `${name} (skipped: ${skip})`, { timeout }, run)
})
