import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { product } from '../catalogue/products.mjs'
import { run } from './run.mjs'

let server: Server
afterEach(() => void server.close())

/** A shop that answers the list of its only page, and whatever the test says for a product. */
async function shopAnswering(answer: (handle: string) => { status: number; body: unknown }): Promise<string> {
  server = createServer((request, response) => {
    const handle = /^\/store\/products\/(.+)$/.exec(request.url ?? '')?.[1]
    const { status, body } = handle === undefined ? { status: 200, body: { items: [], next: null } } : answer(handle)
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const job = { key: '', operation: 'product', concurrency: 2, seconds: 0.2, products: 10, seed: 1, every: 0 } as const

describe('the load generator', () => {
  it('counts right answers and how long they took', async () => {
    const url = await shopAnswering((handle) => ({ status: 200, body: { handle } }))
    const ran = await run({ ...job, url })
    expect(ran.count).toBeGreaterThan(20)
    expect(ran.orders).toBe(0)
    expect(ran.p50).toBeGreaterThan(0)
    expect(ran.p99).toBeGreaterThanOrEqual(ran.p50)
  })

  it('counts nothing when one answer is an error', async () => {
    let asked = 0
    const url = await shopAnswering((handle) => ({ status: ++asked === 7 ? 500 : 200, body: { handle } }))
    await expect(run({ ...job, url })).rejects.toThrow('answered 500')
  })

  it('counts nothing when an answer is of another product', async () => {
    const url = await shopAnswering(() => ({ status: 200, body: { handle: product(99).handle } }))
    await expect(run({ ...job, url })).rejects.toThrow('answered 200')
  })
})
