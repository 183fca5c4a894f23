import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../hostile/shop/ask.ts'
import { openVictim, type Victim } from '../hostile/shop/victim.ts'
import { corsFaults } from './cors.ts'
import { type Mounted, mountedRoutes } from './surfaces.ts'

const own = 'https://shop.example'
const admin = 'https://admin.example.com'
const trusted = [own, admin]

/** What looks like an origin of ours to a careless comparison. */
const STRANGERS = [
  'https://other.example',
  'null',
  '*',
  'http://shop.example',
  'https://shop.example:8443',
  'https://shop.example.other.example',
  'https://notshop.example',
  'https://shop-example',
  'https://shop.exampl',
  'https://sub.shop.example',
  'https://shop.example/',
  'https://shop.example@other.example',
  'HTTPS://SHOP.EXAMPLE',
  'https://admin.example.com.other.example',
  'https://admin-example.com',
  'https://admin.example.com https://other.example',
  'https://admin.example.com,https://other.example',
  'file://',
  'chrome-extension://abcdefghijklmnop',
]

const ONE_OF_EACH = [
  { method: 'GET', path: '/admin/products' },
  { method: 'POST', path: '/admin/session' },
  { method: 'GET', path: '/store/products' },
  { method: 'POST', path: '/store/carts' },
  { method: 'GET', path: '/store/customers/me' },
  { method: 'POST', path: '/hooks/payments/sandbox' },
  { method: 'GET', path: '/store' },
  { method: 'GET', path: '/storefront' },
  { method: 'GET', path: '/dev/mail' },
  { method: 'GET', path: '/openapi.json' },
  { method: 'GET', path: '/health' },
]

describe('pages of other origins', () => {
  let victim: Victim
  beforeAll(async () => {
    victim = await openVictim({ publicUrl: own, adminOrigins: [admin] })
  })
  afterAll(() => victim.end())

  const faultsOf = async (origin: string, question: Parameters<Victim['ask']>[0]) => {
    const answer = await victim.ask({ ...question, headers: { ...question.headers, Origin: origin } })
    const faults = corsFaults({ origin, path: question.path, trusted }, answer)
    return faults.map((fault) => `${question.method} ${question.path} from ${origin}: ${fault}`)
  }

  const faultsOfAll = async (origin: string, routes: readonly Pick<Mounted, 'method' | 'path'>[]) => {
    const found: string[] = []
    for (const { method, path } of routes) {
      found.push(...(await faultsOf(origin, { method, path })))
      const headers = { 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': 'content-type' }
      found.push(...(await faultsOf(origin, { method: 'OPTIONS', path, headers })))
    }
    return found
  }

  it.each([admin, 'https://other.example', 'null'])(
    'at %s are let in as far as they are trusted, on every route',
    async (origin) => {
      const routes = mountedRoutes(victim.commerce)
      expect(routes.length).toBeGreaterThan(220)
      expect(await faultsOfAll(origin, routes)).toEqual([])
    },
  )

  it.each([...trusted, ...STRANGERS])(
    'at %s are let in as far as they are trusted, on each surface',
    async (origin) => {
      expect(await faultsOfAll(origin, ONE_OF_EACH)).toEqual([])
    },
  )

  it('may send to the store what browsers ask for by name, and nothing that is no name of a header', async () => {
    const allowed = async (asked: string) => {
      const headers = { Origin: 'https://other.example', 'Access-Control-Request-Headers': asked }
      const { headers: said } = await victim.ask({ method: 'OPTIONS', path: '/store/carts', headers })
      return said.get('Access-Control-Allow-Headers')
    }
    expect(await allowed('content-type, vitrine-cart')).toBe('content-type, vitrine-cart')
    for (const strange of ['*', 'a,*', 'a\tb', 'a:b', `x${'y'.repeat(100)}`, Array(40).fill('x').join(',')])
      expect(await allowed(strange), strange).toBeNull()
  })

  it('see answers that a handler made itself too: pictures, pages, streams', async () => {
    for (const path of ['/store/live', '/store/customers/verify-email/confirm?token=x'])
      expect(await faultsOf('https://other.example', { method: 'GET', path })).toEqual([])
  })

  it.each(['https://shop.example', 'null', '*'])(
    'are not let in by a shop that trusts nobody else (%s)',
    async (origin) => {
      const closed = await openVictim({ publicUrl: 'https://lonely.example' })
      const answer = await closed.ask({ method: 'GET', path: '/admin/products', headers: { Origin: origin } })
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull()
      await closed.end()
    },
  )
})

describe('the judge of origins', () => {
  const careless = [
    ['reflects every origin', cors({ origin: (origin) => origin, credentials: true })],
    [
      'compares the beginning',
      cors({ origin: (origin) => (origin.startsWith(own) ? origin : null), credentials: true }),
    ],
    ['compares the end', cors({ origin: (origin) => (origin.endsWith('example') ? origin : null), credentials: true })],
    ['knows no case', cors({ origin: (origin) => (origin.toLowerCase() === own ? origin : null), credentials: true })],
    ['opens everything', cors()],
  ] as const

  it.each(careless)('finds out an app that %s', async (_, middleware) => {
    const app = new Hono().use(middleware).get('/admin/products', (c) => c.json({}))
    const found = await Promise.all(
      [...trusted, ...STRANGERS].map(async (origin) => {
        const question = { method: 'GET', path: '/admin/products', headers: { Origin: origin } }
        return corsFaults({ origin, path: question.path, trusted }, await ask(app, question))
      }),
    )
    expect(found.flat().length).toBeGreaterThan(0)
    expect(found.slice(trusted.length).flat().join()).toMatch(/lets strangers use cookies|allows /)
  })
})
