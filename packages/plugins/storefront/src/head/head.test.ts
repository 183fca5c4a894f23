import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HeadView } from '../client.ts'
import { renderHead } from '../client.ts'
import { faultsOf, type Vocabulary } from '../fixtures/schema-org.ts'
import { spec } from '../fixtures/specs.ts'
import { openWindow, SITE, type Window } from '../fixtures/window.ts'

let shop: Window
beforeAll(async () => {
  shop = await openWindow({
    pages: { search: '/search?q=:words', others: ['/about'] },
    returns: { days: 30, fees: 'free' },
    shipping: [{ country: 'PL', amount: 495, currency: 'EUR', handling: [0, 1], transit: [1, 3] }],
    organization: {
      legalName: 'Lipova sp. z o.o.',
      email: 'shop@example.com',
      logo: `${SITE}/logo.png`,
      street: 'Lipowa 1',
      city: 'Lublin',
      postalCode: '20-001',
      country: 'PL',
      vatId: 'PL0000000000',
      sameAs: ['https://social.example/lipova'],
    },
    languages: [
      { language: 'en', prefix: '' },
      { language: 'uk', prefix: '/uk' },
    ],
  })
})
afterAll(() => shop?.close())

const head = (path: string) => shop.buyer().storefront.head({ query: { path } })
const meta = ({ meta: tags }: HeadView, name: string) =>
  tags.filter((tag) => tag.property === name || tag.name === name).map(({ content }) => content)
const data = ({ jsonLd }: HeadView, type: string) => jsonLd.find((each) => each['@type'] === type)

describe('the head of a product', () => {
  it('names its address and that of its translations, each with all others', async () => {
    const { canonical, alternates, language, title } = await head('/uk/products/smoker?utm_source=mail')
    expect({ canonical, language, title }).toEqual({
      canonical: `${SITE}/uk/products/smoker`,
      language: 'uk',
      title: 'Димар · Lipova',
    })
    expect(alternates).toEqual([
      { hreflang: 'en', href: `${SITE}/products/smoker` },
      { hreflang: 'uk', href: `${SITE}/uk/products/smoker` },
      { hreflang: 'x-default', href: `${SITE}/products/smoker` },
    ])
  })

  it('is a group of its variants for search engines', async () => {
    expect(data(await head('/products/smoker'), 'ProductGroup')).toMatchObject({
      '@context': 'https://schema.org',
      name: 'Smoker </script> "one"',
      description: 'Calms bees & keepers.',
      brand: { name: 'Linde' },
      productGroupID: expect.stringMatching(/^prd_/),
      variesBy: ['https://schema.org/size', 'Bellows'],
      hasVariant: [
        {
          sku: 'SMO-S',
          gtin: '4006381333931',
          size: 'Small',
          additionalProperty: [{ name: 'Bellows', value: 'Leather' }],
          weight: { value: 900, unitCode: 'GRM' },
          offers: {
            url: `${SITE}/products/smoker?variant=SMO-S`,
            price: '29.00',
            priceCurrency: 'EUR',
            availability: 'https://schema.org/InStock',
            priceSpecification: { price: '35.00', priceType: 'https://schema.org/StrikethroughPrice' },
            hasMerchantReturnPolicy: { merchantReturnDays: 30, applicableCountry: ['PL'] },
            shippingDetails: [{ shippingRate: { value: '4.95' } }],
          },
        },
        { sku: 'SMO-L', offers: { price: '39.00', availability: 'https://schema.org/OutOfStock' } },
      ],
    })
  })

  it('claims no barcode that is none, and no choice where there is one thing only', async () => {
    const group = data(await head('/products/smoker'), 'ProductGroup') as { hasVariant: object[] }
    expect(group.hasVariant[1]).not.toHaveProperty('gtin')
    expect(data(await head('/products/veil'), 'Product')).toMatchObject({ sku: 'VEIL', offers: { price: '14.50' } })
  })

  it('shows the way through the collections above it', async () => {
    const { breadcrumbs } = await head('/products/smoker')
    expect(breadcrumbs.map(({ path }) => path)).toEqual(['/', '/products/smoker'])
    const { items } = await shop.calls.products.list({ query: { q: 'smoker' } })
    await shop.calls.products.update({
      params: { id: items[0]?.id ?? '' },
      body: { collections: ['smoke'] },
    })
    await shop.commerce.idle()
    const found = await head('/uk/products/smoker')
    expect(found.breadcrumbs).toEqual([
      { name: 'Lipova', path: '/uk' },
      { name: 'Tools', path: '/uk/collections/tools' },
      { name: 'Smoke & fire', path: '/uk/collections/smoke' },
      { name: 'Димар', path: '/uk/products/smoker' },
    ])
    expect(data(found, 'BreadcrumbList')).toMatchObject({
      itemListElement: [
        { position: 1 },
        { position: 2 },
        { position: 3, item: { '@id': `${SITE}/uk/collections/smoke` } },
        {},
      ],
    })
  })

  it('tells social networks what it costs and whether it is there', async () => {
    const found = await head('/products/smoker')
    expect(meta(found, 'og:type')).toEqual(['product'])
    expect(meta(found, 'og:url')).toEqual([`${SITE}/products/smoker`])
    expect(meta(found, 'og:locale')).toEqual(['en_US'])
    expect(meta(found, 'og:locale:alternate')).toEqual(['uk_UA'])
    expect(meta(found, 'product:price:amount')).toEqual(['35.00'])
    expect(meta(found, 'product:sale_price:amount')).toEqual(['29.00'])
    expect(meta(found, 'product:availability')).toEqual(['in stock'])
    expect(meta(found, 'product:retailer_item_id')).toEqual(['SMO-S'])
    expect(meta(found, 'twitter:card')).toEqual(['summary'])
  })

  it('is in the money of the buyer', async () => {
    await shop.calls.markets.create({
      body: { code: 'jp', name: 'Japan', countries: ['JP'], currency: 'JPY', languages: ['en'], isDefault: false },
    })
    const { items } = await shop.calls.products.list({ query: { q: 'veil' } })
    const product = await shop.calls.products.get({ params: { id: items[0]?.id ?? '' } })
    const [variant] = product.variants
    await shop.calls.products.updateVariant({
      params: { id: variant?.id ?? '' },
      body: {
        prices: [
          { currency: 'EUR', amount: 1_450 },
          { currency: 'JPY', amount: 2_400 },
        ],
      },
    })
    await shop.commerce.idle()
    const found = await shop
      .buyer()
      .with({ market: 'jp' })
      .storefront.head({ query: { path: '/products/veil' } })
    expect(data(found, 'Product')).toMatchObject({ offers: { price: '2400', priceCurrency: 'JPY' } })
  })
})

