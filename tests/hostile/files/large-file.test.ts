import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { json } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assertInvariants, type ServedShop, serveTestShop } from '../../../packages/core/src/testing/index.ts'

const MB = 1_048_576
const SIZE = 50 * MB
const HEAD = 'Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Price\n'

/** A file that exists only while it is sent, and how much of it was asked for. */
function fileOf(row: (at: number) => string) {
  const sent = { bytes: 0, rows: 0, early: 0, late: 0, grown: () => Math.round(sent.late - sent.early) }
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(encoder.encode(HEAD)),
      pull(controller) {
        let text = ''
        while (text.length < 65_536) text += row(sent.rows++)
        const bytes = encoder.encode(text)
        sent.bytes += bytes.length
        if (sent.early === 0 && sent.bytes > SIZE / 4) sent.early = held()
        if (sent.late === 0 && sent.bytes > SIZE * 0.95) sent.late = held()
        controller.enqueue(bytes)
        if (sent.bytes >= SIZE) controller.close()
      },
    },
    { highWaterMark: 1 },
  )
  return { body, sent }
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Megabytes that are really held, which `rss` hides behind the habits of the collector. */
function held(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / MB
}

interface Report {
  readonly rows: number
  readonly products: { readonly created: number }
  readonly errors: readonly { readonly code: string; readonly line: number }[]
  readonly errorCount: number
}

describe('a file of 50 MB', () => {
  let shop: ServedShop
  beforeAll(async () => {
    shop = await serveTestShop()
  })
  afterAll(async () => {
    await assertInvariants(shop.commerce.core)
    await shop.close()
  })

  /** By Node's plain client, which waits until the shop has taken what was sent. */
  const send = async (body: ReadableStream<Uint8Array>, search = ''): Promise<Report> => {
    const headers = { Authorization: `Bearer ${shop.operatorToken}`, 'Content-Type': 'text/csv' }
    const asking = request(`${shop.url}/admin/imports/shopify${search}`, { method: 'POST', headers })
    const answered = once(asking, 'response') as Promise<[IncomingMessage]>
    await pipeline(body, asking)
    const [response] = await answered
    return (await json(response)) as Report
  }

  it('of long texts is taken over while it comes, and memory stays flat', async () => {
    const text = 'Honey of linden. '.repeat(3_000)
    const { body, sent } = fileOf((at) => `honey-${at},Honey ${at},${text},Size,Jar,HO-${at},9.90\n`)
    const done = await send(body)
    process.stdout.write(`S2f: a file of ${sent.rows} products, memory grew by ${sent.grown()} MB\n`)
    expect(done).toMatchObject({ rows: sent.rows, products: { created: sent.rows }, errors: [] })
    expect(sent.grown()).toBeLessThan(25)
  }, 60_000)

  it('of nothing but mistakes is answered with a report that can be read', async () => {
    const filler = 'not a product '.repeat(30)
    const { body, sent } = fileOf((at) => `,,${filler},,,"X ${at}",abc\n`)
    const done = await send(body, '?dryRun=true')
    process.stdout.write(`S2f: a file of ${sent.rows} mistakes, memory grew by ${sent.grown()} MB\n`)
    expect(sent.rows).toBeGreaterThan(100_000)
    expect(done.errorCount).toBe(sent.rows)
    expect(done.errors).toHaveLength(10_000)
    expect(done.errors[0]).toMatchObject({ line: 2, column: 'Handle', code: 'required' })
    expect(sent.grown()).toBeLessThan(25)
  }, 60_000)

  it('of one product that never ends is cut where no product goes on', async () => {
    const filler = 'x'.repeat(400)
    const { body, sent } = fileOf((at) => `endless,Endless,${filler},Size,${at},E-${at},1.00\n`)
    const done = await send(body)
    process.stdout.write(`S2f: a file of ${sent.rows} rows of one product, memory grew by ${sent.grown()} MB\n`)
    expect(done.products.created).toBe(0)
    expect(done.errorCount).toBe(sent.rows - 5_000 + 1)
    expect(sent.grown()).toBeLessThan(25)
  }, 60_000)

  it('is refused with its wrong type before it is read', async () => {
    const { body, sent } = fileOf((at) => `x-${at},X,${'x'.repeat(1_000)},,,X-${at},1.00\n`)
    const headers = { Authorization: `Bearer ${shop.operatorToken}`, 'Content-Type': 'application/vnd.ms-excel' }
    const init = { method: 'POST', headers, body, duplex: 'half' }
    const response = await fetch(`${shop.url}/admin/imports/shopify`, init as RequestInit)
    expect([response.status, response.headers.get('Content-Type')]).toEqual([415, 'application/problem+json'])
    await response.text()
    expect(sent.bytes).toBeLessThan(SIZE)
  })

  it('is more than a JSON body may be, announced or not', async () => {
    const headers = { Authorization: `Bearer ${shop.operatorToken}`, 'Content-Type': 'application/json' }
    const text = `{"title":"${'x'.repeat(2 * MB)}"}`
    for (const body of [text, new Blob([text]).stream()]) {
      const init = { method: 'POST', headers, body, duplex: 'half' }
      const response = await fetch(`${shop.url}/admin/products`, init as RequestInit)
      expect((await response.json()) as object).toMatchObject({ status: 413, code: 'request.tooLarge' })
    }
  })
})

describe('a SKU that two products claim', () => {
  it('stays with the first; the other is an error that names its line', async () => {
    const shop = await serveTestShop()
    const rows = ['first,First,,,,SAME,1.00', 'second,Second,,,,SAME,2.00', 'third,Third,,,,OWN,3.00']
    const headers = { Authorization: `Bearer ${shop.operatorToken}`, 'Content-Type': 'text/csv' }
    const send = async () => {
      const init = { method: 'POST', headers, body: `${HEAD}${rows.join('\n')}\n` }
      return (await (await fetch(`${shop.url}/admin/imports/shopify`, init)).json()) as Report
    }
    const first = await send()
    expect(first).toMatchObject({
      products: { created: 2 },
      errors: [{ line: 3, key: 'second', code: 'catalog.skuTaken' }],
    })
    expect(await send()).toMatchObject({ products: { created: 0, unchanged: 2 }, errors: [{ line: 3 }] })
    const { items } = await shop.commerce.call.admin.products.list({})
    expect(items.map(({ handle }) => handle).sort()).toEqual(['first', 'third'])
    await assertInvariants(shop.commerce.core)
    await shop.close()
  })
})
