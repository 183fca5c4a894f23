import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answer, ask, type Question } from '../hostile/shop/ask.ts'
import { cartOf, customerOf, openVictim, staffOf, type Victim } from '../hostile/shop/victim.ts'
import { isWrite, type Mounted, mountedRoutes } from './surfaces.ts'

const own = 'https://shop.example'
const admin = 'https://admin.example.com'

/** What a browser says about a page that is not ours, one way or another. */
const FOREIGN: readonly (readonly [string, Record<string, string>])[] = [
  ['another origin', { Origin: 'https://other.example' }],
  ['no origin to speak of', { Origin: 'null' }],
  ['an origin that begins like ours', { Origin: 'https://shop.example.other.example' }],
  ['an origin that ends like ours', { Origin: 'https://notshop.example' }],
  ['an origin without TLS', { Origin: 'http://shop.example:80', Host: 'shop.example' }],
  ['a sibling', { Origin: 'https://blog.shop.example' }],
  ['another site, without an origin', { 'Sec-Fetch-Site': 'cross-site' }],
  ['a sibling, without an origin', { 'Sec-Fetch-Site': 'same-site' }],
  ['another origin that says it is the same', { Origin: 'https://other.example', 'Sec-Fetch-Site': 'same-origin' }],
  ['a form', { Origin: 'https://other.example', 'Content-Type': 'application/x-www-form-urlencoded' }],
  ['a form with files', { Origin: 'https://other.example', 'Content-Type': 'multipart/form-data; boundary=x' }],
  ['a beacon', { Origin: 'https://other.example', 'Content-Type': 'text/plain;charset=UTF-8' }],
  ['a key of its own beside the cookie', { Origin: 'https://other.example', Authorization: 'Bearer vk_nothing' }],
]

const OURS: readonly (readonly [string, Record<string, string>])[] = [
  ['our own', { Origin: own }],
  ['the admin', { Origin: admin }],
  ['our own, as old browsers say it', { 'Sec-Fetch-Site': 'same-origin' }],
]

/** What jobs run by themselves, at any time. */
const JOBS = [
  'browse.turn',
  'cart.forget',
  'inventory.announceLow',
  'inventory.expireHolds',
  'payment.pruneWebhooks',
  'pricing.turn',
]

/** True when the write was stopped because of where it came from. */
const isStopped = ({ status, json }: Answer): boolean => status === 403 && json.code === 'request.forbidden'

describe('writes that a page makes with the cookies of its visitor', () => {
  let victim: Victim
  let writes: readonly Mounted[]
  const cookies = new Map<string, string>()
  /** Commands of requests: jobs and subscriptions have theirs at any time. */
  const changed = async () => {
    await victim.commerce.idle()
    const ours = `id not like 'sub/%' and name not in (${JOBS.map((name) => `'${name}'`).join()})`
    const counts = await victim.commerce.core.db.raw(`select name, count(*) from commands where ${ours} group by name`)
    return Object.fromEntries(counts)
  }
  beforeAll(async () => {
    victim = await openVictim({ publicUrl: own, adminOrigins: [admin] })
    writes = mountedRoutes(victim.commerce).filter(isWrite)
    const staff = await staffOf(victim, { email: 'owner@example.com', role: 'owner' })
    const cart = await cartOf(victim)
    cookies.set('/admin', staff.cookie)
    cookies.set('/store', `${await customerOf(victim, 'ada@example.com')}; vitrine_cart=${cart.token}`)
    cookies.set('/hooks', cookies.get('/store') ?? '')
  }, 60_000)
  afterAll(() => victim.end())

  const cookieFor = ({ pattern }: Mounted) => cookies.get(/^\/\w+/.exec(pattern)?.[0] ?? '') ?? ''
  const write = (to: Mounted, headers: Record<string, string>) =>
    victim.ask({ method: to.method, path: to.path, headers: { Cookie: cookieFor(to), ...headers }, raw: '{}' })

  it.each(FOREIGN)('are refused on every route, and change nothing, when it is %s', async (_, headers) => {
    expect(writes.length).toBeGreaterThan(120)
    const before = await changed()
    const through: string[] = []
    for (const to of writes) if (!isStopped(await write(to, headers))) through.push(`${to.method} ${to.pattern}`)
    expect(through).toEqual([])
    expect(await changed()).toEqual(before)
  })

  it.each(OURS)('are let through when it is %s', async (_, headers) => {
    const asked: Question = { method: 'PATCH', path: '/admin/products/hive', json: { title: 'Hive' } }
    const answer = await victim.ask({ ...asked, headers: { Cookie: cookies.get('/admin') ?? '', ...headers } })
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('Hive')])
  })

  it('are refused for a session in any company, and for the cookie of a cart alone', async () => {
    const foreign = { Origin: 'https://other.example' }
    const staff = cookies.get('/admin') ?? ''
    for (const Cookie of [
      `a=b; ${staff}`,
      `a=b;${staff}`,
      ` ${staff}`,
      `${staff};`,
      '__Host-vitrine_staff=x',
      'vitrine_cart=x',
    ])
      for (const path of ['/admin/products', '/store/carts'])
        expect(isStopped(await victim.ask({ method: 'POST', path, headers: { ...foreign, Cookie }, json: {} }))).toBe(
          true,
        )
  })

  it('are not to be had by reading: no method is taken from a header, a query or a form', async () => {
    const before = await changed()
    const Cookie = cookies.get('/admin') ?? ''
    const overrides = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']
    for (const { method, path } of writes) {
      const headers = {
        Cookie,
        Origin: 'https://other.example',
        ...Object.fromEntries(overrides.map((name) => [name, method])),
      }
      await victim.ask({ method: 'GET', path, headers })
      await victim.ask({ method: 'HEAD', path, headers })
      await victim.ask({ method: 'GET', path: `${path}?_method=${method}`, headers })
    }
    expect(await changed()).toEqual(before)
  })

  it('need JSON even when nobody looks where they come from', async () => {
    const Cookie = cookies.get('/admin') ?? ''
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain;application/json',
    ]) {
      const headers = { Cookie, 'Content-Type': type }
      const answer = await victim.ask({ method: 'POST', path: '/admin/products', headers, raw: '{"title":"forged"}' })
      expect([type, answer.status]).toEqual([type, 415])
    }
  })

  it('do not concern who sends a key in a header and no cookie', async () => {
    const headers = { Origin: 'https://other.example', Authorization: `Bearer ${victim.operatorToken}` }
    const answer = await victim.ask({ method: 'PATCH', path: '/admin/products/hive', headers, json: { title: 'Hive' } })
    expect(answer.status).toBe(200)
  })
})

describe('the judge of forged writes', () => {
  const careless = [
    ['looks at nothing', () => true],
    ['takes "null" for its own', (origin?: string) => origin === undefined || origin === 'null'],
    ['compares the beginning', (origin?: string) => origin === undefined || origin.startsWith(own)],
    ['compares the end', (origin?: string) => origin === undefined || origin.endsWith('shop.example')],
  ] as const

  it.each(careless)('finds out an app that %s', async (_, isOwn) => {
    const app = new Hono().post('/admin/products', (c) =>
      isOwn(c.req.header('Origin')) ? c.json({}) : c.json({ code: 'request.forbidden' }, 403),
    )
    const answers = FOREIGN.map(([, headers]) =>
      ask(app, { method: 'POST', path: '/admin/products', headers, raw: '{}' }),
    )
    expect((await Promise.all(answers)).some((answer) => !isStopped(answer))).toBe(true)
  })
})
