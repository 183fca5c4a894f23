import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerOf, each, isProblem as isAdminProblem } from './admin/index.ts'
import { type StockedShop, stockedShop } from './fixtures/stocked-shop.ts'
import { createStorefront, isProblem, memorySession, type ShopEvent, type Storefront } from './index.ts'

let real: StockedShop
beforeAll(async () => {
  real = await stockedShop()
})
afterAll(() => real.close())

const open = (fetch?: typeof globalThis.fetch): Storefront =>
  createStorefront({ url: real.url, session: memorySession(), fetch })
const at = { line1: 'Lindenlaan 1', postalCode: '3512 AB', city: 'Utrecht', country: 'NL' }
const contact = { email: 'ada@example.com', shippingAddress: { firstName: 'Ada', lastName: 'Vos', ...at } }
const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  )

async function ready(shop: Storefront, token?: string) {
  await shop.cart.add({ sku: 'SMO-S' })
  await shop.cart.setContact(contact)
  await shop.cart.setDelivery({ cheapest: true })
  await shop.cart.pay({ provider: 'sandbox', ...(token !== undefined && { data: { token } }) })
}

/** Lets the shop do its work and loses its answer, once for each call of this line. */
function losing(line: string) {
  const lost = new Set<string>()
  return (async (input, init) => {
    const response = await fetch(input, init)
    const key = new Headers(init?.headers).get('Idempotency-Key') ?? ''
    if (`${init?.method} ${new URL(String(input)).pathname}`.search(line) < 0 || lost.has(key)) return response
    lost.add(key)
    await response.arrayBuffer()
    throw new TypeError('fetch failed')
  }) as typeof globalThis.fetch
}

