import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemContext } from '../kernel/index.ts'
import { resolveStore } from '../markets/index.ts'
import { openTestShop, type TestShop } from '../testing/shop.ts'
import { driveOf } from './drive.ts'

const ALL = 60

const isRare = (number: number) => number % 20 === 7

/** Three of sixty are rare: made of glass, cut in another size, and in a collection of their own. */
const products = Array.from({ length: ALL }, (_, at) => {
  const number = at + 1
  const sizes = isRare(number) ? ['M', 'XS'] : ['M', 'L']
  return {
    handle: `p-${number}`,
    title: `Bee smoker ${(number * 37) % ALL}`,
    status: 'active' as const,
    collections: isRare(number) ? ['tools', 'rare'] : ['tools'],
    attributes: { material: isRare(number) ? 'glass' : 'wood' },
    options: [{ name: 'Size', values: sizes }],
    variants: sizes.map((size) => ({
      sku: `${number}-${size}`,
      options: { Size: size },
      prices: [{ currency: 'EUR', amount: 1_000 + ((number * 7) % 13) }],
    })),
  }
})

describe('lists', () => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop()
    const { admin } = shop.commerce.call
    for (const handle of ['tools', 'rare'])
      await admin.collections.create({ body: { title: handle, handle, status: 'active' } })
    const choices = ['wood', 'glass'].map((key) => ({ key, name: key }))
    await admin.attributes.create({
      body: { key: 'material', name: 'Material', type: 'select', filterable: true, choices },
    })
    await admin.products.bulk({ body: { products } })
    await shop.commerce.idle()
  })
  afterAll(() => shop.close())

  const walk = async (query: string) => {
    const seen: { handle: string; price: { amount: number }; title: string }[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const at: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const response = await shop.commerce.app.request(`/store/products?limit=2${query}${at}`)
      const page = (await response.json()) as { items: typeof seen; next: string | null }
      seen.push(...page.items)
      cursor = page.next
    }
    return seen
  }

  const rare = products.flatMap(({ handle }, at) => (isRare(at + 1) ? [handle] : [])).sort()
  const all = products.map(({ handle }) => handle).sort()

  it.each(['newest', 'title', 'price', '-price', 'manual'])(
    'sorted by %s meet every product of a filter once, in order, whichever way they are read',
    async (sort) => {
      for (const [query, expected] of [
        ['&collection=rare', rare],
        ['&option.Size=XS', rare],
        ['&attribute.material=glass', rare],
        ['&attribute.material=glass&collection=tools', rare],
        ['&q=smoker&attribute.material=glass', rare],
        ['&collection=tools', all],
        ['&option.Size=M&attribute.material=wood&attribute.material=glass', all],
        ['&price.min=1000&price.max=1012', all],
        ['&q=smoker', all],
      ] as const) {
        const found = await walk(`${query}&sort=${sort}`)
        expect(found.map(({ handle }) => handle).sort(), query).toEqual(expected)
        const prices = found.map(({ price }) => price.amount)
        if (sort === 'price') expect(prices, query).toEqual(prices.toSorted((a, b) => a - b))
        if (sort === '-price') expect(prices, query).toEqual(prices.toSorted((a, b) => b - a))
        const titles = found.map(({ title }) => title.toLowerCase())
        if (sort === 'title') expect(titles, query).toEqual(titles.toSorted())
      }
    },
  )

  it('are searched until the page is full, and meet every match once', async () => {
    expect((await walk('&q=smoker')).map(({ handle }) => handle).sort()).toEqual(all)
    expect((await walk('&q=moke')).map(({ handle }) => handle).sort()).toEqual(all)
    expect((await walk('&q=smoker&price.min=1012')).length).toBe(
      products.filter(({ variants }) => variants[0]?.prices[0]?.amount === 1_012).length,
    )
  })

  it('are read along their order where many fit, and from the few that fit where they do not', async () => {
    const ctx = await resolveStore(systemContext(shop.commerce.core), {})
    const rows = await shop.commerce.core.db.raw("select handle, id from collections where handle in ('tools', 'rare')")
    const ids = new Map(rows.map(([handle, id]) => [String(handle), String(id)]))
    const nothing = { options: [], attributes: [] }
    const drive = (filters: Partial<Parameters<typeof driveOf>[1]['filters']>, sort: 'newest' | 'manual' = 'newest') =>
      driveOf(ctx, { filters: { ...nothing, ...filters }, sort, limit: 10 })
    expect(await drive({})).toBe('order')
    expect(await drive({ collectionId: ids.get('tools') ?? '' })).toBe('order')
    expect(await drive({ collectionId: ids.get('rare') ?? '' })).toBe('collection')
    expect(await drive({ collectionId: ids.get('rare') ?? '' }, 'manual')).toBe('order')
    expect(await drive({ attributes: [{ key: 'attribute.material', values: ['glass'] }] })).toBe('attribute0')
    expect(await drive({ attributes: [{ key: 'attribute.material', values: ['glass', 'wood'] }] })).toBe('order')
    const size = { key: 'option.size', values: ['xs'] }
    expect(await drive({ options: [{ key: 'option.size', values: ['m'] }, size] })).toBe('option1')
    expect(await drive({ ranked: [1] })).toBe('found')
  })
})
