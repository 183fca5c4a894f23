import { type ConformingPlatform, channelConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { minorOf } from '../offers/price-text.ts'
import { metaSandbox } from '../sandbox/meta.ts'
import { metaCatalog } from './meta-catalog.ts'

const accessToken = 'EAA-token-of-the-suite'

async function server({ now }: { readonly now: () => number }): Promise<ConformingPlatform> {
  const sandbox = await metaSandbox({ seed: 5, now, accessToken })
  return {
    hosts: { 'graph.facebook.com': sandbox.url },
    turn: sandbox.turn,
    calm: sandbox.calm,
    /* What is refused for its token changes nothing. */
    writes: sandbox.counter(({ method, status }) => method === 'POST' && status !== 401),
    shows: () =>
      sandbox.act.shown({}).map(({ id, data, reasons }) => ({
        key: id,
        isLive: reasons.length === 0,
        title: String(data.title),
        quantity: Number(data.inventory),
        price: minorOf(String(data.sale_price ?? data.price))?.amount ?? 0,
      })),
    edit: (id, { title, quantity }) =>
      void sandbox.act.editItem({
        id,
        ...(title === undefined ? {} : { title }),
        ...(quantity === undefined ? {} : { inventory: quantity }),
      }),
    remove: (id) => void sandbox.act.removeItem({ id }),
    stop: () => sandbox.stop(),
  }
}

const cases = await channelConformance(metaCatalog(), {
  server,
  settings: { catalogId: '987' },
  credentials: { accessToken },
  wrongCredentials: { accessToken: 'EAA-of-somebody-else' },
  secrets: [accessToken, 'EAA-of-somebody-else'],
  refusal: {
    knobs: { rejections: [{ word: 'veil', code: '100', message: 'Veils are not allowed', field: 'title' }] },
    field: 'product.title',
  },
  states: new URL('../fixtures/states/meta/', import.meta.url),
  writes: ['POST /v23.0/*'],
})

describe('a catalogue of Meta does what every channel must', () => {
  for (const { name, skip, timeout, run } of cases)
    it.skipIf(skip !== undefined)(skip === undefined ? name : `${name} (skipped: ${skip})`, { timeout }, run)
})
