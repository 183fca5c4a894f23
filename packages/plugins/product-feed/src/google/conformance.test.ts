import { deepStrictEqual } from 'node:assert/strict'
import { type ConformingPlatform, channelConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { type GoogleSandbox, googleSandbox } from '../sandbox/google.ts'
import { googleMerchant } from './google-merchant.ts'
import { minorOfGoogle } from './price.ts'

/* One key for all cases: each opens the platform anew. */
const account = await googleSandbox()
const { clientEmail, privateKey } = account.credentials
await account.stop()
const secret = privateKey.split('\n')[3] ?? ''

async function server({ now }: { readonly now: () => number }): Promise<ConformingPlatform> {
  const sandbox = await googleSandbox({ seed: 5, now, clientEmail, privateKey })
  return {
    hosts: { 'merchantapi.googleapis.com': sandbox.url, 'oauth2.googleapis.com': sandbox.url },
    turn: sandbox.turn,
    calm: sandbox.calm,
    writes: sandbox.counter(({ method, path }) => method !== 'GET' && path !== '/token'),
    shows: () => shown(sandbox),
    edit: (offerId, { title = 'Edited' }) => void sandbox.act.editProduct({ offerId, title }),
    remove: (offerId) => void sandbox.act.removeProduct({ offerId }),
    revokeTokens: () => void sandbox.act.forgetTokens({}),
    stop: async () => {
      const violations = sandbox.act.violations({})
      await sandbox.stop()
      deepStrictEqual(violations, [])
    },
  }
}

function shown(sandbox: GoogleSandbox) {
  return sandbox.act.shown({}).products.map(({ offerId, attributes, issues }) => {
    const price = (attributes.salePrice ?? attributes.price) as
      | { amountMicros: string; currencyCode: string }
      | undefined
    const minor = price === undefined ? undefined : minorOfGoogle(price)
    return {
      key: offerId,
      isLive: issues.length === 0,
      title: String(attributes.title),
      ...(attributes.availability === 'OUT_OF_STOCK' ? { quantity: 0 } : {}),
      ...(minor === undefined ? {} : { price: minor }),
    }
  })
}

const cases = await channelConformance(googleMerchant(), {
  server,
  settings: { accountId: '123', dataSourceId: '456', feedLabel: 'NL', contentLanguage: 'en', country: 'NL' },
  credentials: { clientEmail, privateKey },
  wrongCredentials: { clientEmail: 'nobody@sandbox.example.com', privateKey },
  secrets: [secret],
  refusal: {
    knobs: { rejections: [{ word: 'veil', code: 'policy', message: 'Veils are not allowed', field: 'title' }] },
    field: 'product.title',
  },
  /* Google shows that there is stock, not how much. */
  isCounted: false,
  states: new URL('../fixtures/states/google/', import.meta.url),
  writes: ['POST /products/*', 'PATCH /products/*', 'DELETE /products/*'],
})

describe('Google Merchant does what every channel must', () => {
  for (const { name, skip, timeout, run } of cases)
    it.skipIf(skip !== undefined)(skip === undefined ? name : `${name} (skipped: ${skip})`, { timeout }, run)
})
