import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ImportReport } from '../imports/index.ts'
import { openTestShop, type TestShop } from '../testing/shop.ts'

let shop: TestShop
beforeEach(async () => {
  shop = await openTestShop()
})
afterEach(() => shop.close())

const send = (path: string, init: RequestInit = {}, to = shop) =>
  to.commerce.app.request(path, {
    ...init,
    headers: { Authorization: `Bearer ${to.operatorToken}`, ...init.headers },
  })
const exported = async (kind: string) => (await send(`/admin/exports/${kind}`)).text()
const imported = async (file: string, to = shop) =>
  (await (
    await send('/admin/imports/shopify', { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: file }, to)
  ).json()) as ImportReport

const HEADER =
  'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Barcode,Image Src,Image Position,Image Alt Text,SEO Title,SEO Description,Variant Image\r\n'

const FILE = [
  `smoker,"Smoker, ""large""","<p>Two</p>\n<p>lines</p>",Linde,Tool,"=cmd, bees",true,Size,L,Colour,Żółty,SMO-L,900,vitrine,4,continue,29.00,35.00,true,4006381333931,https://example.com/a.jpg,1,Front,Buy it,Well made,https://example.com/b.jpg`,
  'smoker,,,,,,,Size,S,Colour,Żółty,SMO-S,500,vitrine,0,deny,19.00,,true,,https://example.com/b.jpg,2,,,,',
  "veil,'-20 °C veil,,,,,false,,,,,VEIL,0,,,deny,5.00,,false,,,,,,,",
]

it('writes a catalogue that imports again with no change, here and into another shop', async () => {
  expect(await imported(HEADER + FILE.join('\r\n'))).toMatchObject({ products: { created: 2 }, errors: [] })
  const first = await exported('products')
  expect(await imported(first)).toMatchObject({ products: { created: 0, updated: 0, unchanged: 2 }, errors: [] })
  expect(await exported('products')).toBe(first)
  const other = await openTestShop()
  expect(await imported(first, other)).toMatchObject({ products: { created: 2 }, variants: 3, errors: [] })
  expect(await (await send('/admin/exports/products', {}, other)).text()).toBe(first)
  await other.close()
})

it('takes the guard off a formula again, and only the guard', async () => {
  await imported(HEADER + FILE.join('\r\n'))
  const { items } = await shop.commerce.call.admin.products.list({ query: {} })
  expect(items.map(({ title }) => title).sort()).toEqual(['-20 °C veil', 'Smoker, "large"'])
  expect(await exported('products')).toContain("veil,'-20 °C veil")
})

it('brings pictures that the shop serves itself back under their ids', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
  const upload = await send('/admin/media?alt=Hive', {
    method: 'POST',
    headers: { 'Content-Type': 'image/svg+xml' },
    body: svg,
  })
  const { id } = (await upload.json()) as { id: string }
  await imported(`${HEADER}hive,Hive,,,,,true,,,,,HIVE,0,,,deny,5.00,,true,,,,,,,\r\n`)
  const { items } = await shop.commerce.call.admin.products.list({ query: {} })
  await shop.commerce.call.admin.products.update({ params: { id: items[0]?.id ?? '' }, body: { media: [{ id }] } })
  const file = await exported('products')
  expect(file).toContain(`/store/media/${id}/`)
  expect(await imported(file)).toMatchObject({ products: { unchanged: 1 }, errors: [] })
})

it('writes more products than fit one read, in order, each once', async () => {
  const rows = Array.from(
    { length: 1_200 },
    (_, at) => `p${String(at).padStart(4, '0')},P,,,,,true,,,,,,0,,,deny,1.00,,true,,,,,,,`,
  )
  await imported(HEADER + rows.join('\r\n'))
  const handles = (await exported('products'))
    .split('\r\n')
    .slice(1, -1)
    .map((line) => line.split(',')[0])
  expect(handles).toEqual(rows.map((row) => row.split(',')[0]))
})

it('refuses a currency that the shop does not sell in', async () => {
  const answer = await send('/admin/exports/products?currency=XXX')
  expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ code: 'exports.currency' })])
})

it.each([
  ['orders', 'Number,Placed at,Status'],
  ['customers', 'Id,Email,First Name'],
  ['stock', 'SKU,Location,On hand'],
])('answers an empty shop with the header of %s', async (kind, header) => {
  const answer = await send(`/admin/exports/${kind}`)
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${kind}.csv"`)
  const text = await answer.text()
  expect(text.startsWith(header)).toBe(true)
  expect(text.split('\r\n')).toHaveLength(2)
})

it('needs the scope of what it writes', async () => {
  const key = await shop.commerce.call.admin.access.createApiKey({ body: { name: 'Reader', scopes: ['catalog:read'] } })
  const asked = async (path: string) =>
    (await shop.commerce.app.request(path, { headers: { Authorization: `Bearer ${key.key}` } })).status
  expect(await asked('/admin/exports/products')).toBe(200)
  for (const path of ['exports/orders', 'exports/customers', 'exports/stock', 'backup'])
    expect([path, await asked(`/admin/${path}`)]).toEqual([path, 403])
})
