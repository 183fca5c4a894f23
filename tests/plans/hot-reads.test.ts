import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../../packages/core/src/testing/shop.ts'
import { buyerAddress } from '../fixtures/buyer-address.ts'
import { courier } from '../fixtures/courier.ts'
import { type Recorder, record } from './recorder.ts'
import { type Scan, scansOf, sortsOf } from './scans.ts'

const SORTS = ['newest', 'title', 'price', '-price', 'manual']
const FILTERS = [
  '',
  '&collection=tools',
  '&option.Size=M',
  '&option.Size=XS',
  '&attribute.material=glass',
  '&collection=rare',
  '&option.Size=M&option.Colour=Red',
  '&attribute.material=wood',
  '&option.Size=M&attribute.material=wood&collection=tools',
  '&price.min=100&price.max=100000',
  '&available=true',
  '&q=smoker',
]
const SEARCHES = ['smoker', 'bee smoker', 'moke', 'b', 'be sm', 'be moke', 'SKU-1-0', 'вулик', 'nothing at all']

describe('what buyers ask', () => {
  let shop: TestShop
  let recorder: Recorder
  let scans: Scan[]
  const get = async (path: string) => {
    const response = await shop.commerce.app.request(`/store${path}`)
    return (await response.json()) as { next?: string | null; items?: { handle: string }[] }
  }

  beforeAll(async () => {
    shop = await openTestShop()
    await seed(shop)
    recorder = record(shop.commerce)
    for (const sort of SORTS)
      for (const filter of FILTERS) {
        const { next } = await get(`/products?limit=1&sort=${sort}${filter}`)
        if (typeof next === 'string') await get(`/products?limit=1&sort=${sort}${filter}&cursor=${next}`)
      }
    for (const filter of FILTERS) await get(`/products?limit=1&facets=true${filter}`)
    for (const q of SEARCHES) await get(`/products?q=${encodeURIComponent(q)}`)
    for (const path of ['/products/p-1', '/products/none', '/collections', '/collections/tools']) await get(path)
    await buy(shop)
    recorder.stop()
    scans = await scansOf(shop, recorder.statements)
  })
  afterAll(() => shop.close())

  it('is many different statements', () => {
    expect(recorder.statements.size).toBeGreaterThan(100)
  })

  it('reads no table from end to end', () => {
    expect(scans).toEqual([])
  })

  it('would be noticed when a list had no index for its order, or a cart was looked for without one', async () => {
    const bad = [
      'select * from products where title = ?',
      'select count(*) from orders',
      'update carts set note = ? where note = ?',
    ]
    expect((await scansOf(shop, bad)).map(({ table }) => table)).toEqual(['products', 'orders', 'carts'])
  })

  it('sorts nothing where a list is read along its order', async () => {
    const pages = [...recorder.statements].filter((sql) => sql.includes('"sort_key"') || sql.includes('as sort_key'))
    const along = pages.filter((sql) => !sql.includes('cross join'))
    expect(along.length).toBeGreaterThan(10)
    expect(pages.length).toBeGreaterThan(along.length)
    expect(await sortsOf(shop, along)).toEqual([])
    await shop.commerce.core.db.batch([{ sql: 'drop index browse_products_newest', args: [] }])
    expect((await sortsOf(shop, along)).length).toBeGreaterThan(0)
  })
})

async function seed({ commerce }: TestShop): Promise<void> {
  const { admin } = commerce.call
  await admin.locations.create({ body: { code: 'main', name: 'Main', kind: 'warehouse', country: 'NL' } })
  await admin.collections.create({ body: { title: 'Tools', handle: 'tools', status: 'active' } })
  await admin.attributes.create({
    body: {
      key: 'material',
      name: 'Material',
      type: 'select',
      filterable: true,
      choices: ['wood', 'glass'].map((key) => ({ key, name: key })),
    },
  })
  await admin.collections.create({ body: { title: 'Rare', handle: 'rare', status: 'active' } })
  const { items } = await admin.products.bulk({
    body: { products: Array.from({ length: 40 }, (_, at) => productOf(at + 1)) },
  })
  expect(items.filter(({ problem }) => problem !== null)).toEqual([])
  await admin.stock.bulk({
    body: { rows: [1, 2, 3].map((number) => ({ sku: `SKU-${number}-0`, location: 'main', set: 9 })) },
  })
  await admin.delivery.create({ body: courier })
  await commerce.idle()
}

async function buy({ commerce }: TestShop): Promise<void> {
  let token = ''
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await commerce.app.request(`/store${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...(token === '' ? {} : { 'Vitrine-Cart': token }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    token = response.headers.get('Vitrine-Cart') ?? token
    const answer = (await response.json()) as { id: string; status?: string }
    expect(response.status, `${method} ${path}`).toBeLessThan(300)
    return answer
  }
  const { id } = await call('POST', '/carts', { lines: [{ sku: 'SKU-1-0', quantity: 1 }] })
  await call('POST', `/carts/${id}/lines`, { sku: 'SKU-2-0', quantity: 1 })
  await call('GET', `/carts/${id}`)
  await call('PATCH', `/carts/${id}`, { email: 'ada@example.com', shippingAddress: buyerAddress })
  await call('GET', `/carts/${id}/delivery-options`)
  await call('PUT', `/carts/${id}/delivery`, { code: 'courier' })
  await call('POST', `/carts/${id}/payment`, { provider: 'sandbox', data: { token: 'sandbox_ok' } })
  expect((await call('POST', `/carts/${id}/complete`, {})).status).toBe('placed')
}

/** The first is made of something, cut in a size and kept in a place that no other is: a filter that few pass. */
function productOf(number: number) {
  const sizes = number === 1 ? ['M', 'XS'] : ['M', 'L']
  return {
    handle: `p-${number}`,
    title: `Bee smoker ${number}`,
    status: 'active' as const,
    collections: number === 1 ? ['tools', 'rare'] : ['tools'],
    attributes: { material: number === 1 ? 'glass' : 'wood' },
    options: [
      { name: 'Size', values: sizes },
      { name: 'Colour', values: ['Red'] },
    ],
    variants: sizes.map((size, at) => ({
      sku: `SKU-${number}-${at}`,
      options: { Size: size, Colour: 'Red' },
      prices: [{ currency: 'EUR', amount: 1_000 + number }],
    })),
  }
}
