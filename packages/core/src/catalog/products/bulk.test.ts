import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, type Context, caller, mount, type RequestCommand, systemContext } from '../../kernel/index.ts'
import { pricingRoom } from '../../pricing/room.ts'
import { openTestApp, type TestApp } from '../../testing/index.ts'
import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'

describe('a bulk write of products', () => {
  let test: TestApp
  let staff: Caller<typeof admin>
  const write = async (products: Record<string, unknown>[], more: { source?: string; dryRun?: boolean } = {}) =>
    (await staff.bulk({ body: { products, ...more } })).items
  const count = async (table: 'products' | 'events' | 'commands') =>
    (await test.app.db.raw(`select count(*) from ${table}`))[0]?.[0]
  beforeEach(async () => {
    test = await openTestApp({ contributes: pricingRoom.contributes ?? [] })
    staff = caller(admin, adminHandlers, () => systemContext(test.app))
  })
  afterEach(() => test.close())

  const shirt = {
    handle: 'shirt',
    title: 'Shirt',
    status: 'active',
    variants: [
      { options: { Size: 'S' }, prices: [{ currency: 'EUR', amount: 1_900 }] },
      { options: { Size: 'M' }, prices: [{ currency: 'EUR', amount: 1_900 }] },
    ],
    media: [{ url: 'https://example.com/shirt.jpg', alt: 'Shirt' }],
    tags: ['linen'],
  }

  it('keeps good rows and answers bad ones with their problem and place', async () => {
    await write([{ title: 'Taken', variants: [{ sku: 'T' }] }])
    const items = await write([
      shirt,
      { title: 'x'.repeat(400) },
      { title: 'Y', variants: [{ sku: 'T' }] },
      { handle: 'nothing-here' },
      { title: 'Z', nonsense: 1 },
      { id: 'prd_x', title: 'Z' },
      { handle: 'shirt', title: 'Again' },
      {},
      { title: 'Good' },
    ])
    expect(
      items.map(({ index, status, problem }) => [index, status, problem?.code, problem?.errors?.[0]?.path]),
    ).toEqual([
      [0, 'created', undefined, undefined],
      [1, 'failed', 'request.invalid', 'body.products.1.title'],
      [2, 'failed', 'catalog.skuTaken', 'body.products.2.variants.0.sku'],
      [3, 'failed', 'catalog.unknownReference', 'body.products.3.title'],
      [4, 'failed', 'request.invalid', 'body.products.4.nonsense'],
      [5, 'failed', 'catalog.unknownReference', 'body.products.5.id'],
      [6, 'failed', 'catalog.unknownReference', 'body.products.6'],
      [7, 'failed', 'catalog.unknownReference', 'body.products.7'],
      [8, 'created', undefined, undefined],
    ])
    expect(await count('products')).toBe(3)
  })

  it('changes nothing the second time', async () => {
    const rows = [shirt, { ...shirt, handle: 'other', title: 'Other' }]
    const first = await write(rows)
    const events = await count('events')
    const second = await write(rows)
    expect(second.map(({ status, id }) => [status, id])).toEqual(first.map(({ id }) => ['unchanged', id]))
    expect(await count('events')).toBe(events)
  })

  it('changes what is new, and leaves variants that it does not name', async () => {
    await write([shirt])
    const [outcome] = await write([
      {
        handle: 'shirt',
        title: 'Linen shirt',
        variants: [{ options: { Size: 'M' }, weightGrams: 200 }, { options: { Size: 'L' } }],
      },
    ])
    expect(outcome?.status).toBe('updated')
    const product = await staff.get({ params: { id: 'shirt' } })
    expect([product.title, product.variants.map(({ title, weightGrams }) => [title, weightGrams])]).toEqual([
      'Linen shirt',
      [
        ['S', 0],
        ['M', 200],
        ['L', 0],
      ],
    ])
  })

  it('finds products of a source by their key, whatever became of their handle', async () => {
    const [first] = await write([shirt], { source: 'shopify' })
    await staff.update({ params: { id: 'shirt' }, body: { handle: 'linen-shirt' } })
    const [second] = await write([{ ...shirt, title: 'New title' }], { source: 'shopify' })
    expect([second?.id, second?.status]).toEqual([first?.id, 'updated'])
    expect(await staff.get({ params: { id: 'linen-shirt' } })).toMatchObject({ title: 'New title' })
    const [third] = await write(
      [
        { ...shirt, key: '17' },
        { ...shirt, key: '18' },
      ],
      { source: 'woo' },
    )
    expect(third?.status).toBe('created')
    expect(third?.id).not.toBe(first?.id)
    expect((await staff.list({ query: {} })).items.map(({ handle }) => handle).sort()).toEqual([
      'linen-shirt',
      'shirt-2',
      'shirt-3',
    ])
  })

  it('finds a product by a handle that it had before', async () => {
    await write([shirt])
    await staff.update({ params: { id: 'shirt' }, body: { handle: 'linen-shirt' } })
    expect(await write([{ handle: 'shirt', vendor: 'A' }])).toMatchObject([{ status: 'updated' }])
    expect(await staff.get({ params: { id: 'shirt' } })).toMatchObject({ vendor: 'A' })
  })

  it('only says what it would do in a dry run', async () => {
    await write([shirt])
    const commands = await count('commands')
    expect(
      (await write([{ ...shirt, title: 'X' }, { title: 'New' }, { title: '' }], { dryRun: true })).map(
        ({ status, id }) => [status, id === null],
      ),
    ).toEqual([
      ['updated', false],
      ['created', true],
      ['failed', true],
    ])
    expect([await count('products'), await count('commands')]).toEqual([1, commands])
  })

  const sender = (products: readonly object[]) => {
    const app = new Hono()
    const context = (_http: unknown, _endpoint: unknown, command?: RequestCommand) => requestContext(test, command)
    mount(app, { prefix: '/admin', context }, admin, adminHandlers)
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'bulk-once-and-no-more' }
    const body = JSON.stringify({ products })
    return async () => app.request('/admin/products/bulk', { method: 'POST', headers, body })
  }

  it('answers the same request with the same rows, and writes nothing again', async () => {
    const send = sender([{ title: 'A' }, { title: 'x'.repeat(301) }, { title: 'B' }])
    const [first, second] = [await send(), await send()]
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(await second.json()).toEqual(await first.json())
    expect(await count('products')).toBe(2)
  })

  it('answers it with the same rows also when some were refused by the database', async () => {
    const one = { variants: [{ sku: 'ONE' }] }
    const many = Array.from({ length: 12 }, (_, index) => ({ title: `Row ${index}` }))
    const send = sender([{ title: 'A', ...one }, { title: 'B', ...one }, { title: 'C' }, ...many])
    const answer = async () => (await (await send()).json()) as { items: { status: string; id: string | null }[] }
    const [first, second] = [await answer(), await answer()]
    expect(first.items.slice(0, 3).map(({ status }) => status)).toEqual(['created', 'failed', 'created'])
    expect(second).toEqual(first)
    expect(await count('products')).toBe(14)
  })

  it('puts neighbours into one command', async () => {
    const rows = (name: string) => Array.from({ length: 12 }, (_, index) => ({ title: `${name} ${index}` }))
    const before = (await count('commands')) as number
    await write(rows('Row'))
    expect(await count('commands')).toBeLessThanOrEqual(before + 6)
    const command = { id: 'idm_1', fingerprint: 'f', uses: 0, replayed: false }
    const keyed = caller(admin, adminHandlers, () => ({
      ...systemContext(test.app),
      request: { id: 'req_1', command },
    }))
    const between = (await count('commands')) as number
    await keyed.bulk({ body: { products: rows('Repeatable') } })
    expect(await count('commands')).toBe(between + 3)
  })

  it('takes many rows at once that share pictures and titles', async () => {
    const rows = Array.from({ length: 100 }, (_, index) => ({
      title: `Same ${index % 5}`,
      media: [{ url: `https://example.com/${index % 3}.jpg` }],
    }))
    const items = await write(rows)
    expect(items.filter(({ status }) => status !== 'created')).toEqual([])
    expect(await count('products')).toBe(100)
    expect((await test.app.db.raw('select count(*) from media'))[0]).toEqual([3])
  })
})

function requestContext(test: TestApp, command: RequestCommand | undefined): Context {
  const ctx = systemContext(test.app)
  return command === undefined ? ctx : { ...ctx, request: { ...ctx.request, command } }
}
