import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buyerAddress } from '../../fixtures/buyer-address.ts'
import { conforms } from '../document/conforms.ts'
import { document, filled, isShown, type Route, storeRoutes, titled } from '../document/routes.ts'
import { settled } from '../garbage/links.ts'
import { createPool } from '../garbage/pool.ts'
import { valuesOf } from '../garbage/values.ts'
import { type Examples, examplesOf } from '../shop/examples/index.ts'
import { cartOf, customerOf, type Held, openVictim, orderOf, staffOf, type Victim } from '../shop/victim.ts'

const ofCustomers = storeRoutes.filter(({ access }) => access === 'customer')
const ofCarts = storeRoutes.filter(({ path }) => path.startsWith('/store/carts/{id}'))
const ofOrders = storeRoutes.filter(({ path }) => path.startsWith('/store/orders/{id}'))
const named = titled

/** What anybody may ask for: things that are the same for everybody, and ways to become somebody. A new route has to be written down here. */
const OPEN = [
  'DELETE /store/customers/session',
  'GET /store/availability',
  'GET /store/collections',
  'GET /store/collections/{handle}',
  'GET /store/customers/password-reset/confirm',
  'GET /store/customers/verify-email/confirm',
  'GET /store/live',
  'GET /store/markets',
  'GET /store/media/{id}/{file}',
  'GET /store/payment-providers',
  'GET /store/products',
  'GET /store/products/{handle}',
  'POST /store/carts',
  'POST /store/customers',
  'POST /store/customers/password-reset',
  'POST /store/customers/password-reset/confirm',
  'POST /store/customers/session',
  'POST /store/customers/verify-email',
  'POST /store/customers/verify-email/confirm',
]

/** A body that the shop takes, so that a request is refused for its credentials only: of an example, else one that the document allows. */
async function rightBody({ name, json }: Route, examples: Examples): Promise<unknown> {
  if (json === undefined) return undefined
  const example = await examples[name]?.()
  if (example !== undefined) return example.json
  const about = { components: document.components.schemas }
  const tries = fc.sample(valuesOf(json, { ...about, name: 'body' }), { numRuns: 200, seed: 7 })
  const pool = createPool()
  const found = tries
    .map((value) => settled(value, { pool }))
    .find((value) => conforms(json, value, about).length === 0)
  if (found === undefined) throw new Error('no right body was found')
  return found
}