describe('a shop with stores', () => {
  beforeAll(async () => {
    const place = { kind: 'store', country: 'PL', pickup: true, line1: 'Rynek 1', postalCode: '31-042' } as const
    await shop.calls.locations.create({ body: { ...place, code: 'krakow', name: 'Kraków shop', city: 'Kraków' } })
    await shop.calls.locations.create({ body: { ...place, code: 'lublin', name: 'Lublin shop', city: 'Lublin' } })
    await shop.calls.locations.create({ body: { ...place, code: 'far', name: 'Far', city: 'X', marketCodes: ['jp'] } })
    await shop.calls.stock.bulk({ body: { rows: [{ sku: 'SMO-L', location: 'krakow', set: 3 }] } })
    await shop.commerce.idle()
  })

  it('says which of them have a variant, and where they are', async () => {
    const found = await head('/products/smoker')
    const { hasVariant } = data(found, 'ProductGroup') as { hasVariant: { sku: string; offers: object }[] }
    expect(hasVariant.find(({ sku }) => sku === 'SMO-L')?.offers).toMatchObject({
      availability: 'https://schema.org/LimitedAvailability',
      availableAtOrFrom: [{ '@type': 'Store', '@id': `${SITE}/#store-krakow`, name: 'Kraków shop' }],
    })
    const stores = found.jsonLd.filter((each) => each['@type'] === 'Store')
    expect(stores.map(({ name }) => name).sort()).toEqual(['Kraków shop', 'Lublin shop'])
    expect(stores.find(({ name }) => name === 'Kraków shop')?.address).toMatchObject({
      streetAddress: 'Rynek 1',
      addressLocality: 'Kraków',
      addressCountry: 'PL',
    })
  })

  it('says so on its first page', async () => {
    expect((await head('/')).jsonLd.filter((each) => each['@type'] === 'Store')).toHaveLength(2)
  })
})

