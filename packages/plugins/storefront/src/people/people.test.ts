import { memorySession } from '@vitrine/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openWindow, type Window } from '../fixtures/window.ts'

let shop: Window
beforeAll(async () => {
  shop = await openWindow({ limits: { viewed: 2, lists: 2, items: 2 } })
})
afterAll(() => shop?.close())

const titles = async (buyer: ReturnType<Window['buyer']>) =>
  (await buyer.storefront.viewed()).items.map(({ product }) => product.handle)

describe('a visitor nobody knows', () => {
  it('leaves nothing by looking at lists, and gets no token', async () => {
    const session = memorySession()
    const buyer = shop.buyer(session)
    expect((await buyer.storefront.viewed()).items).toEqual([])
    expect((await buyer.storefront.lists()).items).toEqual([])
    expect(session.read()).toEqual({})
  })

  it('finds what it looked at, newest first, without the product at hand', async () => {
    const buyer = shop.buyer()
    await buyer.storefront.view({ body: { product: 'smoker' } })
    await buyer.storefront.view({ body: { product: 'veil' } })
    await buyer.storefront.view({ body: { product: 'veil' } })
    expect(await titles(buyer)).toEqual(['veil', 'smoker'])
    const [veil] = (await buyer.storefront.viewed()).items
    const rest = await buyer.storefront.viewed({ query: { without: veil?.product.id } })
    expect(rest.items.map(({ product }) => product.handle)).toEqual(['smoker'])
  })
})
