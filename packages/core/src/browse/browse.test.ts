import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../testing/shop.ts'
import type { ProductView } from './model.ts'

interface PageOf {
  readonly items: ProductView[]
  readonly next: string | null
  readonly facets?: {
    readonly total: number
    readonly groups: {
      readonly key: string
      readonly name: string
      readonly values: { readonly value: string; readonly name: string; readonly count: number }[]
    }[]
  }
  readonly code?: string
}

describe('what buyers read', () => {
  let shop: TestShop
  const admin = () => shop.commerce.call.admin
  const get = (path: string, headers: Record<string, string> = {}) =>
    shop.commerce.app.request(`/store${path}`, { headers })
  const page = async (query = '', headers: Record<string, string> = {}) =>
    (await (await get(`/products${query}`, headers)).json()) as PageOf
  const handles = async (query = '', headers: Record<string, string> = {}) =>
    (await page(query, headers)).items.map(({ handle }) => handle)

  const product = (handle: string, rest: object) => ({ handle, status: 'active', ...rest })
  beforeAll(async () => {
    shop = await openTestShop()
    await admin().markets.update({
      params: { id: 'main' },
      body: { languages: ['en', 'uk', 'pl'], currencies: ['EUR', 'PLN'] },
    })
    await admin().locations.create({ body: { code: 'main', name: 'Main', kind: 'warehouse', country: 'PL' } })
    const { items } = await admin().products.bulk({
      body: {
        products: [
          product('hive', {
            title: 'Beehive',
            tags: ['wood'],
            translations: { uk: { title: 'Вулик' }, pl: { title: 'Ul drewniany' } },
            variants: [{ sku: 'HV-1', barcode: '2000000000015', prices: [{ currency: 'EUR', amount: 12000 }] }],
          }),
          product('suit', {
            title: 'Bee suit',
            translations: { uk: { title: 'Костюм пасічника' } },
            options: [
              {
                name: 'Size',
                translations: { uk: 'Розмір' },
                values: [{ name: 'Small', translations: { uk: 'Малий' } }, 'Large'],
              },
              { name: 'Colour', values: ['White', 'Khaki'] },
            ],
            variants: [
              {
                sku: 'ST-SW',
                options: { Size: 'Small', Colour: 'White' },
                prices: [{ currency: 'EUR', amount: 6000 }],
              },
              {
                sku: 'ST-LK',
                options: { Size: 'Large', Colour: 'Khaki' },
                prices: [{ currency: 'EUR', amount: 6500 }],
              },
            ],
          }),
          product('smoker', {
            title: 'Smoker',
            variants: [{ sku: 'SM-1', prices: [{ currency: 'EUR', amount: 3000 }] }],
          }),
          product('honey', {
            title: 'Linden honey',
            description: '<p>From the linden woods.</p>',
            variants: [{ sku: 'HO-1', tracked: false, prices: [{ currency: 'EUR', amount: 900 }] }],
          }),
          product('draft', {
            title: 'Not yet',
            status: 'draft',
            variants: [{ sku: 'DR-1', prices: [{ currency: 'EUR', amount: 1 }] }],
          }),
        ],
      },
    })
    expect(items.map(({ status, problem }) => [status, problem])).toEqual(
      Array.from({ length: 5 }, () => ['created', null]),
    )
    await admin().stock.bulk({
      body: {
        rows: [
          { sku: 'HV-1', location: 'main', set: 3 },
          { sku: 'ST-SW', location: 'main', set: 40 },
          { sku: 'ST-LK', location: 'main', set: 0 },
        ],
      },
    })
    await shop.commerce.idle()
  })
  afterAll(() => shop.close())

  it('are the active products of the channel, the newest first', async () => {
    expect((await handles()).sort()).toEqual(['hive', 'honey', 'smoker', 'suit'])
  })

  it('carry price, variants and availability', async () => {
    const { items } = await page('?q=suit')
    expect(items).toMatchObject([
      {
        price: { amount: 6000, currency: 'EUR', formatted: '€60.00' },
        priceVaries: false,
        available: true,
        variants: [
          { sku: 'ST-SW', title: 'Small / White', available: true, availability: 'in_stock' },
          { sku: 'ST-LK', title: 'Large / Khaki', available: false, availability: 'none' },
        ],
      },
    ])
    expect(items[0]).not.toHaveProperty('description')
  })

  it('come in pages that meet every product once, in every order', async () => {
    for (const sort of ['newest', 'title', 'price', '-price']) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const found: PageOf = await page(`?limit=1&sort=${sort}${cursor === null ? '' : `&cursor=${cursor}`}`)
        seen.push(...found.items.map(({ handle }) => handle))
        cursor = found.next
      } while (cursor !== null)
      expect([...seen].sort(), sort).toEqual(['hive', 'honey', 'smoker', 'suit'])
    }
    expect(await handles('?sort=price')).toEqual(['honey', 'smoker', 'suit', 'hive'])
    expect(await handles('?sort=-price')).toEqual(['hive', 'suit', 'smoker', 'honey'])
    expect(await handles('?sort=title')).toEqual(['suit', 'hive', 'honey', 'smoker'])
  })

  it('are all there in the order of titles, also in a language into which only some are translated', async () => {
    const sorted = await handles('?sort=title', { 'Accept-Language': 'pl' })
    expect([...sorted].sort()).toEqual(['hive', 'honey', 'smoker', 'suit'])
    expect(sorted.at(-1)).toBe('hive')
  })

  it.each([
    ['a word', 'smoker', ['smoker']],
    ['part of a word', 'hiv', ['hive']],
    ['two letters', 'ul', ['hive']],
    ['another language', 'вулик', ['hive']],
    ['other letters of the same sound', 'вулік', ['hive']],
    ['several words', 'костюм пасічника', ['suit']],
    ['the description', 'woods', ['honey']],
    ['a SKU', 'hv-1', ['hive']],
    ['a barcode', '2000000000015', ['hive']],
    ['nothing', 'zebra', []],
    ['operators of the index', '"hive" OR NEAR(*)', []],
    ['only signs', '%%%', []],
  ])('are found by %s', async (_, q, found) => {
    expect(await handles(`?q=${encodeURIComponent(q)}`)).toEqual(found)
  })

  it('are filtered by option in any language, on one and the same variant', async () => {
    expect(await handles('?option.Size=Small')).toEqual(['suit'])
    expect(
      await handles(`?option.${encodeURIComponent('Розмір')}=${encodeURIComponent('Малий')}`, {
        'Accept-Language': 'uk',
      }),
    ).toEqual(['suit'])
    expect(await handles('?option.Size=Small&option.Colour=White')).toEqual(['suit'])
    expect(await handles('?option.Size=Small&option.Colour=Khaki')).toEqual([])
  })

  it('are filtered by price and availability', async () => {
    expect((await handles('?price.max=3000')).sort()).toEqual(['honey', 'smoker'])
    expect(await handles('?price.min=3001&price.max=7000')).toEqual(['suit'])
    expect((await handles('?available=true')).sort()).toEqual(['hive', 'honey', 'suit'])
    expect(await handles('?available=false')).toEqual(['smoker'])
  })

  it('count their facets under the other filters', async () => {
    const { facets } = await page('?facets=true')
    expect(facets?.total).toBe(4)
    const size = facets?.groups.find(({ name }) => name === 'Size')
    expect(size?.values.map(({ name, count }) => [name, count])).toEqual([
      ['Small', 1],
      ['Large', 1],
    ])
    const chosen = await page('?facets=true&option.Size=Small')
    expect(chosen.facets?.groups.find(({ name }) => name === 'Size')?.values).toMatchObject([
      { name: 'Small', selected: true },
      { name: 'Large', selected: false },
    ])
  })

  it('speak the language that was asked for and fall back where a text is missing', async () => {
    const { items } = await page('?sort=price', { 'Accept-Language': 'uk-UA,uk;q=0.9' })
    expect(items.map(({ title }) => title)).toEqual(['Linden honey', 'Smoker', 'Костюм пасічника', 'Вулик'])
  })

  it('show only the fields that were asked for, and the parts that are included beside them', async () => {
    const { items } = await page('?q=hive&fields=title&include=description')
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(['description', 'handle', 'id', 'title'])
    expect((await page('?q=honey&include=description')).items[0]?.description).toContain('linden woods')
  })

  it('refuse what is not known, and name what was meant', async () => {
    expect((await get('/products?fields=titel')).status).toBe(400)
    expect((await get('/products?limit=101')).status).toBe(400)
    const many = (count: number) => Array.from({ length: count }, (_, at) => `option.o${at}=x`).join('&')
    expect((await get(`/products?${many(10)}&facets=true`)).status).toBe(200)
    expect((await get(`/products?${many(11)}`)).status).toBe(400)
    expect((await get('/products?cursor=bm9uc2Vuc2U')).status).toBe(400)
    expect((await get('/products?collection=nothing')).status).toBe(404)
    expect((await page('', { 'Vitrine-Currency': 'XAU' })).code).toBe('markets.unknownCurrency')
  })

  it('answer one product with everything, with a tag for caches', async () => {
    const first = await get('/products/hive')
    const view = (await first.json()) as ProductView
    expect(view).toMatchObject({
      title: 'Beehive',
      description: '',
      media: [],
      attributes: [],
      collections: [],
      seo: { title: null },
    })
    const again = await get('/products/hive', { 'If-None-Match': first.headers.get('ETag') ?? '' })
    expect(again.status).toBe(304)
  })

  it('have no price in a currency in which nothing is sold', async () => {
    const { items } = await page('?q=hive', { 'Vitrine-Currency': 'PLN' })
    expect(items).toMatchObject([{ price: null, available: false }])
  })

  it('are sorted and filtered by price in a market that opened after they were made', async () => {
    const prices = [{ currency: 'CZK', amount: 25_000 }]
    await admin().products.bulk({ body: { products: [{ handle: 'honey', variants: [{ sku: 'HO-1', prices }] }] } })
    await shop.commerce.idle()
    await admin().markets.create({
      body: { code: 'cz', name: 'Czechia', countries: ['CZ'], currency: 'CZK', languages: ['en'] },
    })
    await shop.commerce.idle()
    const inCzechia = (query: string) => handles(query, { 'Vitrine-Market': 'cz' })
    expect(await inCzechia('?price.max=30000')).toEqual(['honey'])
    expect((await inCzechia('?sort=price'))[0]).toBe('honey')
  })

  it('are never older than the last change', async () => {
    await handles()
    expect((await page('?q=hive')).items[0]?.variants[0]).toMatchObject({
      availability: 'few',
      price: { amount: 12000 },
    })
    await admin().stock.bulk({ body: { rows: [{ sku: 'HV-1', location: 'main', set: 0 }] } })
    expect((await page('?q=hive')).items[0]?.variants[0]).toMatchObject({ availability: 'none', available: false })
    await admin().products.bulk({
      body: {
        products: [{ handle: 'hive', variants: [{ sku: 'HV-1', prices: [{ currency: 'EUR', amount: 11000 }] }] }],
      },
    })
    expect((await page('?q=hive')).items[0]).toMatchObject({ price: { amount: 11000 } })
    await shop.commerce.idle()
    expect(await handles('?available=false')).toContain('hive')
  })

  it('say where a renamed product went and that an archived one is gone', async () => {
    await admin().products.bulk({ body: { products: [{ handle: 'smoker', title: 'Smoker' }] } })
    const { items } = await admin().products.list({ query: { q: 'Smoker' } })
    const id = items[0]?.id ?? ''
    await admin().products.update({ params: { id }, body: { handle: 'bee-smoker' } })
    expect(await (await get('/products/smoker')).json()).toMatchObject({
      code: 'browse.productMoved',
      handle: 'bee-smoker',
    })
    await admin().products.update({ params: { id }, body: { status: 'archived' } })
    expect((await get('/products/bee-smoker')).status).toBe(410)
    await shop.commerce.idle()
    expect(await handles('?q=smoker')).toEqual([])
  })
})
