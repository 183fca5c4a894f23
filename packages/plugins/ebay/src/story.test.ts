import { afterEach, describe, expect, it } from 'vitest'
import { type EbayShop, eventually, openEbayShop, READY, TOKEN } from './fixtures/shop.ts'

describe('a shop on eBay', { timeout: 60_000 }, () => {
  let open: EbayShop
  afterEach(() => open.close())

  const offers = () => open.sandbox.act.state({}).offers
  const listings = async () => (await open.admin.channels.listings({ params: { id: open.id }, query: {} })).items
  const listAll = async () => {
    await open.admin.channels.confirm({ params: { id: open.id } })
    await open.admin.channels.listItems({ params: { id: open.id }, body: { all: true } })
    await eventually(listings, (all) => all.length === 3 && all.every(({ status }) => status === 'live'))
    await open.commerce.idle()
  }

  it('is set up from the account before anything is live', async () => {
    open = await openEbayShop({ settings: { marketplace: 'EBAY_DE' } })
    const params = { connectionId: open.id }
    expect(await open.admin.channels.test({ params: { id: open.id } })).toEqual({ account: 'an account at EBAY_DE' })
    const choices = await open.call.setup({ params })
    expect(choices).toMatchObject({
      fulfillmentPolicies: [{ id: READY.fulfillmentPolicyId, name: 'Parcel' }],
      hasPolicies: true,
      locations: [{ id: 'warehouse' }, { id: 'store-centre', isStore: true }],
    })
    const { items } = await open.call.categories({ params, query: { q: 'beekeeping smoker' } })
    expect(items).toEqual([{ id: '178955', name: 'Beekeeping', path: ['Business & Industrial', 'Agriculture'] }])
    const aspects = await open.call.aspects({ params: { ...params, categoryId: '178955' } })
    expect(aspects.items[0]).toMatchObject({ name: 'Brand', isRequired: true })
    await expect(open.call.aspects({ params: { ...params, categoryId: '1' } })).rejects.toMatchObject({
      code: 'ebay.unanswered',
    })
    await expect(open.call.setup({ params: { connectionId: 'con_none' } })).rejects.toMatchObject({
      code: 'ebay.noConnection',
    })
  })

  it('is told what is missing, at our fields, before any call', async () => {
    open = await openEbayShop({ settings: { marketplace: 'EBAY_DE' } })
    const preview = await open.admin.channels.preview({ params: { id: open.id }, body: { all: true } })
    expect(JSON.stringify(preview)).toContain('settings.returnPolicyId')
    expect(open.sandbox.calls({ path: '/sell/inventory/v1' })).toEqual([])
  })

  it('lists, follows stock and price by the fast lanes, and makes no call when nothing changed', async () => {
    open = await openEbayShop()
    await listAll()
    expect(
      offers()
        .map(({ key, isPublished, price, quantity }) => [key, isPublished, price, quantity])
        .sort(),
    ).toEqual([
      ['SMOKER-LARGE', true, 3_900, 5],
      ['SMOKER-SMALL', true, 2_900, 5],
      ['VEIL', true, 1_450, 5],
    ])
    expect(open.sandbox.act.state({}).groups[0]?.skus.toSorted()).toEqual(['SMOKER-LARGE', 'SMOKER-SMALL'])
    await open.admin.stock.bulk({ body: { rows: [{ sku: 'VEIL', location: 'main', set: 2 }] } })
    await eventually(offers, (all) => all.find(({ key }) => key === 'VEIL')?.quantity === 2)
    await open.commerce.idle()
    const before = open.sandbox.calls({ method: 'POST' }).length
    await open.admin.channels.resync({ params: { id: open.id } })
    await open.commerce.idle()
    expect(open.sandbox.calls({ method: 'POST' }).length).toBe(before)
    await open.admin.channels.unlist({ params: { id: open.id }, body: { all: true } })
    await eventually(offers, (all) => all.every(({ isPublished }) => !isPublished))
  })

  it('hears of a sale by a notification, and takes it in once', async () => {
    open = await openEbayShop()
    await listAll()
    const { sandbox, admin } = open
    await sandbox.act.setHook({ url: `${open.url}/hooks/${open.id}`, verificationToken: TOKEN })
    const placed = sandbox.act.placeOrder({ lines: [{ offerKey: 'VEIL', quantity: 2 }] })
    const orders = async () => (await admin.orders.list({ query: {} })).items
    await eventually(orders, (all) => all.length === 1)
    expect(await sandbox.act.notify({ topic: 'ORDER_CONFIRMATION', data: { orderId: placed.orderId } })).toBe(200)
    expect(await sandbox.act.notify({ topic: 'MARKETPLACE_ACCOUNT_DELETION', data: { username: 'gone' } })).toBe(200)
    expect(await sandbox.act.notify({ topic: 'ORDER_CONFIRMATION', isForged: true })).toBeGreaterThanOrEqual(400)
    await open.commerce.idle()
    const [order] = await orders()
    expect([(await orders()).length, order?.total.amount]).toEqual([1, 2 * 1_450 + 595])
    expect(offers().find(({ key }) => key === 'VEIL')?.quantity).toBe(3)
  })

  it('is told what left and what is paid back, with an outcome for each', async () => {
    open = await openEbayShop()
    await listAll()
    const { sandbox, admin, id } = open
    const placed = sandbox.act.placeOrder({ lines: [{ offerKey: 'VEIL', quantity: 2 }] })
    open.later(180_000)
    const [order] = await eventually(
      async () => (await admin.orders.list({ query: {} })).items,
      (all) => all.length === 1,
    )
    const [work] = (await admin.fulfillment.list({ query: { order: order?.id ?? '' } })).items
    const lines = work?.lines.map(({ lineId, quantity }) => ({ lineId, quantity })) ?? []
    const tracking = { carrier: 'DHL', number: '0034 0434', url: 'https://track.example.com/00340434' }
    await admin.fulfillment.fulfill({ params: { id: work?.id ?? '' }, body: { lines, tracking } })
    const [intake] = (await admin.channels.orders({ params: { id }, query: {} })).items
    await admin.channels.refundOrder({ params: { id: intake?.id ?? '' }, body: { amount: 500, reason: 'scratched' } })
    const told = async () => {
      open.later(120_000)
      return (await admin.channels.commands({ params: { id }, query: {} })).items
        .map(({ kind, status }) => `${kind} ${status}`)
        .sort()
    }
    await eventually(told, (all) => all.join() === 'refund done,ship done')
    expect(sandbox.act.state({}).orders).toMatchObject([
      {
        order: {
          orderId: placed.orderId,
          orderFulfillmentStatus: 'FULFILLED',
          paymentSummary: { refunds: [{ amount: { value: '5.00' }, refundStatus: 'REFUNDED' }] },
        },
        shipments: [{ shipmentTrackingNumber: '00340434', shippingCarrierCode: 'DHL' }],
      },
    ])
  })

  it('adopts what was there before', async () => {
    open = await openEbayShop()
    await listAll()
    const { id } = await open.admin.channels.connect({
      body: {
        channel: 'ebay',
        name: 'The same account',
        settings: READY,
        credentials: { clientId: 'ebay-demo', clientSecret: 'ebay-demo-secret', refreshToken: 'sandbox-refresh-token' },
      },
    })
    expect(await open.admin.channels.adopt({ params: { id } })).toMatchObject({ found: 3, adopted: 3, unknown: [] })
  })
})
