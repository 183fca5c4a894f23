import { describe, expect, it } from 'vitest'
import { type PlainShop, plainShops, TOOL, VEIL } from './fixtures/plain-shops.ts'

const { open } = plainShops()
const notSold = async ({ channels, params }: PlainShop) => (await channels.get({ params })).notSold
const preview = async (
  { channels, params }: PlainShop,
  body: { products?: string[]; variants?: string[]; all?: boolean },
) =>
  (await channels.preview({ params, body })).refused.map(({ sku, message, issues }) => [sku, message, issues[0]?.hint])

describe('goods that are not for sale', () => {
  it('are told with the reason by the preview, the listing, the causes and the connection', async () => {
    const shop = await open()
    const { products, params, channels, list, listing, idle } = shop
    await list(VEIL, TOOL)
    expect(await notSold(shop)).toEqual([])
    await products.update({ params: { id: 'veil' }, body: { status: 'archived' } })
    await idle()
    expect(await preview(shop, { products: ['veil', 'hive-tool'] })).toEqual([
      [VEIL, 'it is not for sale: the product is archived', 'Make the product active again.'],
    ])
    expect(await preview(shop, { variants: [VEIL] })).toHaveLength(1)
    expect(await listing(VEIL)).toMatchObject({ status: 'ended', isWanted: true, cause: { code: 'not_for_sale' } })
    expect(await notSold(shop)).toEqual([{ reason: 'archived', message: 'the product is archived', count: 1 }])
    expect((await channels.causes({ params })).items).toEqual([expect.objectContaining({ code: 'archived', count: 1 })])
    await products.update({ params: { id: 'veil' }, body: { status: 'active' } })
    await idle()
    expect(await notSold(shop)).toEqual([])
    expect(await listing(VEIL)).toMatchObject({ status: 'live', cause: null })
  })

  it('on the sales channel of the connection are told so', async () => {
    const shop = await open({ isPublishedOnly: true })
    const { products, params, channels, list, listing, idle } = shop
    const words = 'it is not for sale: the sales channel of the connection does not sell it now'
    expect((await preview(shop, { all: true })).map(([, message]) => message)).toEqual([words, words, words, words])
    expect(await channels.listItems({ params, body: { all: true } })).toEqual({ items: 0 })
    const show = async (isShown: boolean) => {
      const publications = isShown ? [{ channel: 'plain' }] : []
      await products.update({ params: { id: 'hive-tool' }, body: { publications } })
      await idle()
    }
    await show(true)
    await list(TOOL, VEIL)
    expect(await preview(shop, { all: true })).toHaveLength(3)
    expect(await listing(TOOL)).toMatchObject({ status: 'live' })
    await show(false)
    expect(await listing(TOOL)).toMatchObject({ status: 'ended', cause: { message: words } })
    expect(await notSold(shop)).toEqual([expect.objectContaining({ reason: 'not_published', count: 1 })])
    await show(true)
    expect(await listing(TOOL)).toMatchObject({ status: 'live', cause: null })
  })
})
