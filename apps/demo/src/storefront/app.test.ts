import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Commerce, createCommerce } from '@vitrine/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pluginsOf } from '../server/plugins.ts'
import { storefront } from './app.tsx'
import { houseOf } from './house.ts'

const folder = mkdtempSync(join(tmpdir(), 'vitrine-pages-'))
let commerce: Commerce<ReturnType<typeof pluginsOf>>
let pages: ReturnType<typeof storefront>

const get = (path: string, init?: RequestInit) => pages.request(`http://localhost:3000${path}`, init)
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  pages.request(`http://localhost:3000${path}`, { method: 'POST', body: new URLSearchParams(form), headers })

beforeAll(async () => {
  commerce = await createCommerce({
    database: { url: `file:${join(folder, 'shop.db')}` },
    log: { level: 'silent' },
    plugins: pluginsOf({ publicUrl: 'http://localhost:3000' }),
  })
  await commerce.start()
  const { markets, products } = commerce.call.admin
  await markets.create({
    body: { code: 'int', name: 'World', countries: ['PL'], currency: 'EUR', languages: ['en', 'uk'], isDefault: true },
  })
  for (const handle of ['smoker', 'old-smoker', 'new-smoker'])
    await products.create({
      body: {
        handle,
        title: `A ${handle} </script><b>`,
        language: 'en',
        status: 'active',
        variants: [{ sku: handle, tracked: false, prices: [{ currency: 'EUR', amount: 1_250 }] }],
        translations: { uk: { title: `Димар ${handle}` } },
      },
    })
  await products.archive({ params: { id: 'old-smoker' } })
  await products.update({ params: { id: 'new-smoker' }, body: { handle: 'best-smoker' } })
  await commerce.idle()
  const assets = { href: (source: string) => `/assets/${source}`, serve: () => undefined }
  pages = storefront(houseOf({ commerce, assets, publicUrl: 'http://localhost:3000' }))
})

afterAll(async () => {
  await commerce?.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a product page speaks the language of its path and says what it costs', async () => {
  const answer = await get('/uk/products/smoker?utm_source=mail')
  const html = await answer.text()
  expect(answer.status).toBe(200)
  expect(html).toContain('Димар smoker')
  expect(html).toMatch(/12,50/)
  expect(html).toContain('<link rel="canonical" href="http://localhost:3000/uk/products/smoker"')
})

test('structured data holds the offer, and no text of the catalogue ends its element', async () => {
  const html = await (await get('/products/smoker')).text()
  const scripts = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)]
  const data = scripts.map(([, json]) => JSON.parse(json ?? ''))
  expect(data[0]).toMatchObject({
    '@type': 'Product',
    name: 'A smoker </script><b>',
    offers: { price: '12.50', priceCurrency: 'EUR', availability: 'https://schema.org/InStock' },
  })
  expect(data[1]).toMatchObject({ '@type': 'BreadcrumbList' })
})

test('a renamed product leads on for good, an archived one is gone, an unknown one is not found', async () => {
  const moved = await get('/uk/products/new-smoker?variant=x')
  expect([moved.status, moved.headers.get('Location')]).toEqual([301, '/uk/products/best-smoker?variant=x'])
  expect((await get('/products/old-smoker')).status).toBe(410)
  expect((await get('/products/nothing')).status).toBe(404)
  expect((await get('/collections/nothing')).status).toBe(404)
})

test('pages run no script but their own, are kept by nobody else, and are not sent twice', async () => {
  const first = await get('/pages/about')
  expect(first.headers.get('Content-Security-Policy')).toContain("script-src 'self'")
  expect(first.headers.get('Content-Security-Policy')).not.toContain('unsafe')
  expect(first.headers.get('Cache-Control')).toBe('private, no-cache')
  const again = await get('/pages/about', { headers: { 'If-None-Match': first.headers.get('ETag') ?? '' } })
  expect(again.status).toBe(304)
})

test('a form of another site is refused', async () => {
  const answer = await post('/cart/lines', { sku: 'smoker' }, { 'Sec-Fetch-Site': 'cross-site' })
  expect(answer.status).toBe(403)
})

test.each([
  [{ sku: 'nothing' }, 'notForSale'],
  [{ sku: 'smoker', quantity: '99999999' }, 'quantity'],
  [{ page: '/products/nothing' }, 'notForSale'],
  [{}, 'notForSale'],
])('what cannot go into the cart is answered in words: %o', async (form, problem) => {
  const answer = await post('/cart/lines', form as Record<string, string>)
  expect([answer.status, answer.headers.get('Location')]).toEqual([303, `/cart?problem=${problem}`])
})

test('words in the address of the cart are not shown as words of the shop', async () => {
  const html = await (await get('/cart?problem=Call+me+at+once&removed=x&title=evil&quantity=1')).text()
  const main = html.slice(html.indexOf('<main'))
  expect(main).toContain('That did not work.')
  expect(main).not.toContain('Call me at once')
  expect(main).not.toContain('evil')
})

test('the place picker leads nowhere else', async () => {
  const answer = await post('/place', { path: '//evil.example/x', language: 'uk', market: 'int' })
  expect(answer.headers.get('Location')).toBe('/uk')
})

test('search engines get a map of every product in every language', async () => {
  const xml = await (await get('/sitemap.xml')).text()
  expect(xml).toContain('<loc>http://localhost:3000/sitemaps/products.xml</loc>')
  const products = await (await get('/sitemaps/products.xml')).text()
  expect(products).toContain('<loc>http://localhost:3000/uk/products/best-smoker</loc>')
  expect(products).not.toContain('old-smoker')
  expect(await (await get('/robots.txt')).text()).toContain('Sitemap: http://localhost:3000/sitemap.xml')
})

test('a slash at the end leads to the page without it', async () => {
  const answer = await get('/products/smoker/?a=1')
  expect([answer.status, answer.headers.get('Location')]).toEqual([301, '/products/smoker?a=1'])
})

test('what has no page leads where the merchant says, in every language and with its query', async () => {
  const body = { from: '/shop/*', to: '/products/*', status: 301 } as const
  await commerce.call.storefront.createRedirect({ body })
  const answer = await get('/uk/shop/new-smoker?utm_source=mail')
  expect([answer.status, answer.headers.get('Location')]).toEqual([301, '/uk/products/best-smoker?utm_source=mail'])
})

test('a buyer finds again what was looked at and saved, and nobody else does', async () => {
  const first = await get('/products/smoker')
  const cookie = first.headers.get('Set-Cookie')?.split(';')[0] ?? ''
  const saved = await post('/saved', { product: 'best-smoker' }, { Cookie: cookie })
  expect([saved.status, saved.headers.get('Location')]).toEqual([303, '/saved'])
  const product = await (await get('/products/best-smoker', { headers: { Cookie: cookie } })).text()
  expect(product).toMatch(/Recently viewed[\s\S]*href="\/products\/smoker"/)
  const list = async (headers: Record<string, string>) => (await get('/saved', { headers })).text()
  expect(await list({ Cookie: cookie })).toContain('A new-smoker')
  expect(await list({})).toContain('Nothing is saved yet.')
  const refused = await post('/saved', { product: 'nothing' }, { Cookie: cookie })
  expect(refused.headers.get('Location')).toBe('/saved?problem=refused')
})

test('a page that is fetched in advance is not remembered as looked at', async () => {
  const answer = await get('/products/smoker', { headers: { 'Sec-Purpose': 'prefetch' } })
  expect([answer.status, answer.headers.get('Set-Cookie')]).toEqual([200, null])
})
