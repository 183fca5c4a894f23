import { Agent, createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedShop, serveTestShop } from '../../packages/core/src/testing/index.ts'
import { spellings } from './paths.ts'
import { mountedRoutes, OPEN_TO_ALL } from './surfaces.ts'

interface Sent {
  readonly port: number
  readonly method: string
  /** As it is to stand in the request line. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
}

const agent = new Agent({ keepAlive: true, maxSockets: 4 })

/** The status of an answer, whose beginning is enough. */
function send({ port, ...asked }: Sent): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ agent, host: '127.0.0.1', port, ...asked }, (answer) => {
      resolve(answer.statusCode ?? 0)
      answer.resume()
      if (/event-stream/.test(answer.headers['content-type'] ?? '')) answer.destroy()
    })
    sent.on('error', reject)
    sent.end()
  })
}

describe('a path that is spelt in another way', () => {
  let shop: ServedShop
  let port = 0
  const keys = { none: '', other: '' }
  beforeAll(async () => {
    shop = await serveTestShop({ limits: { general: 10_000_000, sensitive: 10_000_000 } })
    port = Number(new URL(shop.url).port)
    const made = await shop.commerce.call.admin.access.createApiKey({ body: { name: 'Key', scopes: ['mail:read'] } })
    keys.other = String(made.key)
  })
  afterAll(() => shop.close())

  const guarded = () =>
    mountedRoutes(shop.commerce).filter(
      ({ method, pattern }) => /^\/admin\//.test(pattern) && !OPEN_TO_ALL.has(`${method} ${pattern}`),
    )

  it('opens no route of the staff to anybody', { timeout: 60_000 }, async () => {
    const routes = guarded()
    expect(routes.length).toBeGreaterThan(170)
    const statuses = new Map<number, number>()
    const found: string[] = []
    for (const { method, path } of routes) {
      const answers = spellings(path).map(async (spelt) => {
        const status = await send({ port, method, path: spelt })
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (![400, 401, 404, 405].includes(status)) found.push(`${method} ${spelt} ${status}`)
      })
      await Promise.all(answers)
    }
    expect(found).toEqual([])
    for (const status of [401, 404]) expect(statuses.get(status)).toBeGreaterThan(routes.length)
  })

  it('opens to a key no more than its scopes do', { timeout: 60_000 }, async () => {
    const headers = { Authorization: `Bearer ${keys.other}` }
    const found: string[] = []
    let refused = 0
    for (const { method, path, pattern } of guarded()) {
      if (/^\/admin\/(mail|me|session)(\/|$)/.test(pattern)) continue
      for (const spelt of spellings(path).slice(0, 8)) {
        const status = await send({ port, method, path: spelt, headers })
        if (status === 403) refused += 1
        else if (![400, 404, 405].includes(status)) found.push(`${method} ${spelt} ${status}`)
      }
    }
    expect(found).toEqual([])
    expect(refused).toBeGreaterThan(170)
  })

  it('is told to nobody by a header that a proxy may have written', async () => {
    for (const name of ['X-Original-URL', 'X-Rewrite-URL', 'X-Forwarded-Prefix', 'X-Forwarded-Path'])
      expect(await send({ port, method: 'GET', path: '/store/nothing', headers: { [name]: '/admin/products' } })).toBe(
        404,
      )
    const claims = {
      'X-Forwarded-For': '127.0.0.1',
      'X-Real-IP': '127.0.0.1',
      Forwarded: 'for=127.0.0.1',
      Host: 'localhost',
    }
    expect(await send({ port, method: 'GET', path: '/admin/products', headers: claims })).toBe(401)
  })

  it.each([
    ['compares the beginning of the path', (url: string) => url.startsWith('/admin')],
    [
      'decodes once and compares',
      (url: string) => decodeURIComponent(url.replace(/%(?![\da-f]{2})/gi, '')).startsWith('/admin/'),
    ],
  ])('gets past a door that %s: the spellings bite', async (_, isGuarded) => {
    const open = createServer(({ url = '' }, answer) => {
      const { pathname } = new URL(url, 'http://shop.example')
      answer.statusCode = isGuarded(url) ? 401 : pathname === '/admin/products' ? 200 : 404
      answer.end()
    })
    await new Promise<void>((ready) => open.listen(0, '127.0.0.1', ready))
    const { port: careless } = open.address() as AddressInfo
    const statuses = await Promise.all(
      spellings('/admin/products').map((path) => send({ port: careless, method: 'GET', path })),
    )
    open.closeAllConnections()
    open.close()
    expect(statuses).toContain(200)
  })
})
