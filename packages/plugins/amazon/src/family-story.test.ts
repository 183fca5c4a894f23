import { afterEach, describe, expect, it } from 'vitest'
import { type AmazonShop, openAmazonShop } from './fixtures/shop.ts'

let shop: AmazonShop
afterEach(() => shop.close())

const wait = { timeout: 20_000 }
const shown = () =>
  shop.sandbox.act
    .state({})
    .listings.map(({ key }) => key)
    .sort()

describe('a shop whose product is a family at Amazon', { timeout: 60_000 }, () => {
  it('has a parent beside the variants, which goes with the last of them', async () => {
    shop = await openAmazonShop({ productType: 'SHIRT' })
    const params = { id: shop.id }
    await shop.admin.channels.listItems({ params, body: { all: true } })
    await shop.admin.channels.confirm({ params })
    const statuses = async () =>
      (await shop.admin.channels.listings({ params, query: {} })).items.map(({ status }) => status)
    await expect.poll(statuses, wait).toEqual(['live', 'live', 'live', 'live'])
    const { id } = await shop.admin.products.get({ params: { id: 'smoker' } })
    expect(shown()).toEqual(['HIVE-TOOL-ONE', 'SMOKER-LARGE', 'SMOKER-SMALL', 'VEIL-ONE', id].sort())
    const { listings } = shop.sandbox.act.state({})
    expect(listings.find(({ key }) => key === 'SMOKER-LARGE')?.attributes).toMatchObject({
      child_parent_sku_relationship: [{ parent_sku: id }],
      variation_theme: [{ name: 'SIZE' }],
    })
    await shop.commerce.idle()
    const before = shop.sandbox.calls().at(-1)?.number ?? 0
    await shop.admin.channels.resync({ params })
    await shop.commerce.idle()
    expect(shop.sandbox.calls({ after: before, method: 'PUT' })).toEqual([])
    await shop.admin.channels.unlist({ params, body: { variants: ['SMOKER-LARGE'] } })
    await expect.poll(shown, wait).not.toContain('SMOKER-LARGE')
    expect(shown()).toContain(id)
    await shop.admin.channels.unlist({ params, body: { all: true } })
    await expect.poll(shown, wait).toEqual([])
  })
})