describe('other pages', () => {
  it('say who sells, and where to search', async () => {
    const found = await head('/')
    expect(data(found, 'OnlineStore')).toMatchObject({ name: 'Lipova', url: SITE, address: { postalCode: '20-001' } })
    expect(data(found, 'WebSite')).toMatchObject({ potentialAction: { target: `${SITE}/search?q={words}` } })
    expect((await head('/uk')).canonical).toBe(`${SITE}/uk`)
  })

  it('have the picture that the storefront gives them, as social networks show it', async () => {
    const ask = (query: object) => shop.buyer().storefront.head({ query: { path: '/', ...query } })
    expect(meta(await ask({}), 'og:image')).toEqual([])
    const found = await ask({ image: '/store/media/med_1/original.svg', imageAlt: 'A meadow' })
    expect(meta(found, 'og:image')).toEqual([`${SITE}/store/media/med_1/preview.jpg`])
    expect(meta(found, 'og:image:alt')).toEqual(['A meadow'])
    expect(meta(found, 'twitter:card')).toEqual(['summary_large_image'])
    const outside = await ask({ image: 'https://pictures.example.com/meadow.jpg' })
    expect(meta(outside, 'og:image')).toEqual(['https://pictures.example.com/meadow.jpg'])
    for (const image of ['javascript:alert(1)', '//example.com/a.jpg', 'meadow.jpg'])
      await expect(ask({ image })).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('of collections and of the shop have theirs', async () => {
    expect(await head('/collections/smoke')).toMatchObject({
      kind: 'collection',
      title: 'Smoke & fire · Lipova',
      description: 'For calm bees.',
    })
    expect((await head('/uk/about')).canonical).toBe(`${SITE}/uk/about`)
    const query = { path: '/uk/collections/all', title: 'Everything', description: 'All that we have.' }
    const own = await shop.buyer().storefront.head({ query })
    expect(own).toMatchObject({ kind: 'other', title: 'Everything · Lipova', description: 'All that we have.' })
    expect(own.breadcrumbs.map(({ path }) => path)).toEqual(['/uk', '/uk/collections/all'])
  })

  it.each([
    ['/nothing', 'storefront.noSuchPage'],
    ['/products/nothing', 'storefront.noSuchPage'],
    ['/collections/nothing', 'storefront.noSuchPage'],
    ['/products/a/b', 'storefront.noSuchPage'],
    ['//evil.example/x', 'request.invalid'],
    ['nothing', 'request.invalid'],
  ])('that are not there: %s', async (path, code) => {
    expect(await head(path).catch((error: { code: string }) => error.code)).toBe(code)
  })

  it('that moved or went say so', async () => {
    const make = (handle: string) =>
      shop.calls.products.create({ body: { handle, title: handle, language: 'en', status: 'active' } })
    const old = await make('old-name')
    const gone = await make('gone')
    await shop.calls.products.update({ params: { id: old.id }, body: { handle: 'new-name' } })
    await shop.calls.products.archive({ params: { id: gone.id } })
    const buyer = shop.buyer()
    const moved = await head('/uk/products/old-name').catch((error: unknown) => error)
    expect(buyer.isProblem(moved, 'storefront.pageMoved') && moved.extra.to).toBe('/uk/products/new-name')
    expect(await head('/products/gone').catch((error: { code: string }) => error.code)).toBe('storefront.pageGone')
  })
})

it('a head as HTML can be ended by no text of the catalogue', async () => {
  const found = await head('/products/smoker')
  const html = renderHead(found)
  expect(html.match(/<\/script>/g)).toHaveLength(found.jsonLd.length)
  expect(html).toContain('<title>Smoker &lt;/script&gt; &quot;one&quot; · Lipova</title>')
})

const vocabulary = spec<Vocabulary>('schema-org/commerce-types.json')
interface Rich {
  readonly types: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}
const rich = spec<Rich>('google-rich-results.json')
const missing =
  vocabulary === undefined || rich === undefined ? ' (skipped: there is no data of schema.org beside the project)' : ''

describe.skipIf(missing !== '')(`against schema.org${missing}`, () => {
  const faults = (found: HeadView) => found.jsonLd.flatMap((each) => faultsOf(vocabulary as Vocabulary, each))

  it.each(['/', '/products/smoker', '/uk/products/smoker', '/products/veil', '/collections/smoke'])(
    'everything on %s is of a known type, with its properties and values',
    async (path) => {
      const found = await head(path)
      expect(found.jsonLd.length).toBeGreaterThan(0)
      expect(faults(found)).toEqual([])
    },
  )

  it('the check finds what is wrong', () => {
    const wrong = (node: Record<string, unknown>) => faultsOf(vocabulary as Vocabulary, node)
    expect(wrong({ '@type': 'Produkt' })).toHaveLength(1)
    expect(wrong({ '@type': 'Product', prize: '1' })).toHaveLength(1)
    expect(wrong({ '@type': 'Offer', availability: 'https://schema.org/InStore' })).toHaveLength(1)
    expect(wrong({ '@type': 'Product', offers: { '@type': 'Brand', name: 'x' } })).toHaveLength(1)
    expect(wrong({ '@type': 'ProductGroup', variesBy: ['https://schema.org/taste'] })).toHaveLength(1)
  })

  it('products have what rich results require and most of what they recommend', async () => {
    const group = data(await head('/products/smoker'), 'ProductGroup') as Record<string, unknown>
    const [variant] = group.hasVariant as Record<string, Record<string, unknown>>[]
    const wanted = rich?.types ?? {}
    const has = (node: object | undefined, names: readonly string[] = []) =>
      names.map((name) => name.split(/[ .]/)[0] ?? '').filter((name) => !(name in (node ?? {})))
    expect(has(group, wanted.ProductGroup?.required)).toEqual([])
    expect(has(group, ['productGroupID', 'hasVariant', 'variesBy', 'url', 'brand', 'description'])).toEqual([])
    // This product has no picture.
    expect(has(variant, wanted['Merchant listing']?.['Product.required'])).toEqual(['image'])
    expect(has(variant?.offers, wanted['Merchant listing']?.['Offer.required'])).toEqual([])
    expect(has(variant?.offers, wanted['Merchant listing']?.['Offer.recommended'])).toEqual([])
  })
})
