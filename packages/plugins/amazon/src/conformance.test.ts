import { type ConformingPlatform, channelConformance } from '@vitrine/core/testing'
import { describe, it } from 'vitest'
import { amazon } from './index.ts'
import { amazonSandbox, refreshTokenOf } from './sandbox/index.ts'

const hookSecret = 'a-secret-of-the-suite-for-messages'

/** Amazon's sandbox as the suite meets it. */
async function server({ now }: { readonly now: () => number }): Promise<ConformingPlatform> {
  const sandbox = await amazonSandbox({ now, seed: 7, pace: 1_000 })
  const { act } = sandbox
  const orderOf = (id: string) => act.state({}).orders.find(({ orderId }) => orderId === id)
  return {
    hosts: sandbox.hosts,
    turn: sandbox.turn,
    calm: sandbox.calm,
    stop: sandbox.stop,
    writes: sandbox.counter(({ method, path }) => method !== 'GET' && !path.startsWith('/auth/')),
    shows: () =>
      act.state({}).listings.map(({ key, status, quantity, price, attributes }) => ({
        key,
        isLive: status.includes('DISCOVERABLE'),
        title: String(attributes.item_name?.[0]?.value),
        quantity,
        ...(price === null ? {} : { price }),
      })),
    edit: (offerKey, change) => void act.editItem({ offerKey, ...change }),
    remove: (offerKey) => void act.removeItem({ offerKey }),
    revokeTokens: () => void act.revokeTokens({}),
    order: ({ lines, isMasked = false }) => {
      const placed = act.placeOrder({
        lines: lines.map(({ key, quantity }) => ({
          offerKey: key,
          quantity,
          ...(act.state({}).listings.some((listing) => listing.key === key) ? {} : { unitPrice: 1_000 }),
        })),
        masked: isMasked,
      })
      return String(placed.orderId)
    },
    cancel: (orderId) => void act.cancelOrder({ orderId }),
    listen: (url) => void act.setHook({ url, secret: hookSecret }),
    heard: (id) => {
      const { order, shipments = [], refunds = [], merchantOrderId = null } = orderOf(id) ?? {}
      const { grandTotal } = (order?.proceeds ?? {}) as { readonly grandTotal?: { readonly amount: string } }
      const { fulfillmentStatus } = (order?.fulfillment ?? {}) as { readonly fulfillmentStatus?: string }
      const sent = shipments.flatMap(({ orderItems }) => orderItems as readonly { readonly quantity: number }[])
      const amounts = refunds.flatMap((refund) => (refund.split(' ')[1] ?? '').split('+'))
      return {
        isAcknowledged: merchantOrderId !== null,
        shipped: sent.reduce((sum, { quantity }) => sum + quantity, 0),
        isCancelled: fulfillmentStatus === 'CANCELLED',
        refunded: amounts.reduce((sum, amount) => sum + Math.round(Number(amount) * 100), 0),
        total: Math.round(Number(grandTotal?.amount) * 100),
        placedAt: Date.parse(String(order?.createdTime)),
      }
    },
  }
}

const credentials = {
  clientId: 'amazon-demo',
  clientSecret: 'amazon-demo-secret',
  refreshToken: refreshTokenOf('amazon-demo'),
  hookSecret,
}

const cases = await channelConformance(amazon(), {
  server,
  settings: { marketplace: 'DE', sellerId: 'A3EXAMPLE00000', productType: 'HOME', acknowledge: true },
  credentials,
  wrongCredentials: { ...credentials, clientSecret: 'another-secret-of-nobody' },
  secrets: [credentials.clientSecret, credentials.refreshToken, hookSecret],
  refusal: {
    knobs: { rejections: [{ word: 'veil', code: '18742', message: 'Restricted product.', field: 'item_name' }] },
    field: 'product.title',
  },
  states: new URL('./fixtures/states/', import.meta.url),
  writes: ['POST /feeds/*', 'PUT /listings/*', 'PATCH /listings/*', 'DELETE /listings/*'],
})

describe('Amazon does what every channel must', () => {
  for (const { name, skip, timeout, run } of cases)
    it.skipIf(skip !== undefined)(skip === undefined ? name : `${name} (skipped: ${skip})`, { timeout }, run)
})
