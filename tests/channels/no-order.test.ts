import { defineChannel, type ForeignOrder } from '@vitrine/core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openAccountShop } from './fixtures/account-shop.ts'

const PAGE = '<!doctype html><h1>Gateway</h1>'

/** A platform behind a gateway, which answers with a page of its own when it likes. */
function openPlatform() {
  const order: ForeignOrder = {
    externalId: 'A',
    status: 'open',
    placedAt: new Date().toISOString(),
    version: 1,
    currency: 'EUR',
    isTaxIncluded: true,
    lines: [{ externalId: 'A-1', key: 'VEIL-ONE', title: 'Veil', quantity: 1, unitPrice: 2_000 }],
    shipping: { name: 'Post', price: 0 },
    total: 2_000,
    payment: 'paid',
    delivery: 'shipping',
    buyer: {},
  }
  const state = { pulled: [] as unknown[], pages: 0, reads: 0 }
  const channel = defineChannel('gate', {
    version: '1.0.0',
    kind: 'marketplace',
    title: 'Gate',
    hosts: [],
    connect: () => state,
    orders: {
      every: '1d',
      pull: async () => ({
        orders: state.pulled.map((raw) => ({ externalId: 'A', raw })),
        cursor: null,
        isMore: false,
      }),
      read: async () => {
        state.reads += 1
        return state.reads > state.pages ? order : PAGE
      },
      parse: (raw) => {
        if (raw === PAGE) throw new Error('no order')
        return raw as ForeignOrder
      },
    },
    webhook: {
      verify: () => true,
      parse: ({ text }) => [{ id: text, about: 'order', externalId: 'A' }],
    },
  })
  return { state, channel }
}

let platform: ReturnType<typeof openPlatform>
let made: Awaited<ReturnType<typeof openAccountShop>>
beforeEach(async () => {
  platform = openPlatform()
  made = await openAccountShop({ channel: platform.channel() })
  await made.idle()
})
afterEach(() => made.shop.close())

const orders = async () =>
  (await made.channels.orders({ params: made.params, query: {} })).items.map(({ status, issue }) => [
    status,
    issue?.code ?? null,
  ])
const pull = () => made.pass(25 * 3_600_000)
const tell = (message: string) =>
  made.shop.commerce.app.request(`/hooks/${made.params.id}`, { method: 'POST', body: message })

it('what came as no order is asked for once more, and taken in as the order that it is', async () => {
  platform.state.pulled = [PAGE]
  await pull()
  expect(await orders()).toEqual([['applied', null]])
  expect(platform.state.reads).toBe(1)
})

it('what is no order again waits for staff, who have it asked for anew', async () => {
  platform.state.pulled = [PAGE]
  platform.state.pages = 1
  await pull()
  expect(await orders()).toEqual([['parked', 'unreadable']])
  expect(platform.state.reads).toBe(1)
  await made.channels.retryOrders({ params: made.params, body: {} })
  await made.idle()
  expect(await orders()).toEqual([['applied', null]])
})

it('a message whose order comes as something else leaves what is kept as it is, and the order is asked for again', async () => {
  expect((await tell('one')).status).toBe(202)
  await made.idle()
  expect(await orders()).toEqual([['applied', null]])
  const before = await made.rows('select raw from channel_orders')
  platform.state.pages = platform.state.reads + 2
  expect((await tell('two')).status).toBe(202)
  await made.idle()
  expect(await made.rows('select raw from channel_orders')).toEqual(before)
  expect(await orders()).toEqual([['applied', null]])
  for (let second = 0; second < 6; second += 1) await made.pass(10_000)
  expect(platform.state.reads).toBeGreaterThan(platform.state.pages)
  expect(await made.rows('select count(*) from channel_hooks where handled_at is null')).toEqual([[0]])
  expect(await orders()).toEqual([['applied', null]])
})
