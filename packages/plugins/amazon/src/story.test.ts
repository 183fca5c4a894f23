import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AmazonShop, openAmazonShop } from './fixtures/shop.ts'

let shop: AmazonShop

beforeEach(async () => {
  shop = await openAmazonShop()
})
afterEach(() => shop.close())

const wait = { timeout: 20_000 }
const shown = () =>
  Object.fromEntries(
    shop.sandbox.act.state({}).listings.map(({ key, status, quantity, price }) => [key, { status, quantity, price }]),
  )
const buyable = ['BUYABLE', 'DISCOVERABLE']
const goods = {
  'SMOKER-SMALL': { status: buyable, quantity: 25, price: 2_900 },
  'SMOKER-LARGE': { status: buyable, quantity: 25, price: 3_900 },
  'VEIL-ONE': { status: buyable, quantity: 25, price: 1_450 },
  'HIVE-TOOL-ONE': { status: buyable, quantity: 25, price: 1_290 },
}

async function statuses() {
  const { items } = await shop.admin.channels.listings({ params: { id: shop.id }, query: {} })
  return Object.fromEntries(items.map(({ key, status }) => [key, status]))
}

async function listAll() {
  const params = { id: shop.id }
  await shop.admin.channels.listItems({ params, body: { all: true } })
  await shop.admin.channels.confirm({ params })
  await expect.poll(async () => Object.values(await statuses()), wait).toEqual(['live', 'live', 'live', 'live'])
}

