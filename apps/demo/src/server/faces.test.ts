import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Commerce, createCommerce } from '@vitrine/core'
import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channelPages } from '../channels/app.tsx'
import { pickupDesk } from '../desk/app.tsx'
import { storefront } from '../storefront/app.tsx'
import { houseOf } from '../storefront/house.ts'
import { facesOf } from './faces.ts'
import { pluginsOf } from './plugins.ts'

const publicUrl = 'https://shop.example'
const folder = mkdtempSync(join(tmpdir(), 'vitrine-faces-'))
let commerce: Commerce<ReturnType<typeof pluginsOf>>
let pages: Hono
let desk: Hono
let channels: Hono
let app: Hono

beforeAll(async () => {
  const database = { url: `file:${join(folder, 'shop.db')}` }
  commerce = await createCommerce({ database, publicUrl, log: { level: 'silent' }, plugins: pluginsOf({ publicUrl }) })
  await commerce.start()
  const assets = { href: (source: string) => `/assets/${source}`, serve: () => undefined }
  const house = houseOf({ commerce, assets, publicUrl })
  pages = storefront(house) as unknown as Hono
  desk = pickupDesk({ commerce, assets, isSecure: true })
  channels = channelPages({ commerce, assets, isSecure: true })
  app = facesOf({ commerce, house, pages, desk, channels })
})
afterAll(async () => {
  await commerce?.close()
  rmSync(folder, { recursive: true, force: true })
})

const ask = (method: string, path: string, headers: Record<string, string> = {}) =>
  app.request(`${publicUrl}${path}`, { method, headers })

/** Every page that is mounted, with something in place of its parameters. */
const routes = () =>
  [
    ...new Map(
      [...pages.routes, ...desk.routes, ...channels.routes].map(({ method, path }) => [
        `${method} ${path}`,
        { method, path: path.replace(/:\w+/g, 'x') },
      ]),
    ).values(),
  ].filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))

const isSitemap = (headers: Headers) => (headers.get('Content-Type') ?? '').startsWith('application/xml')

/** What is wrong with the headers of a page; empty when nothing is. */
function faults({ headers }: Response): string[] {
  const policy = headers.get('Content-Security-Policy') ?? ''
  const rules: [string, boolean][] = [
    ['nosniff', headers.get('X-Content-Type-Options') === 'nosniff'],
    ['frames', policy.includes("frame-ancestors 'none'")],
    ['default', policy.includes("default-src 'none'")],
    ['inline', !policy.includes('unsafe')],
    ['forms', policy.includes("form-action 'self'")],
    ['referrer', headers.get('Referrer-Policy') === 'strict-origin-when-cross-origin'],
    ['tls', /max-age=\d{8}/.test(headers.get('Strict-Transport-Security') ?? '')],
    // A sitemap is the same for everybody.
    ['cache', /private|no-store/.test(headers.get('Cache-Control') ?? '') || isSitemap(headers)],
    ['origins', !headers.has('Access-Control-Allow-Origin')],
    ...headers
      .getSetCookie()
      .map((cookie): [string, boolean] => [
        cookie,
        /HttpOnly/.test(cookie) && /Secure/.test(cookie) && /SameSite=(Lax|Strict)/.test(cookie),
      ]),
  ]
  return rules.filter(([, holds]) => !holds).map(([name]) => name)
}

describe('every page of the shop', () => {
  test('carries the headers that keep it and its reader safe, whatever it answers', async () => {
    const found: string[] = []
    expect(routes().length).toBeGreaterThan(20)
    for (const { method, path } of routes()) {
      const answer = await ask(method, path)
      found.push(...faults(answer).map((fault) => `${method} ${path} ${answer.status} ${fault}`))
    }
    expect(found).toEqual([])
  })

  test.each([
    { Origin: 'https://other.example' },
    { Origin: 'null' },
    { Origin: 'https://shop.example.other.example' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site', Origin: 'https://blog.shop.example' },
    { 'Sec-Fetch-Site': 'same-origin', Origin: 'https://other.example' },
  ])('takes no form from %o', async (headers) => {
    const forms = routes().filter(({ method }) => method === 'POST')
    expect(forms.length).toBeGreaterThan(5)
    for (const { method, path } of forms) {
      const answer = await ask(method, path, { ...headers, Cookie: 'vitrine_cart=x' })
      expect([path, answer.status, faults(answer)]).toEqual([path, 403, []])
    }
  })

  test('takes the form of its own page', async () => {
    const own = { Origin: publicUrl, 'Sec-Fetch-Site': 'same-origin' }
    expect((await ask('POST', '/cart/lines', own)).status).not.toBe(403)
  })

  test('is no way around the doors of the core', async () => {
    for (const path of [
      '//admin/products',
      '/uk/admin/products',
      '/uk/../admin/products',
      '/%61dmin/products',
      '/admin%2fproducts',
      '/assets/../admin/products',
      '/ADMIN/products',
      '/admin;/products',
    ])
      expect([path, [301, 401, 404].includes((await ask('GET', path)).status)]).toEqual([path, true])
  })

  test('would be found out without its headers', () => {
    expect(faults(new Response('', { headers: { 'Set-Cookie': 'a=1' } })).length).toBeGreaterThan(7)
  })
})
