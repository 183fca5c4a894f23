import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rebuild } from '../browse/rebuild.ts'
import { systemContext } from '../kernel/index.ts'
import { openTestShop, type TestShop } from '../testing/shop.ts'
import type { ImportReport } from './report.ts'

const HEADER =
  'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price\n'

describe('importing a Shopify product file', () => {
  let shop: TestShop
  beforeEach(async () => {
    shop = await openTestShop()
  })
  afterEach(() => shop.close())

  const send = (body: string | Uint8Array, query = '', headers: Record<string, string> = {}) =>
    shop.commerce.app.request(`/admin/imports/shopify${query}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${shop.operatorToken}`, 'Content-Type': 'text/csv', ...headers },
      body,
    })
  const report = async (body: string, query = ''): Promise<ImportReport> =>
    (await send(body, query)).json() as Promise<ImportReport>
  const location = () => shop.commerce.core.db.batch([])

  it('makes products with their variants and prices, and finds them again on the next run', async () => {
    const file = `${HEADER}top,Top,Size,S,,,,60\ntop,,,M,,,,61.50\n`
    expect(await report(file)).toMatchObject({
      rows: 2,
      products: { created: 1, updated: 0, unchanged: 0 },
      variants: 2,
      errors: [],
    })
    expect(await report(file)).toMatchObject({
      rows: 2,
      products: { created: 0, updated: 0, unchanged: 1 },
      variants: 2,
      errors: [],
    })
    expect(await report(file.replace('61.50', '65').replace('Top', 'Better top'))).toMatchObject({
      products: { created: 0, updated: 1 },
    })
    await shop.commerce.idle()
    const { items } = await shop.commerce.call.store.browse.products({})
    expect(items).toMatchObject([
      {
        handle: 'top',
        title: 'Better top',
        price: { amount: 6000 },
        variants: [{ title: 'S' }, { title: 'M', price: { amount: 6500 } }],
      },
    ])
  })

  it('keeps the good rows beside one that holds NUL', async () => {
    const file = `${HEADER}nul,N\0l,Size,S,,,,60\ngood,Good,Size,S,,,,60\n`
    expect(await report(file, '?dryRun=true')).toMatchObject({
      products: { created: 1 },
      errors: [{ line: 2, column: 'Title', code: 'nul' }],
    })
  })

  const wool = (count: number) =>
    Array.from({ length: count }, (_, at) => `p${at},Wool ${at},Size,S,,shopify,${at % 3},1\np${at},,,M,,,,2`).join(
      '\n',
    )
  const commandsOf = async (name: string) =>
    Number((await shop.commerce.core.db.raw('select count(*) from commands where name = ?', [name]))[0]?.[0])
  const found = async (q: string) =>
    (await shop.commerce.call.store.browse.products({ query: { q, limit: 100 } })).items

  it('is found when the report says that it is done, and its events are not worked off a second time', async () => {
    await report(HEADER + wool(20))
    expect(await found('wool')).toHaveLength(20)
    await shop.commerce.idle()
    expect(await commandsOf('catalog.upsertProducts')).toBeGreaterThan(1)
    expect(await commandsOf('browse.reindex')).toBe(0)
    expect(await commandsOf('browse.stock')).toBe(0)
  })

  it('has the index that a rebuild makes, whether its names and values are new to the shop or not', async () => {
    const more = 'q0,Über wool,Größe,S,,,,5\nq0,,,Straße,,,,4\nq1,Plain,,,PL-1,shopify,0,3\nq2,Draft,,,,,,oops\n'
    await report(HEADER + wool(12))
    await report(HEADER + more + wool(16))
    await shop.commerce.idle()
    const made = await indexOf(shop)
    for (const rows of made) expect(rows.length).toBeGreaterThan(0)
    await rebuild(systemContext(shop.commerce.core))
    expect(await indexOf(shop)).toEqual(made)
    expect(await found('strasse')).toHaveLength(1)
  })

  it('leaves the text indexes one piece for each of its commands', async () => {
    await report(HEADER + wool(8))
    const commands = await commandsOf('catalog.upsertProducts')
    for (const index of ['browse_search', 'browse_search_words']) {
      const [[pieces]] = (await shop.commerce.core.db.raw(`select count(distinct segid) from ${index}_idx`)) as [
        [number],
      ]
      expect(pieces).toBeLessThanOrEqual(commands)
    }
  })

  it('is indexed also where a command makes one product and changes another', async () => {
    await report(HEADER + wool(2))
    const changed = wool(4).replace('Wool 1', 'Linen 1')
    expect(await report(HEADER + changed)).toMatchObject({ products: { created: 2, updated: 1, unchanged: 1 } })
    expect(await found('linen')).toHaveLength(1)
    expect(await found('wool')).toHaveLength(3)
    const [product] = await found('linen')
    await shop.commerce.call.admin.products.update({ params: { id: product?.id ?? '' }, body: { title: 'Hemp' } })
    await shop.commerce.idle()
    expect(await found('linen')).toHaveLength(0)
    expect(await found('hemp')).toHaveLength(1)
  })

  it('changes nothing in a dry run', async () => {
    expect(await report(`${HEADER}top,Top,Size,S,,,,60\n`, '?dryRun=true')).toMatchObject({
      dryRun: true,
      products: { created: 1 },
    })
    expect(await shop.commerce.core.db.raw('select count(*) from products')).toEqual([[0]])
  })

  it('keeps the good rows and names the bad ones with line and column', async () => {
    const rows = [
      'a,A,,,SKU-1,,,10',
      'b,B,,,SKU-1,,,10',
      'c,C,,,,,,ten',
      'd,D,,,,,,10.999',
      'e,E,Size,S,,,,5',
      'e,,,S,,,,6',
    ]
    const { products, errors } = await report(HEADER + rows.join('\n'))
    expect(products.created).toBe(2)
    expect(errors.map(({ line, key }) => [line, key])).toEqual([
      [3, 'b'],
      [4, 'c'],
      [5, 'd'],
      [7, 'e'],
    ])
  })

  it('answers progress line by line when it is asked for', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `p${at},P ${at},,,,,,1`)
    const answer = await send(HEADER + rows.join('\n'), '', { Accept: 'application/x-ndjson' })
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines.filter((line) => 'progress' in line).length).toBeGreaterThan(1)
    expect(lines.at(-1)).toMatchObject({ report: { rows: 60, products: { created: 60 } } })
  })

  it.each([
    ['another currency', HEADER, '?currency=XXQ', 400, 'imports.currency'],
    ['an unknown location', HEADER, '?location=nowhere', 400, 'imports.location'],
    ['an unknown option', HEADER, '?dry=true', 400, 'request.invalid'],
    ['no rows', HEADER, '', 400, 'imports.empty'],
    ['missing columns', 'Name,Price\na,1\n', '', 400, 'imports.columns'],
  ])('refuses %s', async (_, body, query, status, code) => {
    const answer = await send(body, query)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ code })
  })

  it('refuses what is no CSV', async () => {
    expect(await (await send('{}', '', { 'Content-Type': 'application/json' })).json()).toMatchObject({
      code: 'request.unsupportedType',
    })
    expect(await (await send(Uint8Array.of(0xff, 0xfe, 0x41, 0x00))).json()).toMatchObject({ code: 'imports.encoding' })
  })

  it('counts stock once: a second run leaves it, unless it is told to set it', async () => {
    await location()
    const { id } = await shop.commerce.call.admin.locations.create({
      body: { code: 'main', name: 'Main', kind: 'warehouse', country: 'NL', ships: true },
    })
    expect(id).toMatch(/^loc_/)
    const file = `${HEADER}a,A,,,SKU-A,shopify,7,10\nb,B,,,SKU-B,,7,10\n`
    const onHand = async () =>
      (await shop.commerce.core.db.raw(
        'select v.sku, l.on_hand from inventory_levels l join product_variants v on v.id = l.variant_id order by 1',
      )) as [string, number][]
    await report(file)
    expect(await onHand()).toEqual([['SKU-A', 7]])
    await report(file.replace('shopify,7', 'shopify,9'))
    expect(await onHand()).toEqual([['SKU-A', 7]])
    await report(file.replace('shopify,7', 'shopify,9'), '?stock=set')
    expect(await onHand()).toEqual([['SKU-A', 9]])
    await report(file, '?track=true&stock=set')
    expect(await onHand()).toEqual([
      ['SKU-A', 7],
      ['SKU-B', 7],
    ])
  })
})