describe('with a real shop', () => {
  test('an order takes seven lines', async () => {
    const shop = createStorefront({ url: real.url, session: memorySession() })
    const { items } = await shop.products.list({ available: true })
    await shop.cart.add({ variantId: items[0]?.variants[0]?.id ?? '' })
    await shop.cart.setContact(contact)
    await shop.cart.setDelivery({ cheapest: true })
    await shop.cart.pay({ provider: 'sandbox' })
    const order = await shop.cart.complete()
    expect(order).toMatchObject({
      status: 'open',
      email: 'ada@example.com',
      totals: { total: { amount: 1_900 + 595 } },
    })
    expect(await shop.cart.get()).toBeNull()
    expect((await shop.orders.get(order.id)).number).toBe(order.number)
    expect(await shop.orders.shipments(order.id)).toEqual([])
    expect(isProblem(await thrownBy(open().orders.get(order.id)), 'orders.notFound')).toBe(true)
  })

  test('fields, includes, filters and facets come as their types say', async () => {
    const { items, facets } = await open().products.list({
      'option.Size': ['Small', 'Large'],
      fields: ['title'],
      include: ['description'],
      facets: true,
    })
    expect(items).toEqual([
      { id: expect.any(String), handle: 'smoker', title: 'Smoker', description: expect.stringContaining('bees') },
    ])
    expect(facets.total).toBe(1)
    const product = await open().products.get('smoker')
    expect(product).toMatchObject({ media: [], attributes: [], collections: [], seo: { title: null } })
    const [promise] = await open().products.availability({ variant: [product.variants[0]?.id ?? ''], country: 'NL' })
    expect(promise?.pickup[0]?.locationId).toBe(real.locationId)
  })

  test('an answer tells in what it was given', async () => {
    const answer = answerOf(await open().products.list())
    expect(answer).toMatchObject({ market: 'main', currency: 'EUR', language: 'en', channel: 'web', status: 200 })
    expect(answer?.requestId).toMatch(/^req_/)
  })

  test('a cart is changed, fetched in a store, and refuses what is not there', async () => {
    const shop = open()
    const cart = await shop.cart.add([{ sku: 'SMO-S', quantity: 2 }, { sku: 'SMO-L' }])
    expect(cart).not.toHaveProperty('token')
    const [small, large] = cart.lines
    await shop.cart.setQuantity(small?.id ?? '', 3)
    const left = await shop.cart.remove(large?.id ?? '')
    expect(left.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([['SMO-S', 3]])
    await shop.cart.setContact(contact)
    const fetched = await shop.cart.setDelivery({ cheapest: true, type: 'pickup' })
    expect(fetched.delivery).toMatchObject({ code: 'fetch', locationId: real.locationId })
    const error = await thrownBy(shop.cart.setQuantity(small?.id ?? '', 500))
    expect(isProblem(error, 'inventory.insufficient') && error.extra.requested).toBe(500)
    const unknown = await thrownBy(shop.cart.add({ sku: 'no such thing' }))
    expect(isProblem(unknown, 'carts.notForSale')).toBe(true)
  })

  test('wrong input is refused with the field and a hint', async () => {
    const shop = open()
    const misspelt = await thrownBy(shop.products.list({ colection: 'hives' } as object))
    expect(isProblem(misspelt, 'request.invalid') && misspelt.hint).toContain('collection')
    const { errors } = (await thrownBy(shop.cart.add({ sku: 'SMO-S', quantity: -1 }))) as {
      errors?: { path: string }[]
    }
    expect(errors?.[0]?.path).toContain('quantity')
  })

  test('lost answers change nothing: one cart, one line, one order', async () => {
    const shop = open(losing('^POST /store/carts'))
    await shop.cart.add({ sku: 'SMO-S' })
    const cart = await shop.cart.add({ sku: 'SMO-L', quantity: 2 })
    expect(cart.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ['SMO-S', 1],
      ['SMO-L', 2],
    ])
    await shop.cart.setContact({ ...contact, email: 'lost@example.com' })
    await shop.cart.setDelivery({ cheapest: true })
    await shop.cart.pay({ provider: 'sandbox' })
    const order = await shop.cart.complete()
    const { items } = await real.admin.orders.list({ query: { email: 'lost@example.com' } })
    expect(items.map(({ id }) => id)).toEqual([order.id])
  })

  test('a declined payment is a problem, and another one buys', async () => {
    const shop = open()
    await ready(shop, 'sandbox_decline')
    expect(isProblem(await thrownBy(shop.cart.complete()), 'payments.declined')).toBe(true)
    await shop.cart.pay({ provider: 'sandbox' })
    expect((await shop.cart.complete()).status).toBe('open')
  })

  test('a payment that the bank asks about waits for the buyer', async () => {
    const shop = open()
    await ready(shop, 'sandbox_action')
    const error = await thrownBy(shop.cart.complete())
    expect(isProblem(error, 'client.actionRequired') && error.extra.nextAction.type).toBe('redirect')
    const page: string[] = []
    const controller = new AbortController()
    const onAction = (action: { url?: unknown }) => {
      page.push(String(action.url))
      controller.abort()
    }
    expect(await thrownBy(shop.cart.complete({ onAction, signal: controller.signal }))).toMatchObject({
      name: 'AbortError',
    })
    expect(page[0]).toMatch(/^https?:/)
  })

  test('a customer signs up, confirms, signs in, buys and sees the order', async () => {
    const shop = open()
    const credentials = { email: 'maja@example.com', password: 'a long enough password' }
    await shop.customer.signUp({ ...credentials, firstName: 'Maja' })
    expect(isProblem(await thrownBy(shop.customer.signIn(credentials)), 'access.wrongCredentials')).toBe(true)
    await shop.customer.verifyEmail(await real.mailedToken(credentials.email))
    expect(await shop.customer.me()).toBeNull()
    expect(await shop.customer.signIn(credentials)).toMatchObject({ email: credentials.email, firstName: 'Maja' })
    const address = await shop.customer.addresses.add({ ...contact.shippingAddress, isDefaultShipping: true })
    await shop.customer.addresses.update(address.id, { ...contact.shippingAddress, city: 'Zeist' })
    expect((await shop.customer.addresses.list()).map(({ city }) => city)).toEqual(['Zeist'])
    await ready(shop)
    const order = await shop.cart.complete()
    expect((await shop.customer.orders.list()).items.map(({ id }) => id)).toEqual([order.id])
    expect(await shop.customer.update({ acceptsMarketing: true })).toMatchObject({ acceptsMarketing: true })
    await shop.customer.addresses.remove(address.id)
    await shop.customer.signOut()
    expect(await shop.customer.me()).toBeNull()
  })

  test('what happens is told as it happens', async () => {
    const controller = new AbortController()
    const events = open().watch({ signal: controller.signal })
    const first = events.next()
    await new Promise((resolve) => setTimeout(resolve, 100))
    await real.admin.stock.adjust({ body: { kind: 'receive', sku: 'SMO-L', location: 'utrecht', quantity: 1 } })
    const { value } = (await first) as { value: ShopEvent }
    expect(value.name).toMatch(/^[a-z]+\./)
    expect(value.number).toBeGreaterThan(0)
    controller.abort()
  })

  test('staff read, change what they read, and are told when somebody was faster', async () => {
    const buyer = open()
    await ready(buyer)
    const { id } = await buyer.cart.complete()
    const order = await real.admin.orders.get({ params: { id } })
    const changed = await real.admin.orders.update({ params: { id }, body: { note: 'Ring twice' } }, { ifMatch: order })
    expect(changed.note).toBe('Ring twice')
    const late = await thrownBy(
      real.admin.orders.update({ params: { id }, body: { note: 'Knock' } }, { ifMatch: order }),
    )
    expect(isAdminProblem(late, 'request.preconditionFailed')).toBe(true)
    const found: string[] = []
    for await (const one of each((cursor) => real.admin.orders.list({ query: { limit: 1, cursor } })))
      found.push(one.id)
    expect(found).toContain(id)
    expect(new Set(found).size).toBe(found.length)
  })

  test('a file goes up and comes back', async () => {
    const body = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
    const media = await real.admin.media.upload({ body, type: 'image/gif', query: { alt: 'A dot' } })
    expect(media).toMatchObject({ contentType: 'image/gif', alt: 'A dot' })
  })
})
