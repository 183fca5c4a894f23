import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStall, type Stall } from './fixtures/stall.ts'

let stall: Stall
beforeEach(async () => {
  stall = await openStall()
  await stall.confirm()
})
afterEach(() => stall.close())

const offers = () => [...stall.sandbox.act.state({}).offers].sort((a, b) => a.offerKey.localeCompare(b.offerKey))
const writes = () => stall.sandbox.calls().filter(({ method, path }) => method !== 'GET' && !path.startsWith('/oauth'))

const listAll = () => stall.listAll()

describe('a marketplace', () => {
  it('shows what was listed, with its stock and prices, and is not called again when nothing changed', async () => {
    await listAll()
    expect((await stall.channels.get({ params: { id: stall.id } })).listings).toEqual({ live: 4 })
    expect(offers().map(({ offerKey, quantity, price, status }) => ({ offerKey, quantity, price, status }))).toEqual([
      { offerKey: 'HIVE-TOOL-ONE', quantity: 25, price: 1_290, status: 'live' },
      { offerKey: 'SMOKER-LARGE', quantity: 25, price: 3_900, status: 'live' },
      { offerKey: 'SMOKER-SMALL', quantity: 25, price: 2_900, status: 'live' },
      { offerKey: 'VEIL-ONE', quantity: 25, price: 1_450, status: 'live' },
    ])
    const before = stall.sandbox.calls().length
    await stall.channels.resync({ params: { id: stall.id } })
    await stall.idle()
    expect(stall.sandbox.calls().length - before).toBe(0)
  })

  it('is told of stock by the fast lane, and of a burst only the newest', async () => {
    await listAll()
    const before = writes().length
    const set = (quantity: number) =>
      stall.shop.commerce.call.admin.stock.bulk({
        body: { rows: [{ sku: 'VEIL-ONE', location: 'main', set: quantity }] },
      })
    for (const quantity of [24, 23, 7, 3]) await set(quantity)
    await stall.idle()
    expect(offers().find(({ offerKey }) => offerKey === 'VEIL-ONE')?.quantity).toBe(3)
    expect(writes().length - before).toBeLessThanOrEqual(4)
    expect(
      writes()
        .slice(before)
        .every(({ path }) => path === '/v1/stock/batch'),
    ).toBe(true)
  })
})

describe('a resync', () => {
  it('tells before what it would send', async () => {
    await listAll()
    const params = { id: stall.id }
    expect(await stall.channels.difference({ params })).toMatchObject({ listings: 4, same: 4, update: 0, items: [] })
    await stall.channels.pause({ params })
    await stall.shop.commerce.call.admin.products.update({ params: { id: 'veil' }, body: { title: 'Folding veil' } })
    await stall.channels.unlist({ params, body: { products: ['hive-tool'] } })
    const before = writes().length
    expect(await stall.channels.difference({ params })).toMatchObject({ same: 2, update: 1, withdraw: 1, create: 0 })
    expect(writes().length - before).toBe(0)
  })
})