/** What the index holds, without the numbers that depend on the order of its making. */
async function indexOf(shop: TestShop): Promise<string[][]> {
  const facets = `select d.product_id, v.key, v.value, f.value % 4096 from browse_documents d, json_each(d.facets) f
    join browse_values v on v.id = f.value / 4096`
  const counts = `select c.channel_id, c.collection_id, v.key, v.value, c.count from browse_counts c
    join browse_values v on v.id = c.value_id where c.count <> 0`
  const tables = ['products', 'prices', 'titles', 'stock', 'facets', 'names', 'codes'].map(
    (name) => `select * from browse_${name}`,
  )
  const read = await Promise.all([...tables, facets, counts].map((sql) => shop.commerce.core.db.raw(sql)))
  return read.map((rows) => rows.map((row) => JSON.stringify(row)).sort())
}

const catalogs = fileURLToPath(new URL('../../../../../shared/catalogs/', import.meta.url))
const files = existsSync(catalogs) ? readdirSync(catalogs).filter((name) => name.endsWith('.csv')) : []

describe.skipIf(files.length === 0)('the exported files beside the project (skipped when they are not there)', () => {
  it('import with 84 rows, twice, with the same result', async () => {
    const shop = await openTestShop()
    const run = async () => {
      const reports: ImportReport[] = []
      for (const name of files) {
        const answer = await shop.commerce.app.request('/admin/imports/shopify', {
          method: 'POST',
          headers: { Authorization: `Bearer ${shop.operatorToken}`, 'Content-Type': 'text/csv' },
          body: readFileSync(`${catalogs}${name}`),
        })
        reports.push((await answer.json()) as ImportReport)
      }
      const content = await shop.commerce.core.db.raw(
        'select p.handle, p.title, v.sku, r.amount from products p join product_variants v on v.product_id = p.id join prices r on r.variant_id = v.id order by 1, 3',
      )
      return { reports, content }
    }
    const first = await run()
    const second = await run()
    expect(first.reports.reduce((sum, { rows }) => sum + rows, 0)).toBe(84)
    expect(first.reports.flatMap(({ errors }) => errors)).toEqual([])
    expect(first.reports.reduce((sum, { products }) => sum + products.created, 0)).toBe(60)
    expect(second.reports.reduce((sum, { products }) => sum + products.unchanged, 0)).toBe(60)
    expect(second.content).toEqual(first.content)
    expect(await buy(shop, 'classic-varsity-top')).toMatchObject({ status: 'placed', order: { number: 'VT-10001' } })
    await shop.close()
  })
})

/** The way of any buyer: find, cart, address, delivery, payment, done. */
async function buy(shop: TestShop, handle: string): Promise<unknown> {
  await shop.commerce.call.admin.delivery.create({
    body: {
      code: 'courier',
      type: 'shipping',
      texts: { en: { name: 'Courier' } },
      rates: [{ market: 'main', currency: 'EUR', amount: 500 }],
    },
  })
  const { browse, carts, payments, orders } = shop.commerce.call.store
  const product = await browse.product({ params: { handle } })
  const { id, token } = await carts.create({ body: { lines: [{ variantId: product.variants[0]?.id, quantity: 1 }] } })
  const headers = { 'Vitrine-Cart': token }
  const shippingAddress = {
    firstName: 'Ada',
    lastName: 'Example',
    line1: 'Honingraatkade 21',
    city: 'Utrecht',
    postalCode: '3500 AA',
    country: 'NL',
  }
  await carts.change({ params: { id }, headers, body: { email: 'ada@example.com', shippingAddress } })
  await carts.chooseDelivery({ params: { id }, headers, body: { code: 'courier' } })
  await payments.choose({ params: { id }, headers, body: { provider: 'manual' } })
  return orders.complete({ params: { id }, headers })
}
