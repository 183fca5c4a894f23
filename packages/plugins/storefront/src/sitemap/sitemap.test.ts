import type { StoreContext } from '@vitrine/core'
import { resolveStore } from '@vitrine/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spec } from '../fixtures/specs.ts'
import { openWindow, SITE, type Window } from '../fixtures/window.ts'
import { type Site, siteOf } from '../site.ts'
import { type Part, partsOf, partXml } from './parts.ts'
import { LIMITS, type PartLimits } from './size.ts'

const PRODUCTS = 130
let shop: Window
let ctx: StoreContext
let site: Site

beforeAll(async () => {
  shop = await openWindow({
    pages: { others: ['/about', "/it's & more"] },
    robots: { agents: [{ agent: 'Botty', disallow: ['/'] }] },
  })
  const products = Array.from({ length: PRODUCTS }, (_, at) => ({
    handle: `product-${'x'.repeat(at % 40)}${at}`,
    title: `P${at}`,
    language: 'en',
    status: 'active' as const,
  }))
  await shop.calls.products.bulk({ body: { products } })
  await shop.calls.products.create({ body: { handle: 'draft', title: 'Draft', language: 'en' } })
  await shop.commerce.idle()
  const { core } = shop.commerce
  const request = { id: 'req_test' }
  ctx = await resolveStore({ ...core, actor: { kind: 'system', id: null, scopes: ['*'] }, request }, {})
  site = siteOf(ctx, { name: 'Lipova', url: SITE, pages: { ...PAGES } } as never)
})
afterAll(() => shop?.close())

const PAGES = { home: '/', product: '/products/:handle', collection: '/collections/:handle', variant: '', others: [] }
const get = (path: string) => fetch(`${shop.url}/store/storefront${path}`)
const locations = (xml: string) => [...xml.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, loc = '']) => loc)

async function whole(part: Part, limits: PartLimits): Promise<string> {
  let xml = ''
  for await (const piece of (await partXml({ ctx, site, limits }, part.name)) ?? []) xml += piece
  return xml
}

describe('the sitemap', () => {
  it('is an index of parts, which hold every page in every language, and no draft', async () => {
    const answer = await get('/sitemap.xml')
    expect(answer.headers.get('content-type')).toBe('application/xml; charset=utf-8')
    const parts = locations(await answer.text())
    expect(parts).toEqual(['pages', 'collections', 'products'].map((name) => `${SITE}/sitemaps/${name}.xml`))
    const pages = await Promise.all(parts.map(async (part) => (await get(part.slice(SITE.length))).text()))
    const all = pages.flatMap(locations)
    expect(all).toHaveLength((3 + 2 + PRODUCTS + 2) * 2)
    expect(new Set(all).size).toBe(all.length)
    expect(all).toContain(`${SITE}/uk/products/smoker`)
    expect(all).toContain(`${SITE}/uk`)
    expect(all).toContain(`${SITE}/it&apos;s &amp; more`)
    expect(pages.join('')).not.toContain('draft')
  })

  it('names all translations of a page beside each of them, and when it changed', async () => {
    const xml = await (await get('/sitemaps/products.xml')).text()
    const entry = xml.split('\n').find((line) => line.includes(`<loc>${SITE}/uk/products/veil</loc>`)) ?? ''
    expect(entry).toMatch(/<lastmod>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z<\/lastmod>/)
    expect([...entry.matchAll(/hreflang="(.*?)" href="(.*?)"/g)].map(([, lang, href]) => `${lang} ${href}`)).toEqual([
      `en ${SITE}/products/veil`,
      `uk ${SITE}/uk/products/veil`,
      `x-default ${SITE}/products/veil`,
    ])
  })

  it('has no part that is not there', async () => {
    for (const name of ['nothing.xml', 'products-zzz.xml', 'products.xml.gz', '..%2fproducts.xml'])
      expect([name, (await get(`/sitemaps/${name}`)).status]).toEqual([name, 404])
  })

  it.each([
    { urls: 20, bytes: LIMITS.bytes },
    { urls: LIMITS.urls, bytes: 9_000 },
    { urls: 50, bytes: 12_345 },
  ])('is cut so that no part passes its limits, and each page is in one part: %o', async (limits) => {
    const parts = await partsOf({ ctx, site, limits })
    const files = await Promise.all(parts.map((part) => whole(part, limits)))
    for (const file of files) {
      expect(locations(file).length).toBeLessThanOrEqual(limits.urls)
      expect(Buffer.byteLength(file)).toBeLessThanOrEqual(limits.bytes)
    }
    const all = files.flatMap(locations)
    expect(parts.length).toBeGreaterThan(5)
    expect(all).toHaveLength((1 + 2 + PRODUCTS + 2) * 2)
    expect(new Set(all).size).toBe(all.length)
  })

  it('tells in the index when a part changed last', async () => {
    const [part] = (await partsOf({ ctx, site, limits: LIMITS })).filter(({ name }) => name.startsWith('products'))
    const xml = await whole(part as Part, LIMITS)
    const times = [...xml.matchAll(/<lastmod>(.*?)<\/lastmod>/g)].map(([, time = '']) => Date.parse(time))
    expect(part?.changedAt).toBe(Math.max(...times))
  })

  const rules = spec<{ limits: { urlsPerFile: number; bytesUncompressed: number } }>('sitemap.json')
  it.skipIf(rules === undefined)(
    'keeps the limits of the protocol (skipped where its data is not beside the project)',
    () => {
      expect(LIMITS).toEqual({ urls: rules?.limits.urlsPerFile, bytes: rules?.limits.bytesUncompressed })
    },
  )
})

describe('robots.txt', () => {
  it('closes what is nobody else’s business in every language, and names the sitemap', async () => {
    const answer = await get('/robots.txt')
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    const text = await answer.text()
    expect(text).toContain('User-agent: Botty\nDisallow: /\n')
    expect(text).toMatch(/User-agent: \*\n(Disallow: .*\n)*Disallow: \/uk\/checkout\n/)
    expect(text).toContain(`\nSitemap: ${SITE}/sitemap.xml\n`)
  })

  it('keeps everybody out of a closed shop', async () => {
    const closed = await openWindow({ robots: { closed: true } })
    const text = await (await fetch(`${closed.url}/store/storefront/robots.txt`)).text()
    await closed.close()
    expect(text).toBe('User-agent: *\nDisallow: /\n')
  })
})
