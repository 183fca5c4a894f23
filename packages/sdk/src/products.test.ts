import { describe, expect, test } from 'vitest'
import { json, refusal, scriptedFetch } from './fixtures/scripted-fetch.ts'
import { createStorefront, isProblem } from './index.ts'

const page = (ids: string[], next: string | null = null) => json({ items: ids.map((id) => ({ id })), next })

function shopWith(...steps: Parameters<typeof scriptedFetch>) {
  const { fetch, seen, left } = scriptedFetch(...steps)
  return { shop: createStorefront({ url: 'https://shop.example/', fetch, key: 'pk_1', language: 'uk' }), seen, left }
}

describe('products', () => {
  test('are listed in three lines', async () => {
    const { fetch, seen } = scriptedFetch(page(['prd_1', 'prd_2']))
    const shop = createStorefront({ url: 'https://shop.example', fetch })
    const { items } = await shop.products.list({ limit: 12 })
    expect(items.map(({ id }) => id)).toEqual(['prd_1', 'prd_2'])
    expect(seen[0]?.url).toBe('https://shop.example/store/products?limit=12')
  })

  test('carry filters, fields and includes as the shop reads them', async () => {
    const { shop, seen } = shopWith(page([]), page([]))
    await shop.products.list({ 'option.Size': ['M', 'L'], 'price.max': 5000, include: ['seo'], facets: true })
    await shop.products.list({ fields: ['title'], include: ['seo'] })
    expect(seen[0]?.query.toString()).toBe('option.Size=M&option.Size=L&price.max=5000&facets=true&include=seo')
    expect(seen[1]?.query.toString()).toBe('fields=title&fields=seo')
    expect(seen[0]?.headers.get('Vitrine-Key')).toBe('pk_1')
    expect(seen[0]?.headers.get('Accept-Language')).toBe('uk')
  })

  test('are walked through page by page, and no page is read before it is needed', async () => {
    const { shop, seen } = shopWith(page(['a', 'b'], 'c1'), page([], 'c2'), page(['c']))
    const found: string[] = []
    for await (const { id } of shop.products.each({ collection: 'hives', limit: 2 })) {
      found.push(id)
      if (id === 'b') expect(seen).toHaveLength(1)
    }
    expect(found).toEqual(['a', 'b', 'c'])
    expect(seen.map(({ query }) => query.toString())).toEqual([
      'collection=hives&limit=2',
      'collection=hives&limit=2&cursor=c1',
      'collection=hives&limit=2&cursor=c2',
    ])
  })

  test('are not read further when the walk is left', async () => {
    const { shop, seen, left } = shopWith(page(['a'], 'c1'), page(['b']))
    for await (const { id } of shop.products.each()) if (id === 'a') break
    expect(seen).toHaveLength(1)
    expect(left()).toBe(1)
  })

  test('that moved name their new handle', async () => {
    const { shop } = shopWith(refusal(404, 'browse.productMoved', { handle: 'new' }))
    const error = await shop.products.get('old').catch((thrown: unknown) => thrown)
    expect(isProblem(error, 'browse.productMoved') && error.extra.handle).toBe('new')
    expect(isProblem(error, 'browse.productGone')).toBe(false)
  })
})

describe('a client for another place', () => {
  test('asks in its own words and shares the session', async () => {
    const { shop, seen } = shopWith(
      json({ id: 'crt_1', token: 'crt_1.sig' }, { status: 201 }),
      page([]),
      json({ id: 'crt_1' }),
    )
    await shop.cart.add({ sku: 'A' })
    const polish = shop.with({ market: 'pl', language: 'pl' })
    await polish.products.list()
    await polish.cart.get()
    expect(seen[1]?.headers.get('Vitrine-Market')).toBe('pl')
    expect(seen[1]?.headers.get('Accept-Language')).toBe('pl')
    expect(seen[1]?.headers.has('Vitrine-Cart')).toBe(false)
    expect(seen[2]?.headers.get('Vitrine-Cart')).toBe('crt_1.sig')
    expect(polish.place).toEqual({ market: 'pl', language: 'pl', currency: undefined, channel: undefined })
    expect(shop.place.language).toBe('uk')
  })
})

describe('a plugin', () => {
  test('adds its part, which goes the same way out', async () => {
    const { fetch, seen } = scriptedFetch(
      refusal(503, 'request.unavailable', { headers: { 'Retry-After': '0' } }),
      json({ points: 7 }),
    )
    const loyalty = {
      id: 'loyalty',
      connect: (send: import('./index.ts').Send) => ({
        balance: async (customer: string) => {
          const path = '/loyalty/balances/:customer'
          return (await send({ method: 'GET', path, params: { customer } })) as { points: number }
        },
      }),
    } as const
    const shop = createStorefront({ url: '', key: 'pk_1', fetch, plugins: [loyalty] })
    expect(await shop.with({ language: 'nl' }).loyalty.balance('cus_1')).toEqual({ points: 7 })
    expect(seen).toHaveLength(2)
    expect(seen[1]).toMatchObject({ path: '/store/loyalty/balances/cus_1' })
    expect(seen[1]?.headers.get('Accept-Language')).toBe('nl')
  })
})
