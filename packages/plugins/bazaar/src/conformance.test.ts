import { type ConformingPlatform, channelConformance, marketplaceSandbox } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { bazaar } from './index.ts'

async function server({ now }: { readonly now: () => number }): Promise<ConformingPlatform> {
  const sandbox = await marketplaceSandbox({ seed: 7, now })
  const { act } = sandbox
  const orderOf = (id: string) => act.state({}).orders.find((order) => order.id === id)
  return {
    hosts: { 'api.bazaar.example': sandbox.url },
    turn: sandbox.turn,
    calm: sandbox.calm,
    stop: sandbox.stop,
    writes: () => sandbox.calls().filter(({ method, path }) => method !== 'GET' && !path.startsWith('/oauth')).length,
    shows: () =>
      act.state({}).offers.map(({ offerKey, title, quantity, price, status }) => ({
        key: offerKey,
        title,
        quantity,
        ...(price == null ? {} : { price }),
        isLive: status === 'live',
      })),
    edit: (offerKey, change) => act.editItem({ offerKey, ...change }),
    remove: (offerKey) => act.removeItem({ offerKey }),
    revokeTokens: () => act.revokeTokens({}),
    order: ({ lines, isMasked = false }) =>
      act.placeOrder({ lines: lines.map(({ key, quantity }) => ({ offerKey: key, quantity })), masked: isMasked }).id,
    cancel: (orderId) => void act.cancelOrder({ orderId }),
    heard: (id) => {
      const order = orderOf(id)
      return {
        shipped: order?.lines.reduce((sum, { shippedQuantity }) => sum + shippedQuantity, 0) ?? 0,
        isCancelled: order?.status === 'cancelled',
        refunded: 0,
      }
    },
  }
}

const cases = await channelConformance(bazaar(), {
  server,
  settings: { market: 'nl', categories: {} },
  credentials: { clientId: 'bazaar-demo', clientSecret: 'bazaar-demo-secret' },
  wrongCredentials: { clientId: 'bazaar-demo', clientSecret: 'another-secret-altogether' },
  secrets: ['bazaar-demo-secret', 'another-secret-altogether'],
  mappings: { category: { '*': 'tools' } },
  writes: ['POST /v1/*'],
  refusal: {
    knobs: { rejections: [{ word: 'veil', code: 'FORBIDDEN_WORD', message: 'We do not sell veils.', field: 'title' }] },
    field: 'product.title',
  },
})

describe('bazaar', () => {
  for (const { name, skip, run } of cases) it.skipIf(skip)(name, { timeout: 60_000 }, run)
})
