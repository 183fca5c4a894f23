import { afterEach, beforeEach, expect, it } from 'vitest'
import { run, systemContext } from '../kernel/index.ts'
import { openShop, type Shop } from './fixtures/shop.ts'
import { completeCart, lookAtCart } from './index.ts'
import { type CartSnapshot, readCart } from './snapshot.ts'

const address = {
  firstName: 'Ada',
  lastName: 'Beek',
  line1: 'Long Street 1',
  city: 'Gdynia',
  postalCode: '81-001',
  country: 'PL',
}

let shop: Shop
let reads: string[]
beforeEach(async () => {
  shop = await openShop()
  reads = []
})
afterEach(() => shop.close())

/** As a process that has just been started finds it. */
const stored = (id: string): Promise<CartSnapshot> => readCart({ ...shop.app, db: { ...shop.app.db } }, id)

/** As this process has kept it, noting what it had to read for that. */
const kept = (id: string): Promise<CartSnapshot> => {
  const { db } = shop.app
  const { all, get } = db
  const noted = Object.assign(db, {
    all: (query: Parameters<typeof all>[0], values: Parameters<typeof all>[1]) => {
      reads.push(query.compile().sql)
      return all(query, values)
    },
    get: (query: Parameters<typeof get>[0], values: Parameters<typeof get>[1]) => {
      reads.push(query.compile().sql)
      return get(query, values)
    },
  })
  return readCart({ ...shop.app, db: noted }, id).finally(() => Object.assign(db, { all, get }))
}

const steps = [
  ['POST', '/lines', { sku: 'VEIL', quantity: 2 }],
  ['PATCH', '', { email: 'Ada@Example.com', shippingAddress: address, note: 'by the shed' }],
  ['PUT', '/delivery', { code: 'courier' }],
  ['POST', '/lines', { sku: 'HIVE', quantity: 1 }],
  ['PATCH', '', { billingAddress: { ...address, line2: 'Back door' } }],
  ['PATCH', '', { billingAddress: null, note: null }],
] as const

it('is found after each step exactly as it is stored, without being read', async () => {
  const { id, token, body } = await shop.cart([{ sku: 'HIVE' }])
  const line = (body.lines[0] as { id: string }).id
  const more = [
    ['PATCH', `/lines/${line}`, { quantity: 3 }],
    ['DELETE', `/lines/${line}`, undefined],
  ] as const
  for (const [method, path, change] of [...steps, ...more]) {
    const answer = await shop.ask(method, `/store/carts/${id}${path}`, { token, body: change })
    expect([path, answer.status < 300]).toEqual([path, true])
    expect(await kept(id)).toStrictEqual(await stored(id))
  }
  expect(reads).toEqual([])
})

it('is read anew after a command of another room changed it', async () => {
  const { id } = await shop.cart([{ sku: 'HIVE' }])
  const ctx = systemContext(shop.app)
  await run(ctx, {
    name: 'test.complete',
    plan: async () => ({
      statements: completeCart(ctx, (await lookAtCart(ctx, id)).cart, { orderId: 'ord_test' }),
      result: null,
    }),
  })
  expect((await kept(id)).cart).toMatchObject({ status: 'completed', orderId: 'ord_test' })
  expect(reads.length).toBeGreaterThan(0)
})

it('is not changed on the ground of what is old', async () => {
  const { id, token } = await shop.cart([{ sku: 'HIVE' }])
  await shop.app.db.batch([{ sql: 'update carts set version = version + 1, note = ? where id = ?', args: ['new', id] }])
  const answer = await shop.ask('PATCH', `/store/carts/${id}`, { token, body: { email: 'ada@example.com' } })
  expect(answer.body).toMatchObject({ note: 'new', email: 'ada@example.com' })
  expect((await stored(id)).cart).toMatchObject({ note: 'new', email: 'ada@example.com' })
})
