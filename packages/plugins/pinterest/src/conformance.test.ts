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
  writes: ['POST /v5/catalogs/items/batch'],
})

/** Pinterest shows that there is stock, not how much: cases that read a count there have nothing to read. */
const COUNTS = [
  'stock: the newest wins, and a burst is few calls',
  'stock: a policy keeps a buffer, caps, and stops',
  'pause: nothing is sent, and the newest goes after it',
]

describe('Pinterest does what every channel must', { timeout: 120_000 }, () => {
  for (const { name, skip, run } of cases) {
    const why = skip ?? (COUNTS.includes(name) ? 'Pinterest shows no counts' : undefined)
    it.skipIf(why !== undefined)(why === undefined ? name : `${name} (skipped: ${why})`, run)
  }
})