describe('whose things the store shows to whom', () => {
  let victim: Victim
  let cart: Held
  let other: Held
  let order: { id: string; token: string }
  let otherOrder: { id: string; token: string }
  let ada = ''
  let bob = ''
  let adasAddress = ''
  let staff = ''
  let late = ''

  beforeAll(async () => {
    victim = await openVictim()
    late = await customerOf(victim, 'late@example.com')
    victim.advance(90 * 24 * 3_600_000)
    staff = (await staffOf(victim, { email: 'owner@example.com', role: 'owner' })).cookie
    ada = await customerOf(victim, 'ada@example.com')
    bob = await customerOf(victim, 'bob@example.com')
    cart = await cartOf(victim)
    other = await cartOf(victim)
    order = await orderOf(victim)
    otherOrder = await orderOf(victim, { Cookie: bob })
    const path = '/store/customers/me/addresses'
    const saved = await victim.ask({ method: 'POST', path, headers: { Cookie: ada }, json: buyerAddress })
    adasAddress = saved.json.id
  }, 60_000)
  afterAll(() => victim.end())

  const bodies = new Map<Route, unknown>()
  const call = async (route: Route, params: Record<string, string>, headers: Record<string, string>) => {
    if (!bodies.has(route)) bodies.set(route, await rightBody(route, examplesOf(victim)))
    return victim.ask({ method: route.method, path: filled(route.path, params), headers, json: bodies.get(route) })
  }
  const hidden = ({ status, text, headers }: Awaited<ReturnType<typeof call>>) => {
    expect(status).toBe(404)
    for (const secret of ['ada@example.com', 'Honingraatkade', cart.token, order.token])
      expect(text).not.toContain(secret)
    expect(headers.get('Set-Cookie')).toBeNull()
  }

  it('covers every route', () => {
    const rows = new Set([...ofCustomers, ...ofCarts, ...ofOrders])
    const others = storeRoutes.filter((route) => !rows.has(route))
    expect(others.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(OPEN)
    expect([ofCustomers.length, ofCarts.length, ofOrders.length]).toEqual([9, 11, 2])
    for (const { access } of storeRoutes) expect(['public', 'customer']).toContain(access)
  })

  it.each(named(ofCustomers))('%s answers 401 to who is not signed in', async (_, route) => {
    const strangers = ['', 'vitrine_customer=', 'vitrine_customer=%zz', 'vitrine_customer=a.b', `x${ada}`, `${ada}x`]
    for (const cookie of [...strangers, ada.replace('customer', 'staff'), staff, late])
      expect((await call(route, {}, cookie === '' ? {} : { Cookie: cookie })).status).toBe(401)
  })

  it.each(named(ofCustomers.filter(({ path }) => path.includes('{'))))(
    "%s does not know another customer's things",
    async (_, route) => {
      hidden(await call(route, { id: adasAddress }, { Cookie: bob }))
    },
  )

  it.each(named(ofCarts))('%s answers 404 to every token but its own', async (_, route) => {
    const [id = '', signature = ''] = cart.token.split('.')
    const wrong = [
      '',
      '.',
      id,
      `${id}.`,
      `.${signature}`,
      `${other.id}.${signature}`,
      `${id}.${other.token.split('.')[1]}`,
    ]
    const tokens = [...wrong, other.token, cart.token.toUpperCase(), `${cart.token}x`, 'null', 'undefined', order.token]
    const params = { id: cart.id, lineId: cart.lineId }
    hidden(await call(route, params, {}))
    for (const token of tokens) {
      hidden(await call(route, params, { 'Vitrine-Cart': token }))
      hidden(await call(route, params, { Cookie: `vitrine_cart=${token}` }))
    }
    for (const cookie of [ada, staff])
      hidden(await call(route, params, { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' }))
    hidden(await call(route, params, { Authorization: `Bearer ${victim.operatorToken}` }))
    hidden(await call(route, { id: 'crt_00000000000000000000000000', lineId: 'x' }, { 'Vitrine-Cart': cart.token }))
  })

  it("does not reach another cart's lines through an own cart", async () => {
    for (const route of ofCarts.filter(({ path }) => path.includes('{lineId}')))
      hidden(await call(route, { id: other.id, lineId: cart.lineId }, { 'Vitrine-Cart': other.token }))
    const own = await victim.ask({
      method: 'GET',
      path: `/store/carts/${cart.id}`,
      headers: { 'Vitrine-Cart': cart.token },
    })
    expect(own.json.lines).toMatchObject([{ id: cart.lineId, quantity: 1 }])
  })

  it.each(named(ofOrders))('%s answers 404 to every token but its own', async (_, route) => {
    const tokens = ['', ' ', 'null', otherOrder.token, `${order.token}x`, order.token.slice(0, -1), cart.token]
    hidden(await call(route, { id: order.id }, {}))
    for (const cookie of [bob, staff]) hidden(await call(route, { id: order.id }, { Cookie: cookie }))
    for (const token of tokens) {
      hidden(await call(route, { id: order.id }, { 'Vitrine-Order': token }))
      const method = 'GET'
      const path = `${filled(route.path, { id: order.id })}?token=${encodeURIComponent(token)}`
      const { status } = await victim.ask({ method, path })
      expect([400, 404]).toContain(status)
    }
    const own = await call(route, { id: order.id }, { 'Vitrine-Order': order.token })
    expect(own.status).toBe(200)
    expect((await call(route, { id: otherOrder.id }, { Cookie: bob })).status).toBe(200)
  })

  it.each(named(storeRoutes.filter((route) => !isShown(route))))(
    '%s refuses a wrong publishable key',
    async (_, route) => {
      for (const key of ['pk_unknown', '', 'vk_x', '__proto__'])
        expect((await call(route, {}, { 'Vitrine-Key': key })).json).toMatchObject({ status: 401 })
    },
  )
})

describe('a shop in production', () => {
  let victim: Victim
  let key = ''
  beforeAll(async () => {
    victim = await openVictim({ mode: 'production' })
    key = String((await victim.order('POST', '/publishable-keys', { name: 'Web', channel: 'web' })).token)
  }, 60_000)
  afterAll(() => victim.end())

  it.each(named(storeRoutes.filter((route) => !isShown(route))))('%s needs a publishable key', async (_, route) => {
    const ask = (headers: Record<string, string>) =>
      victim.ask({ method: route.method, path: filled(route.path, {}), headers })
    expect((await ask({})).json).toMatchObject({ status: 401, code: 'request.unauthenticated' })
    const { status } = await ask({ 'Vitrine-Key': key })
    if (route.access === 'public') expect([401, 403]).not.toContain(status)
  })

  it('has no pages for developers', async () => {
    for (const path of ['/dev/mail', '/dev/mail/x'])
      expect((await victim.ask({ method: 'GET', path })).status).toBe(404)
  })
})
