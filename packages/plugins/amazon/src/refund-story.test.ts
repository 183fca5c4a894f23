import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AmazonShop, openAmazonShop } from './fixtures/shop.ts'

let shop: AmazonShop

beforeEach(async () => {
  shop = await openAmazonShop()
})
afterEach(() => shop.close())

const wait = { timeout: 20_000 }

describe('money that a shop gives back at Amazon', { timeout: 60_000 }, () => {
  async function sold() {
    const { admin, sandbox, id } = shop
    sandbox.act.placeOrder({ lines: [{ offerKey: 'VEIL-ONE', quantity: 2, unitPrice: 1_500 }] })
    await admin.channels.confirm({ params: { id } })
    await expect.poll(async () => (await admin.orders.list({ query: {} })).items.length, wait).toBe(1)
    const [intake] = (await admin.channels.orders({ params: { id }, query: {} })).items
    return { id: intake?.id ?? '' }
  }
  const refunds = () => shop.sandbox.act.state({}).orders[0]?.refunds.map((one) => one.split(' ')[1])
  /** What is put off until later is due now. */
  const statuses = async () => {
    const hurry = { sql: 'update channel_commands set retry_at = 0', args: [] }
    await shop.commerce.core.db.batch([hurry])
    await shop.commerce.idle()
    const { items } = await shop.admin.channels.commands({ params: { id: shop.id }, query: {} })
    return items.filter(({ kind }) => kind === 'refund').map(({ status }) => status)
  }

  it('goes out once when nobody heard that the feed was taken, and twice when it was decided twice', async () => {
    const params = await sold()
    shop.sandbox.turn({
      faults: [{ on: 'POST /feeds/*/feeds', times: 2, fault: { answer: 'reset', isApplied: true } }],
    })
    await shop.admin.channels.refundOrder({ params, body: { amount: 500 } })
    await expect.poll(statuses, wait).toEqual(['done'])
    expect(refunds()).toEqual(['5.00'])
    await shop.admin.channels.refundOrder({ params, body: { amount: 500 } })
    await expect.poll(statuses, wait).toEqual(['done', 'done'])
    expect(refunds()).toEqual(['5.00', '5.00'])
    const [order] = (await shop.admin.orders.list({ query: {} })).items
    expect(await shop.admin.orders.get({ params: { id: order?.id ?? '' } })).toMatchObject({
      money: { refunded: { amount: 1_000 } },
    })
  })
})

describe('a knife that Amazon does not sell', { timeout: 60_000 }, () => {
  /** As the sandbox of the demo has it. */
  const NO_BLADES = { word: 'Ontzegelmes', code: '18299', message: 'This product is restricted.', field: 'item_name' }

  it('is refused in its own words, at our field, and the other goods are for sale', async () => {
    const { admin, sandbox, id } = shop
    const params = { id }
    sandbox.turn({ rejections: [NO_BLADES] })
    await admin.products.update({ params: { id: 'hive-tool' }, body: { title: 'Ontzegelmes met kartels' } })
    await admin.channels.listItems({ params, body: { all: true } })
    await admin.channels.confirm({ params })
    const listings = async () => (await admin.channels.listings({ params, query: {} })).items
    await expect
      .poll(async () => (await listings()).map(({ status }) => status).sort(), wait)
      .toEqual(['live', 'live', 'live', 'rejected'])
    const knife = (await listings()).find(({ status }) => status === 'rejected')
    expect(knife).toMatchObject({
      key: 'HIVE-TOOL-ONE',
      cause: {
        issues: [
          {
            severity: 'error',
            code: '18299',
            message: 'This product is restricted.',
            theirField: 'item_name',
            field: 'product.title',
          },
        ],
      },
    })
    expect(knife?.cause?.message).toContain('This product is restricted.')
  })
})
