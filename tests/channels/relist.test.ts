import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStall, type Stall } from './fixtures/stall.ts'

const VEIL = 'VEIL-ONE'
let stall: Stall
beforeEach(async () => {
  stall = await openStall()
})
afterEach(() => stall.close())

it('what is for sale again before anybody heard that it was ended is made anew, and not taken for ended by the channel', async () => {
  const { sandbox } = stall
  const { products } = stall.shop.commerce.call.admin
  const turn = async (to: 'active' | 'archived') => {
    await products.update({ params: { id: 'veil' }, body: { status: to } })
    await stall.idle()
  }
  await stall.confirm()
  await stall.listAll()
  sandbox.turn({ faults: [{ on: 'POST /v1/offers/end', times: 1, fault: { answer: 'reset', isApplied: true } }] })
  await turn('archived')
  expect(stall.offer(VEIL)?.status).toBe('ended')
  await turn('active')
  const look =
    "update channel_listings set observe_at = 0, retry_at = 0 where item_id in (select id from product_variants where sku = 'VEIL-ONE')"
  for (let round = 0; round < 3; round += 1) {
    await stall.shop.commerce.core.db.batch([{ sql: look, args: [] }])
    await stall.idle()
  }
  expect(stall.offer(VEIL)?.status).toBe('live')
  expect(await stall.rows("select status, is_wanted from channel_listings where key = 'VEIL-ONE'")).toEqual([
    ['live', 1],
  ])
})

it('what is for sale again before it was ended shows the stock and the price that it has then', async () => {
  const { sandbox } = stall
  const { products, pricing, stock } = stall.shop.commerce.call.admin
  const turn = async (to: 'active' | 'archived') => {
    await products.update({ params: { id: 'veil' }, body: { status: to } })
    await stall.idle()
  }
  await stall.confirm()
  await stall.listAll()
  const quantity = stall.offer(VEIL)?.quantity
  sandbox.turn({ faults: [{ on: 'POST /v1/offers/end', fault: { answer: 'status', status: 422 } }] })
  await turn('archived')
  await pricing.bulk({ body: { prices: [{ variant: VEIL, currency: 'EUR', amount: 1_751 }] } })
  await stock.bulk({ body: { rows: [{ sku: VEIL, location: 'main', set: 1 }] } })
  await stall.idle()
  await stock.bulk({ body: { rows: [{ sku: VEIL, location: 'main', set: quantity ?? 0 }] } })
  await stall.idle()
  expect(stall.offer(VEIL)).toMatchObject({ status: 'live', quantity: 0 })
  await turn('active')
  expect(stall.offer(VEIL)).toMatchObject({ status: 'live', quantity, price: 1_751 })
})