describe('a shop on Amazon', { timeout: 60_000 }, () => {
  it('shows its goods with price and stock, their changes, and asks nothing when nothing changed', async () => {
    const { admin, id, commerce, sandbox } = shop
    expect(await admin.channels.test({ params: { id } })).toEqual({ account: 'Example Store on Amazon.de' })
    await listAll()
    expect(shown()).toEqual(goods)
    await admin.stock.bulk({ body: { rows: [{ sku: 'VEIL-ONE', location: 'main', set: 3 }] } })
    await expect.poll(() => shown()['VEIL-ONE'], wait).toMatchObject({ quantity: 3 })
    await commerce.idle()
    const before = sandbox.calls().at(-1)?.number ?? 0
    await admin.channels.resync({ params: { id } })
    await commerce.idle()
    await sandbox.settle({ quiet: 300 })
    expect(sandbox.calls({ after: before }).map(({ path }) => path)).toEqual([])
  })

  it('takes an order in as it was sold, and its stock falls at once and on Amazon too', async () => {
    const { admin, sandbox } = shop
    const lines = [{ offerKey: 'VEIL-ONE', quantity: 2, unitPrice: 1_500 }]
    sandbox.act.placeOrder({ lines, masked: true })
    await listAll()
    await expect.poll(async () => (await admin.orders.list({ query: {} })).items, wait).toHaveLength(1)
    const [order] = (await admin.orders.list({ query: {} })).items
    expect(order).toMatchObject({ total: { amount: 3_490 }, paymentStatus: 'paid', quantity: 2, email: null })
    await expect.poll(() => shown()['VEIL-ONE'], wait).toMatchObject({ quantity: 23 })
  })

  it('hears of an order and of an edit by notifications, and of nothing from those who do not know the secret', async () => {
    const { admin, sandbox, id } = shop
    await listAll()
    const orders = async () => (await admin.orders.list({ query: {} })).items.length
    shop.listen('not-the-secret-at-all')
    sandbox.act.placeOrder({ lines: [{ offerKey: 'VEIL-ONE' }] })
    const [lost] = sandbox.deliveries()
    await expect.poll(() => lost?.tries.length, wait).toBeGreaterThan(0)
    expect(lost?.state).not.toBe('delivered')
    expect(await orders()).toBe(0)
    shop.listen()
    sandbox.act.placeOrder({ lines: [{ offerKey: 'SMOKER-LARGE' }] })
    await expect.poll(orders, wait).toBe(1)
    sandbox.act.editItem({ offerKey: 'HIVE-TOOL-ONE', quantity: 99 })
    await expect.poll(() => shown()['HIVE-TOOL-ONE'], wait).toMatchObject({ quantity: 25 })
    expect((await admin.channels.get({ params: { id } })).health.status).toBe('ok')
  })

  it('tells Amazon what is sent, cancelled and paid back', async () => {
    const { admin, sandbox, id } = shop
    const lines = [
      { offerKey: 'VEIL-ONE', unitPrice: 1_500 },
      { offerKey: 'SMOKER-LARGE', unitPrice: 3_900 },
    ]
    sandbox.act.placeOrder({ lines })
    await listAll()
    const orders = async () => (await admin.orders.list({ query: {} })).items
    await expect.poll(async () => (await orders()).length, wait).toBe(1)
    const { items: work } = await admin.fulfillment.list({ query: {} })
    const [veil] = work[0]?.lines ?? []
    await admin.fulfillment.fulfill({
      params: { id: work[0]?.id ?? '' },
      body: { lines: [{ lineId: veil?.lineId ?? '', quantity: 1 }], tracking: { carrier: 'DHL', number: '003404341' } },
    })
    const told = () => sandbox.act.state({}).orders[0]
    await expect
      .poll(() => told()?.shipments, wait)
      .toMatchObject([{ carrierCode: 'DHL', trackingNumber: '003404341' }])
    const commands = async () => (await admin.channels.commands({ params: { id }, query: {} })).items
    const outcomes = async () => (await commands()).map(({ kind, status }) => `${kind} ${status}`).sort()
    await expect.poll(outcomes, wait).toEqual(['acknowledge done', 'ship done'])
  })

  it('takes up what is there already, and sends nothing that is as it should be', async () => {
    await listAll()
    const second = await openAmazonShop({ sandbox: shop.sandbox })
    const params = { id: second.id }
    const before = shop.sandbox.calls().at(-1)?.number ?? 0
    await second.admin.channels.confirm({ params })
    await expect.poll(async () => (await second.admin.channels.adopt({ params })).adopted, wait).toBe(4)
    await second.commerce.idle()
    expect(shop.sandbox.calls({ after: before, method: 'PUT' })).toEqual([])
    await second.close()
  })

  it('arrives although answers are lost after the write was done', async () => {
    shop.sandbox.turn({
      faults: [
        { on: 'PUT /listings/*', times: 3, fault: { answer: 'reset', isApplied: true } },
        { on: 'GET /listings/*', times: 1, fault: { answer: 'html' } },
      ],
    })
    await listAll()
    expect(shown()).toEqual(goods)
    expect(shop.sandbox.calls({ method: 'PUT' }).filter(({ fault }) => fault !== null)).toHaveLength(3)
  })

  it('is told by attribute what Amazon does not like', async () => {
    shop.sandbox.turn({
      rejections: [{ word: 'eil', code: '18742', message: 'Restricted product.', field: 'item_name' }],
    })
    const params = { id: shop.id }
    await shop.admin.channels.listItems({ params, body: { all: true } })
    await shop.admin.channels.confirm({ params })
    const causeOf = async () => {
      const { items } = await shop.admin.channels.listings({ params, query: {} })
      return items.find(({ key }) => key === 'VEIL-ONE')
    }
    await expect.poll(causeOf, wait).toMatchObject({
      status: 'rejected',
      cause: { issues: [{ code: '18742', theirField: 'item_name', field: 'product.title' }] },
    })
  })

  it('finds product types by words', async () => {
    const { commerce, id } = shop
    const { items } = await commerce.call.amazon.productTypes({
      params: { connection: id },
      query: { keywords: 'outdoor' },
    })
    expect(items).toEqual([{ name: 'OUTDOOR_LIVING', displayName: 'Outdoor living' }])
    const target = { eventBridge: { region: 'eu-west-1', accountId: '012345678901' } }
    const subscribed = await commerce.call.amazon.subscribe({ params: { connection: id }, body: target })
    expect(subscribed.subscriptions).toHaveLength(4)
    await expect(commerce.call.amazon.unsubscribe({ params: { connection: 'con_none' } })).rejects.toMatchObject({
      code: 'amazon.noConnection',
    })
    expect(await commerce.call.amazon.unsubscribe({ params: { connection: id } })).toEqual({ removed: 4 })
  })
})
