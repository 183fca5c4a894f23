import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FeedShop, openFeedShop } from './fixtures/shop.ts'

let shop: FeedShop

beforeAll(async () => {
  shop = await openFeedShop()
})
afterAll(() => shop?.close())

async function fileOf(settings: Readonly<Record<string, unknown>>, more: Parameters<FeedShop['connect']>[1] = {}) {
  const connection = await shop.connect({ format: 'json', ...settings }, more)
  await shop.make()
  const view = await shop.commerce.call['product-feed'].feed({ params: { connection } })
  const answer = await fetch(view.url.replace(/^https?:\/\/[^/]+/, shop.url))
  return (await answer.json()) as readonly Readonly<Record<string, unknown>>[]
}

describe('a feed', () => {
  it('of local inventory tells what each store has, by the code of the store', async () => {
    const stores = [
      { location: 'main', storeCode: 'M-1' },
      { location: 'utrecht', storeCode: 'U-1' },
    ]
    const rows = await fileOf({ target: 'generic', kind: 'local', stores, pickupMethod: 'buy', pickupSla: 'same day' })
    expect(rows).toHaveLength(4 * stores.length)
    const small = rows.filter(({ id }) => id === 'SMO-S')
    const pickup = { pickup_method: 'buy', pickup_sla: 'same day' }
    expect(small).toEqual([
      { store_code: 'M-1', id: 'SMO-S', availability: 'in_stock', quantity: '4', ...pickup },
      { store_code: 'U-1', id: 'SMO-S', availability: 'in_stock', quantity: '3', ...pickup },
    ])
    expect(rows.find(({ id }) => id === 'SMO-L')).toMatchObject({ availability: 'out_of_stock', quantity: '0' })
  })

  it('that is supplemental has the id and the attributes that were chosen', async () => {
    const rows = await fileOf({ target: 'generic', kind: 'supplemental', attributes: ['custom_label_0', 'sale_price'] })
    expect(rows).toEqual([
      { id: 'SMO-S', custom_label_0: 'tools', sale_price: '29.00 EUR' },
      { id: 'SMO-L', custom_label_0: 'tools' },
      { id: 'VEIL' },
      { id: 'BOOK' },
    ])
  })

  it('for others takes what Google would not', async () => {
    const rows = await fileOf({ target: 'generic' })
    expect(rows.map(({ id }) => id)).toEqual(['SMO-S', 'SMO-L', 'VEIL', 'BOOK'])
  })

  it('keeps to the policies and mappings of its connection', async () => {
    const connection = await shop.connect(
      { target: 'generic', format: 'jsonl' },
      { stockPolicy: { buffer: 1 }, pricePolicy: { percent: 10, ending: 99 } },
    )
    await shop.admin.channels.writeMappings({
      params: { id: connection },
      body: { category: { '*': 'Home & Garden' }, attribute: {}, value: {} },
    })
    await shop.make()
    const { url } = await shop.commerce.call['product-feed'].feed({ params: { connection } })
    const text = await (await fetch(url.replace(/^https?:\/\/[^/]+/, shop.url))).text()
    const veil = text.split('\n').find((line) => line.includes('"VEIL"')) ?? '{}'
    expect(JSON.parse(veil)).toMatchObject({
      availability: 'out_of_stock',
      price: '15.99 EUR',
      google_product_category: 'Home & Garden',
    })
  })

  it('is in the language and currency of its market', async () => {
    const { admin } = shop
    await admin.markets.create({
      body: { code: 'pl', name: 'Poland', countries: ['PL'], currency: 'PLN', languages: ['pl', 'en'] },
    })
    await admin.pricing.bulk({ body: { prices: [{ variant: 'VEIL', currency: 'PLN', amount: 6_500 }] } })
    await admin.products.update({ params: { id: 'veil' }, body: { translations: { pl: { title: 'Kapelusz' } } } })
    await shop.commerce.idle()
    const rows = await fileOf({ target: 'generic' }, { market: 'pl', currency: 'PLN', language: 'pl' })
    expect(rows.find(({ id }) => id === 'VEIL')).toMatchObject({ title: 'Kapelusz', price: '65.00 PLN' })
  })
})

describe('the settings of a feed', () => {
  it('are told as a form', async () => {
    const { items } = await shop.admin.channels.installed({})
    const form = items.find(({ id }) => id === 'product-feed')?.settings as {
      properties: Record<string, { title: string }>
    }
    expect(form.properties.target).toMatchObject({ title: 'Who reads it', enum: ['google', 'meta', 'generic'] })
    expect(Object.values(form.properties).every(({ title }) => title !== undefined)).toBe(true)
  })

  it('are told field by field when they are wrong', async () => {
    const connecting = shop.connect({ target: 'google', everyMinutes: 1, country: 'nl' })
    await expect(connecting).rejects.toMatchObject({
      errors: [{ path: 'body.settings.country' }, { path: 'body.settings.everyMinutes' }],
    })
  })

  it('refuse formats that their reader does not read', async () => {
    await expect(shop.connect({ target: 'google', format: 'json' })).rejects.toMatchObject({
      errors: [{ path: 'body.settings.format' }],
    })
    await expect(
      shop.connect({ target: 'meta', kind: 'local', stores: [{ location: 'main', storeCode: 'M' }] }),
    ).rejects.toMatchObject({
      errors: [{ path: 'body.settings.kind' }],
    })
    await expect(shop.connect({ target: 'google', kind: 'local' })).rejects.toMatchObject({
      errors: [{ path: 'body.settings.stores' }],
    })
  })
})
