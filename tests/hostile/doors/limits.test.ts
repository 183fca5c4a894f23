import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { document } from '../document/routes.ts'
import { openVictim, password, staffOf, type Victim } from '../shop/victim.ts'

const limits = { general: 40, sensitive: 4, lookup: 6, checkout: 5, export: 3 }
const MINUTE = 60_000

interface Asked {
  readonly method?: string
  readonly path: string
  readonly headers?: Record<string, string>
}

const SIGN_IN = { method: 'POST', path: '/store/customers/session' }

describe('how often one may ask', () => {
  let victim: Victim
  beforeAll(async () => {
    victim = await openVictim({ limits, trustedProxies: 1 })
  })
  afterAll(() => victim.end())
  beforeEach(() => victim.advance(3 * MINUTE))

  const from = async (address: string, { method = 'GET', path, headers = {} }: Asked) => {
    const request = new Request(`http://shop.example${path}`, {
      method,
      headers: { ...headers, 'X-Forwarded-For': address },
    })
    const socket = { remoteAddress: '198.51.100.1' }
    return victim.commerce.app.fetch(request, { incoming: { socket } })
  }
  const statuses = async (addresses: readonly string[], asked: Asked): Promise<number[]> => {
    const found: number[] = []
    for (const address of addresses) found.push((await from(address, asked)).status)
    return found
  }
  const times = (count: number, address: string) => Array.from({ length: count }, () => address)
  const refusedOf = (found: readonly number[]) => found.filter((status) => status === 429).length

  it.each([
    ['anything', limits.general, { path: '/store/markets' }],
    ['signing in as a customer', limits.sensitive, SIGN_IN],
    ['signing in as staff', limits.sensitive, { method: 'POST', path: '/admin/session' }],
    ['asking for a new password', limits.sensitive, { method: 'POST', path: '/store/customers/password-reset' }],
    ['guessing the token of a mail', limits.sensitive, { method: 'POST', path: '/admin/password-reset/confirm' }],
    ['guessing an invitation', limits.sensitive, { method: 'POST', path: '/admin/invitations/x/accept' }],
    ["looking a guest's order up", limits.lookup, { path: '/store/orders/ord_x?token=guess' }],
    ["looking a guest's parcels up", limits.lookup, { path: '/store/orders/ord_x/shipments?token=guess' }],
    ['buying a cart', limits.checkout, { method: 'POST', path: '/store/carts/crt_x/complete' }],
    ['exporting', limits.export, { path: '/admin/exports/products' }],
    ['exporting orders', limits.export, { path: '/admin/orders/export' }],
    ['taking a backup', limits.export, { path: '/admin/backup' }],
  ])('%s: %i times a minute', async (_, most, asked: Asked) => {
    const found = await statuses(times(most + 3, '203.0.113.7'), asked)
    expect(found.indexOf(429)).toBe(most)
    expect(refusedOf(found)).toBe(3)
    const refused = await from('203.0.113.7', asked)
    expect(refused.headers.get('Content-Type')).toBe('application/problem+json')
    const wait = Number(refused.headers.get('Retry-After'))
    expect(wait).toBeGreaterThan(0)
    expect((await from('203.0.113.8', asked)).status).not.toBe(429)
    victim.advance(2 * MINUTE)
    expect((await from('203.0.113.7', asked)).status).not.toBe(429)
  })

  it.each([
    [
      'IPv4 in other spellings',
      ['203.0.113.7', '::ffff:203.0.113.7', '::ffff:cb00:7107', '203.0.113.7:4711', '[::ffff:203.0.113.7]:443'],
    ],
    [
      'addresses of one household',
      [
        '2001:db8:1:2::1',
        '2001:db8:1:2::2',
        '2001:0db8:0001:0002:ffff::3',
        '[2001:db8:1:2::4]:99',
        '2001:db8:1:2::5%eth0',
      ],
    ],
    ['what is no address at all', ['unknown', '', '_hidden', 'null', '127.0.0.1.evil.example']],
    [
      'addresses made up in front of that of the proxy',
      ['1.1.1.1, 203.0.113.9', '127.0.0.1, 203.0.113.9', '::1,203.0.113.9', '203.0.113.9', 'x, 203.0.113.9'],
    ],
    ['addresses of no machine that look like this one', ['::2', '::3', '::4:5', '0:0:0:0:1:2:3:4', '::ffff:0:0:1']],
  ])('are counted together: %s', async (_, addresses) => {
    const found = await statuses(addresses, SIGN_IN)
    expect([found.slice(0, limits.sensitive).includes(429), found[limits.sensitive]]).toEqual([false, 429])
  })

  it('are counted apart: two networks', async () => {
    const found = await statuses(
      ['2001:db8:1:2::1', '2001:db8:1:3::1', '203.0.113.7', '203.0.113.8', '2001:db8:1:4::1', '203.0.113.9'],
      SIGN_IN,
    )
    expect(refusedOf(found)).toBe(0)
  })

  it('is counted for one account from wherever', async () => {
    const { id } = await staffOf(victim, { email: 'guessed@example.com', role: 'viewer' })
    const guess = async (at: number, word: string) => {
      const body = JSON.stringify({ email: 'guessed@example.com', password: word })
      const headers = { 'Content-Type': 'application/json', 'X-Forwarded-For': `198.18.0.${at}` }
      const init = { method: 'POST', headers, body }
      return victim.commerce.app.fetch(new Request('http://shop.example/admin/session', init), {
        incoming: { socket: { remoteAddress: '198.51.100.1' } },
      })
    }
    const found: number[] = []
    for (let at = 1; at <= 12; at += 1) found.push((await guess(at, 'not the password')).status)
    expect([found.slice(0, 10).every((status) => status === 401), found.slice(10)]).toEqual([true, [429, 429]])
    expect((await guess(13, password)).status).toBe(429)
    victim.advance(16 * MINUTE)
    expect((await guess(14, password)).status).toBe(201)
    expect(id).toMatch(/^stf_|^usr_|^stu_|_/)
  })

  it('is counted for one key from wherever, when it takes whole lists', async () => {
    const { key } = await victim.order('POST', '/api-keys', { name: 'Books', scopes: ['*:read'] })
    const asked = { path: '/admin/exports/stock', headers: { Authorization: `Bearer ${key}` } }
    const found = await statuses(['198.18.1.1', '198.18.1.2', '198.18.1.3', '198.18.1.4', '198.18.1.5'], asked)
    expect(found).toEqual([200, 200, 200, 429, 429])
  })

  it('is not counted for this machine itself, which asks for all its buyers', async () => {
    const request = () => new Request('http://shop.example/store/customers/session', { method: 'POST' })
    for (const remoteAddress of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      for (let at = 0; at < limits.sensitive + 2; at += 1)
        expect((await victim.commerce.app.fetch(request(), { incoming: { socket: { remoteAddress } } })).status).toBe(
          415,
        )
  })

  it('has a rule for every way of taking everything', () => {
    const files = Object.entries(document.paths).flatMap(([path, { get }]) =>
      path.startsWith('/admin/') &&
      get !== undefined &&
      !Object.keys(get.responses['200']?.content ?? {}).some((type) => /json$|^text\/(\*|event-stream)/.test(type))
        ? [path]
        : [],
    )
    expect(files.sort()).toEqual([
      '/admin/backup',
      '/admin/exports/customers',
      '/admin/exports/orders',
      '/admin/exports/products',
      '/admin/exports/stock',
    ])
  })
})
