import { afterEach, describe, expect, it } from 'vitest'
import { type AmazonShop, openAmazonShop } from './fixtures/shop.ts'

let shop: AmazonShop
afterEach(() => shop.close())

const wait = { timeout: 20_000 }

describe('a shop that tells its parcels by feeds', { timeout: 60_000 }, () => {
  it('tells each once, and is done when the report of the feed says so', async () => {
    shop = await openAmazonShop({ shipments: 'feed' })
    const { admin, sandbox, id } = shop
    sandbox.act.placeOrder({ lines: [{ offerKey: 'VEIL-ONE', quantity: 2, unitPrice: 1_500 }] })
    await admin.channels.confirm({ params: { id } })
    await expect.poll(async () => (await admin.orders.list({ query: {} })).items.length, wait).toBe(1)
    const [work] = (await admin.fulfillment.list({ query: {} })).items
    const lines = work?.lines.map(({ lineId, quantity }) => ({ lineId, quantity })) ?? []
    const tracking = { carrier: 'DHL', number: '003404341' }
    await admin.fulfillment.fulfill({ params: { id: work?.id ?? '' }, body: { lines, tracking } })
    const told = () => sandbox.act.state({}).orders[0]?.shipments
    await expect.poll(told, wait).toMatchObject([{ carrierCode: 'DHL', trackingNumber: '003404341' }])
    const statuses = async () => {
      const lines = ['update channel_receipts set poll_at = 0'].map((sql) => ({ sql, args: [], touches: 'channels' }))
      await shop.commerce.core.db.batch(lines)
      await shop.commerce.idle()
      const { items } = await admin.channels.commands({ params: { id }, query: {} })
      return items.filter(({ kind }) => kind === 'ship').map(({ status }) => status)
    }
    await expect.poll(statuses, wait).toEqual(['done'])
    expect(sandbox.calls({ method: 'POST' }).filter(({ path }) => path.includes('shipmentConfirmation'))).toEqual([])
  })
})
