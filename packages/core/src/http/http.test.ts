import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestShop, type TestShop } from '../testing/shop.ts'

describe('the HTTP surface', () => {
  let shop: TestShop
  beforeAll(async () => {
    shop = await openTestShop()
  })
  afterAll(() => shop.close())
  const get = (path: string, headers: Record<string, string> = {}) => shop.commerce.app.request(path, { headers })
  const post = (path: string, headers: Record<string, string> = {}, body = '{}') =>
    shop.commerce.app.request(path, { method: 'POST', headers, body })

  it('is alive, ready and measured', async () => {
    expect((await get('/health')).status).toBe(200)
    expect((await get('/ready')).status).toBe(200)
    const metrics = await (await get('/metrics')).text()
    expect(metrics).toContain('vitrine_http_request_seconds_count{method="GET",route="/health",status="200"} 1')
  })

  it('prints itself as OpenAPI and shows it as a page that loads nothing from outside', async () => {
    const document = (await (await get('/openapi.json')).json()) as { openapi: string; paths: Record<string, unknown> }
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toContain('/store/products')
    const page = await get('/docs')
    const html = await page.text()
    expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(html).toContain('/store/products')
    expect(html).not.toMatch(/https?:\/\/(?!localhost)/)
    expect((await get('/docs/problems/browse.productNotFound')).status).toBe(200)
  })

  it('answers every refusal as problem+json with a code, a request id and security headers', async () => {
    const answer = await get('/store/products/nothing-like-it')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({
      code: 'browse.productNotFound',
      requestId: answer.headers.get('X-Request-Id'),
      type: '/docs/problems/browse.productNotFound',
    })
    expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff')
  })

  it('keeps the headers of middleware around it', async () => {
    const around = new Hono()
    around.use('*', async (c, next) => {
      c.header('X-Before', 'yes')
      await next()
      c.header('X-After', 'yes')
    })
    around.route('/', shop.commerce.app)
    for (const path of ['/store/products', '/store/products/nothing-like-it', '/health']) {
      const { headers } = await around.request(path)
      expect(headers.get('X-Before'), path).toBe('yes')
      expect(headers.get('X-After'), path).toBe('yes')
      expect(headers.get('X-Content-Type-Options'), path).toBe('nosniff')
      expect(headers.get('X-Request-Id'), path).toMatch(/^req_/)
    }
  })

  it('tells an unknown path from a wrong method', async () => {
    expect(await (await get('/nowhere')).json()).toMatchObject({ code: 'request.notFound' })
    const wrong = await post('/store/products')
    expect(wrong.status).toBe(405)
    expect(wrong.headers.get('Allow')).toContain('GET')
  })

  it('names the nearest known query parameter', async () => {
    const answer = await get('/store/products?limt=5')
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      code: 'request.invalid',
      hint: 'Did you mean limit?',
      errors: [{ path: 'query.limt' }],
    })
  })

  it.each([
    ['malformed', '{"lines":', 400, 'request.malformed'],
    ['empty', '', 400, 'request.malformed'],
    ['an array', '[]', 400, 'request.invalid'],
    ['an unknown field', '{"line":[]}', 400, 'request.invalid'],
    ['a prototype key', '{"lines":[],"__proto__":{"x":1}}', 400, 'request.invalid'],
    ['too large', `{"note":"${'x'.repeat(1_100_000)}"}`, 413, 'request.tooLarge'],
    ['deep', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 400, 'request.invalid'],
  ])('refuses a body that is %s', async (_, body, status, code) => {
    const answer = await post('/store/carts', { 'Content-Type': 'application/json' }, body)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ code })
  })

  it('wants JSON and says so', async () => {
    expect(await (await post('/store/carts', { 'Content-Type': 'text/plain' })).json()).toMatchObject({
      code: 'request.unsupportedType',
    })
  })

  it('opens the store to every origin and the admin to none by default', async () => {
    const foreign = { Origin: 'https://shop.example.com' }
    expect((await get('/store/markets', foreign)).headers.get('Access-Control-Allow-Origin')).toBe('*')
    const preflight = await shop.commerce.app.request('/store/carts', {
      method: 'OPTIONS',
      headers: {
        ...foreign,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type, vitrine-cart',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toBe('content-type, vitrine-cart')
    expect((await get('/admin/markets', foreign)).headers.get('Access-Control-Allow-Origin')).toBeNull()
  })

  it('refuses a write that a foreign page makes with a cookie', async () => {
    const answer = await post('/store/carts', {
      'Content-Type': 'application/json',
      Cookie: 'vitrine_cart=x',
      Origin: 'https://evil.example.com',
    })
    expect(answer.status).toBe(403)
    expect(await answer.json()).toMatchObject({ code: 'request.forbidden' })
  })

  it('lets nobody into the admin without a key, and the operator everywhere', async () => {
    expect((await get('/admin/markets')).status).toBe(401)
    expect((await get('/admin/markets', { Authorization: 'Bearer wrong' })).status).toBe(401)
    expect((await get('/admin/markets', { Authorization: `Bearer ${shop.operatorToken}` })).status).toBe(200)
  })

  it('echoes where it answered, and the trace', async () => {
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const answer = await get('/store/markets', { traceparent: trace })
    expect(answer.headers.get('Vitrine-Market')).toBe('main')
    expect(answer.headers.get('traceparent')).toBe(trace)
  })
})
