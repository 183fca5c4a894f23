import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedShop, serveTestShop } from '../../../packages/core/src/testing/index.ts'

/** What no client library would send: the bytes as they are, and the status line that comes back. */
function speak(port: number, text: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(text))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
    socket.setTimeout(5_000, () => socket.destroy(new Error('no answer')))
  })
}

const get = (path: string, more = '') =>
  `GET ${path} HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n${more}\r\n`
const post = (body: string, more = '') =>
  `POST /store/carts HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${more}\r\n${body}`

describe('requests that are hardly HTTP', () => {
  let shop: ServedShop
  let port = 0
  beforeAll(async () => {
    shop = await serveTestShop()
    port = Number(new URL(shop.url).port)
  })
  afterAll(() => shop.close())

  it.each([
    ['a path that is no percent-encoding', get('/store/products/%zz'), 404],
    ['a path that is no UTF-8', get('/store/products/%ff%fe'), 404],
    ['a path with NUL', get('/store/products/%00'), 404],
    ['dots that climb', get('/store/../admin/products'), 401],
    ['encoded dots that climb', get('/store/%2e%2e/admin/products'), 401],
    ['encoded slashes', get('/store%2fproducts'), 404],
    ['doubled slashes', get('//admin//products'), 404],
    ['capitals', get('/ADMIN/products'), 404],
    ['a method in the path', get('/admin/products', 'X-HTTP-Method-Override: DELETE\r\n'), 401],
    ['a rewritten path', get('/health', 'X-Original-URL: /admin/products\r\n'), 200],
    ['an absolute address', get('http://other.example/admin/products'), 401],
    ['a query that is no percent-encoding', get('/store/products?q=%zz%ff'), 200],
    ['a thousand parameters', get(`/store/products?${'limit=1&'.repeat(1_000)}`), 400],
    ['a header of 30 kB', get('/store/products', `X-Long: ${'x'.repeat(30_000)}\r\n`), 431],
    ['two lengths', post('{}', 'Content-Length: 3\r\n'), 400],
    ['a length and chunks', post('{}', 'Transfer-Encoding: chunked\r\n'), 400],
    ['bytes of no charset in a header', get('/store/products', 'Accept-Language: \xff\xfe\r\n'), 200],
    ['nesting ten thousand deep', post(`${'['.repeat(10_000)}${']'.repeat(10_000)}`), 400],
    ['keys that are there twice', post('{"lines":[],"lines":[{"sku":"x"}]}'), 422],
    ['a body that ends too soon', `${post('{}').replace('Content-Length: 2', 'Content-Length: 20')}`, undefined],
  ])('%s', async (_, text, status) => {
    const answer = await speak(port, Buffer.from(text, 'latin1'))
    if (status !== undefined) expect(answer.split('\r\n')[0]).toContain(` ${status} `)
    expect(answer).not.toMatch(/^HTTP\/1\.1 5/)
    expect((await fetch(`${shop.url}/ready`)).status).toBe(200)
  })
})
