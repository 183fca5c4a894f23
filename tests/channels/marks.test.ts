import type { Item } from '@vitrine/core'
import { describe, expect, it } from 'vitest'
import { type Making, type PlainShop, plainShops, VEIL } from './fixtures/plain-shops.ts'

const { platform, open } = plainShops()
let shop: PlainShop
const openListed = async (making?: Making) => {
  shop = await open(making)
  await shop.list(VEIL)
  const [variant] = (await shop.products.get({ params: { id: 'veil' } })).variants
  return { admin: shop.shop.commerce.call.admin, variantId: variant?.id ?? '' }
}
const told = () =>
  platform
    .at('/stock')
    .flat()
    .map(({ quantity }) => quantity)
const settle = async () => {
  for (let round = 0; round < 3; round += 1) await shop.idle()
}

describe('stock is told again', () => {
  it('when it is counted no more, and when it is again', async () => {
    const { admin, variantId } = await openListed()
    await admin.products.updateVariant({ params: { id: variantId }, body: { tracked: false } })
    await settle()
    expect(told()).toEqual([25, 999])
    await admin.products.updateVariant({ params: { id: variantId }, body: { tracked: true } })
    await settle()
    expect(told()).toEqual([25, 999, 25])
  })

  it.each(['by hand', 'by its rule'])(
    'when goods come into a collection with a policy %s, leave it, and when it is no more',
    async (way) => {
      const { admin } = await openListed()
      const isRule = way === 'by its rule'
      const rule = { match: 'all', conditions: [{ field: 'type', op: 'equal', value: 'worn' }] }
      const body = { title: 'Worn', handle: 'worn', ...(isRule ? { rule } : {}) }
      const { id } = await admin.collections.create({ body: body as { title: string } })
      const policy = { scope: 'collection' as const, subjectId: id, policy: { buffer: 5 } }
      await shop.channels.writePolicies({ params: shop.params, body: { stock: [policy], price: [] } })
      await settle()
      expect(told()).toEqual([25])
      const move = async (isIn: boolean) => {
        if (isRule) await admin.products.update({ params: { id: 'veil' }, body: { type: isIn ? 'worn' : 'else' } })
        else
          await admin.collections.setProducts({ params: { id }, body: isIn ? { add: ['veil'] } : { remove: ['veil'] } })
        await settle()
      }
      await move(true)
      expect(told()).toEqual([25, 20])
      await move(false)
      expect(told()).toEqual([25, 20, 25])
      await move(true)
      await admin.collections.remove({ params: { id } })
      await settle()
      expect(told()).toEqual([25, 20, 25, 20, 25])
    },
  )

  it('when its place serves other sales channels', async () => {
    const { admin } = await openListed()
    const web = (await admin.markets.listChannels({ query: {} })).items.find(({ code }) => code === 'web')?.id ?? ''
    const set = async (channelIds: string[]) => {
      await admin.locations.update({ params: { id: 'main' }, body: { channelIds } })
      await settle()
    }
    await set([web])
    expect(told()).toEqual([25, 0])
    await set([])
    expect(told()).toEqual([25, 0, 25])
  })
})

describe('a listing that has its price within is told again', () => {
  it('when a price list begins and ends', async () => {
    const { admin, variantId } = await openListed({
      mapped: ({ sku, title, price }: Item) => ({ id: sku, title, price: price?.amount }),
    })
    const prices = () =>
      platform
        .at('/publish')
        .flat()
        .map(({ shape }) => (shape as { price?: number } | undefined)?.price)
    const { id } = await admin.pricing.createList({ body: { code: 'summer', name: 'Summer', kind: 'sale' } })
    await admin.pricing.bulk({
      body: { prices: [{ variant: variantId, currency: 'EUR', amount: 1_000, list: 'summer' }] },
    })
    await settle()
    expect(prices()).toEqual([1_450, 1_000])
    await admin.pricing.archiveList({ params: { id } })
    await settle()
    expect(prices()).toEqual([1_450, 1_000, 1_450])
  })
})
