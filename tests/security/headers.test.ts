import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buyerAddress } from '../fixtures/buyer-address.ts'
import { type Answer, ask, cookieOf } from '../hostile/shop/ask.ts'
import { cartOf, customerOf, openVictim, orderOf, password, type Victim } from '../hostile/shop/victim.ts'
import { headerFaults } from './headers.ts'
import { mountedRoutes } from './surfaces.ts'

const kinds = [
  ['a shop while it is developed', {}],
  ['a shop behind TLS', { publicUrl: 'https://shop.example' }],
  ['a shop in production', { publicUrl: 'https://shop.example', mode: 'production' }],
] as const

describe.each(kinds)('the headers of %s', (_, options) => {
  const isSecure = 'publicUrl' in options
  let victim: Victim
  let key: Record<string, string> = {}
  beforeAll(async () => {
    victim = await openVictim(options)
    const shown = await victim.order('POST', '/publishable-keys', { name: 'Web', channel: 'web' })
    key = { 'Vitrine-Key': String(shown.token) }
  }, 60_000)
  afterAll(() => victim.end())

  const judge = async (pattern: string, asked: Parameters<Victim['ask']>[0]): Promise<Answer> => {
    const answer = await victim.ask({ ...asked, headers: { ...key, ...asked.headers } })
    const faults = headerFaults({ pattern, answer, isSecure })
    expect(faults, `${asked.method} ${asked.path} ${answer.status}`).toEqual([])
    return answer
  }

  it('are right on every route, for nobody and for staff, and on paths that are no route', async () => {
    const routes = mountedRoutes(victim.commerce)
    expect(routes.length).toBeGreaterThan(220)
    const staff = { Authorization: `Bearer ${victim.operatorToken}` }
    const statuses = new Set<number>()
    for (const { method, pattern, path } of routes) {
      statuses.add((await judge(pattern, { method, path })).status)
      if (method !== 'GET') continue
      statuses.add((await judge(pattern, { method, path, headers: staff })).status)
      await judge(pattern, { method: 'HEAD', path, headers: staff })
      await judge('/nowhere', { method: 'DELETE', path: `${path}/nowhere` })
    }
    for (const status of [200, 401, 404]) expect(statuses).toContain(status)
  })

  it('are right on what is refused before a route is reached', async () => {
    const foreign = { Origin: 'https://other.example', Cookie: 'vitrine_staff=x' }
    expect((await judge('/admin/session', { method: 'POST', path: '/admin/session', headers: foreign })).status).toBe(
      403,
    )
    expect((await judge('/store/carts', { method: 'POST', path: '/store/carts', raw: '{' })).status).toBe(415)
    const text = { 'Content-Type': 'application/json' }
    expect(
      (await judge('/store/carts', { method: 'POST', path: '/store/carts', headers: text, raw: '{' })).status,
    ).toBe(400)
  })

  it('keep what belongs to one person out of every cache, and its cookies to themselves', async () => {
    const cart = await cartOf(victim, key)
    const order = await orderOf(victim, key)
    const own = { 'Vitrine-Cart': cart.token }
    for (const part of ['', '/delivery-options', '/payment'])
      await judge('/store/carts/:id', { method: 'GET', path: `/store/carts/${cart.id}${part}`, headers: own })
    for (const part of ['', '/shipments']) {
      const path = `/store/orders/${order.id}${part}`
      expect(
        (await judge('/store/orders/:id', { method: 'GET', path, headers: { 'Vitrine-Order': order.token } })).status,
      ).toBe(200)
    }
    const made = await judge('/store/carts', {
      method: 'POST',
      path: '/store/carts',
      json: { shippingAddress: buyerAddress },
    })
    expect([made.status, made.headers.getSetCookie()]).toEqual([201, [expect.stringContaining('vitrine_cart=')]])
  })

  it('say to caches that a signed-in buyer sees what only he may see', async () => {
    if (options === kinds[2][1]) return
    const cookie = await customerOf(victim, 'ada@example.com')
    for (const path of [
      '/customers/me',
      '/customers/me/addresses',
      '/customers/me/orders',
      '/products',
      '/products/hive',
    ]) {
      const answer = await judge('/store/customers/me', {
        method: 'GET',
        path: `/store${path}`,
        headers: { Cookie: cookie },
      })
      expect(answer.status).toBe(200)
    }
    const again = await judge('/store/customers/session', {
      method: 'POST',
      path: '/store/customers/session',
      json: { email: 'ada@example.com', password },
    })
    expect(cookieOf(again)).toContain('vitrine_customer=')
    const left = await judge('/store/customers/session', {
      method: 'DELETE',
      path: '/store/customers/session',
      headers: { Cookie: cookie },
    })
    expect(left.headers.getSetCookie()).toHaveLength(1)
  })
})

describe('the judge of headers', () => {
  const good: Record<string, string> = {
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Referrer-Policy': 'no-referrer',
    'X-Request-Id': 'req_1',
    'Strict-Transport-Security': 'max-age=31536000',
    'Cache-Control': 'no-store',
    'Content-Type': 'application/json',
  }
  const judged = (changes: Record<string, string | undefined>, { status = 200, pattern = '/store/carts/:id' } = {}) => {
    const given = Object.entries({ ...good, ...changes }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    )
    const headers = new Headers(given)
    return headerFaults({
      pattern,
      answer: { status, headers, type: headers.get('Content-Type') ?? '' },
      isSecure: true,
    })
  }

  it('has nothing against a good answer', () => {
    expect(judged({})).toEqual([])
    expect(
      judged({ 'Cache-Control': 'public, max-age=31536000, immutable' }, { pattern: '/store/media/:id/:file' }),
    ).toEqual([])
  })

  it.each([
    [{ 'X-Content-Type-Options': undefined }, 'has no nosniff'],
    [{ 'Content-Security-Policy': "default-src 'none'" }, 'may be framed'],
    [
      { 'Content-Security-Policy': "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'" },
      'runs inline scripts',
    ],
    [{ 'Referrer-Policy': 'unsafe-url' }, 'tells others where its readers came from'],
    [{ 'X-Powered-By': 'Hono' }, 'says what it runs on'],
    [{ 'Strict-Transport-Security': undefined }, 'is not bound to TLS'],
    [{ 'Cache-Control': undefined }, 'is private and may be kept: '],
    [{ 'Cache-Control': 'public, max-age=60' }, 'may be kept by anybody: public, max-age=60'],
    [{ 'Set-Cookie': 'a=1; Path=/; SameSite=Lax; Secure' }, 'sets a without HttpOnly'],
    [{ 'Set-Cookie': 'a=1; Path=/; SameSite=None; Secure; HttpOnly' }, 'sets a without SameSite=(Lax|Strict)'],
    [{ 'Set-Cookie': 'a=1; Path=/; SameSite=Lax; HttpOnly' }, 'sets a without Secure'],
    [{ 'Set-Cookie': 'a=1; Path=/; SameSite=Lax; HttpOnly; Secure; Domain=example' }, 'sends a to other hosts'],
  ])('finds fault with %o', (changes, fault) => {
    expect(judged(changes)).toContain(fault)
  })

  it('finds fault with an app that has no pipeline', async () => {
    const bare = new Hono().get('/store/carts/:id', (c) => c.json({}))
    const answer = await ask(bare, { method: 'GET', path: '/store/carts/x' })
    expect(headerFaults({ pattern: '/store/carts/:id', answer, isSecure: true }).length).toBeGreaterThan(5)
  })
})
