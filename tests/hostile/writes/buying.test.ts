import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buyerAddress } from '../../fixtures/buyer-address.ts'
import { filled, type Route, storeRoutes } from '../document/routes.ts'
import type { Answer } from '../shop/ask.ts'
import { cartOf, type Held, openVictim, type Victim } from '../shop/victim.ts'

const AT_ONCE = 20

/** What each step of buying sends, and something else that it would take as well. */
const BODIES: Readonly<Record<string, { readonly right?: unknown; readonly other: unknown }>> = {
  'store.carts.create': {
    right: { lines: [{ sku: 'SU-S', quantity: 1 }] },
    other: { lines: [{ sku: 'SU-L', quantity: 2 }] },
  },
  'store.carts.change': { right: { note: 'Ring twice' }, other: { note: 'Do not ring' } },
  'store.carts.addLine': { right: { sku: 'SU-S', quantity: 1 }, other: { sku: 'SU-S', quantity: 2 } },
  'store.carts.changeLine': { right: { quantity: 3 }, other: { quantity: 4 } },
  'store.carts.chooseDelivery': { right: { code: 'courier' }, other: { code: 'other' } },
  'store.payments.choose': { right: { provider: 'manual' }, other: { provider: 'sandbox' } },
  'store.carts.removeLine': { other: {} },
  'store.payments.cancel': { other: {} },
  'store.orders.complete': { other: {} },
}

const buying = storeRoutes.filter(({ path, method }) => path.startsWith('/store/carts') && method !== 'GET')

describe('buying with an Idempotency-Key', () => {
  let victim: Victim
  beforeAll(async () => {
    victim = await openVictim()
  })
  afterAll(() => victim.end())

  const ready = async (name: string): Promise<Held> => {
    const cart = await cartOf(victim)
    const headers = { 'Vitrine-Cart': cart.token }
    const path = `/store/carts/${cart.id}/payment`
    const provider =
      name === 'store.payments.cancel'
        ? { provider: 'sandbox', data: { token: 'sandbox_action' } }
        : { provider: 'manual' }
    if (name === 'store.orders.complete' || name === 'store.payments.cancel')
      await victim.ask({ method: 'POST', path, headers, json: provider })
    return cart
  }
  const call = (
    { path, method }: Route,
    cart: Held,
    more: { key: string; json?: unknown; search?: string },
  ): Promise<Answer> =>
    victim.ask({
      method,
      path: `${filled(path, { id: cart.id, lineId: cart.lineId })}${more.search ?? ''}`,
      headers: { 'Vitrine-Cart': cart.token, 'Idempotency-Key': more.key },
      json: more.json,
    })
  const written = async (): Promise<unknown> => {
    const tables = ['carts', 'cart_lines', 'orders', 'order_lines', 'payment_sessions', 'reservations']
    /** Of requests; what work in the background writes has other ids. */
    const keyed = "commands where id like 'key_%'"
    const counts = await Promise.all(
      [...tables, keyed].map((table) => victim.commerce.core.db.raw(`select count(*) from ${table}`)),
    )
    return counts.flat(2)
  }

  it('has a case for every step that changes something', () => {
    expect(buying.map(({ name }) => name).sort()).toEqual(Object.keys(BODIES).sort())
  })

  it.each(buying.map((route) => [route.name, route] as const))(
    '%s answers a repeat as the first time',
    async (name, route) => {
      const cart = await ready(name)
      const key = randomUUID()
      const json = BODIES[name]?.right
      const first = await call(route, cart, { key, json })
      expect([200, 201, 202]).toContain(first.status)
      expect(first.headers.get('Idempotent-Replayed')).toBeNull()
      const before = await written()
      const again = await call(route, cart, { key, json })
      expect([again.status, again.text]).toEqual([first.status, first.text])
      expect(again.headers.get('Idempotent-Replayed')).toBe('true')
      expect(await written()).toEqual(before)
    },
  )

  it.each(buying.map((route) => [route.name, route] as const))(
    '%s happens once when it is sent 20 times at once',
    async (name, route) => {
      const cart = await ready(name)
      const key = randomUUID()
      const json = BODIES[name]?.right
      const before = (await written()) as number[]
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => call(route, cart, { key, json })))
      const after = (await written()) as number[]
      const done = answers.filter(({ status }) => status < 300)
      const fresh = done.filter(({ headers }) => headers.get('Idempotent-Replayed') === null)
      expect(fresh).toHaveLength(1)
      expect(new Set(done.map(({ text }) => text))).toHaveLength(1)
      for (const { status, headers, json: problem } of answers.filter((answer) => !done.includes(answer))) {
        expect([status, problem.code]).toEqual([409, 'request.inFlight'])
        expect(Number(headers.get('Retry-After'))).toBeGreaterThan(0)
      }
      for (const [at, count] of after.entries())
        expect([at, count - (before[at] ?? 0) <= (name.endsWith('complete') ? 2 : 1)]).toEqual([at, true])
    },
  )

  /** Completing has nothing to tell two requests for one cart apart by, and each cart remembers its own end. */
  const telling = buying.filter(({ name }) => name !== 'store.orders.complete')
  it.each(telling.map((route) => [route.name, route] as const))(
    '%s refuses the key of another request',
    async (name, route) => {
      const cart = await ready(name)
      const key = randomUUID()
      await call(route, cart, { key, json: BODIES[name]?.right })
      const before = await written()
      const other = await call(route, await ready(name), { key, json: BODIES[name]?.right ?? BODIES[name]?.other })
      const { right, other: different } = BODIES[name] ?? {}
      const changed = right === undefined ? other : await call(route, cart, { key, json: different })
      expect(changed.json).toMatchObject({ status: 422, code: 'request.keyReused' })
      if (name !== 'store.carts.create') expect(other.status).toBe(422)
      expect(((await written()) as number[])[2]).toBe((before as number[])[2])
    },
  )

  it('keeps nothing of a request that was refused', async () => {
    const key = randomUUID()
    const path = '/store/carts'
    const headers = { 'Idempotency-Key': key }
    const refused = await victim.ask({
      method: 'POST',
      path,
      headers,
      json: { lines: [{ sku: 'nothing', quantity: 1 }] },
    })
    expect(refused.status).toBe(422)
    const right = await victim.ask({ method: 'POST', path, headers, json: { shippingAddress: buyerAddress } })
    expect(right.status).toBe(201)
  })

  it.each(['', 'ü', 'a b', 'x'.repeat(256), 'short'])('refuses %j as a key', async (key) => {
    const answer = await victim.ask({
      method: 'POST',
      path: '/store/carts',
      headers: { 'Idempotency-Key': key },
      json: {},
    })
    expect(answer.json).toMatchObject({ status: 400, errors: [{ path: 'header.Idempotency-Key' }] })
  })
})
