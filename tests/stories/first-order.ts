import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ServedShop } from '../../packages/core/src/testing/shop.ts'
import { buyerAddress } from '../fixtures/buyer-address.ts'
import { courier } from '../fixtures/courier.ts'

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown> & { readonly id?: string; readonly code?: string }
  readonly headers: Headers
}

/** The main job, as anybody with curl would do it: the tests of a `describe`, on a shop that is still empty. */
export function firstOrder(open: () => Promise<ServedShop>): void {
  let shop: ServedShop
  let token = ''
  let cart = ''

  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(`${shop.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token === '' ? {} : { 'Vitrine-Cart': token }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers }
  }
  const levels = async () =>
    (await shop.commerce.core.db.raw('select on_hand, reserved, committed, available from inventory_levels'))[0]

  beforeAll(async () => {
    shop = await open()
    const { admin } = shop.commerce.call
    await admin.locations.create({ body: { code: 'main', name: 'Main', kind: 'warehouse', country: 'NL' } })
    await admin.products.bulk({
      body: {
        products: [
          {
            handle: 'hive',
            title: 'Hive',
            status: 'active',
            variants: [{ sku: 'HV-1', weightGrams: 900, prices: [{ currency: 'EUR', amount: 12_000 }] }],
          },
        ],
      },
    })
    await admin.stock.bulk({ body: { rows: [{ sku: 'HV-1', location: 'main', set: 3 }] } })
    await admin.delivery.create({ body: courier })
    await shop.commerce.idle()
  })
  afterAll(() => shop.close())

  it('begins with a product that is found and put into a cart', async () => {
    const found = await call('GET', '/store/products?q=hive')
    expect(found.body).toMatchObject({ items: [{ handle: 'hive', available: true }] })
    const made = await call('POST', '/store/carts', { lines: [{ sku: 'HV-1', quantity: 2 }] })
    expect(made.status).toBe(201)
    cart = String(made.body.id)
    token = made.headers.get('Vitrine-Cart') ?? ''
    expect(token).not.toBe('')
  })

  it('holds stock when the delivery is chosen', async () => {
    expect(
      (await call('PATCH', `/store/carts/${cart}`, { email: 'ada@example.com', shippingAddress: buyerAddress })).status,
    ).toBe(200)
    const options = await call('GET', `/store/carts/${cart}/delivery-options`)
    expect(options.body).toMatchObject({ items: [{ code: 'courier', price: { amount: 500 } }] })
    const chosen = await call('PUT', `/store/carts/${cart}/delivery`, { code: 'courier' })
    expect(chosen.body).toMatchObject({ totals: { total: { amount: 24_500 } } })
    expect(await levels()).toEqual([3, 2, 0, 1])
  })

  it('is declined in words, and taken with another card', async () => {
    expect(
      (await call('POST', `/store/carts/${cart}/payment`, { provider: 'sandbox', data: { token: 'sandbox_decline' } }))
        .status,
    ).toBeLessThan(300)
    const declined = await call('POST', `/store/carts/${cart}/complete`, {})
    expect([declined.status, declined.body.code]).toEqual([402, 'payments.declined'])
    await call('POST', `/store/carts/${cart}/payment`, { provider: 'sandbox', data: { token: 'sandbox_ok' } })
    const placed = await call('POST', `/store/carts/${cart}/complete`, {}, { 'Idempotency-Key': 'story-complete-1' })
    expect(placed.body).toMatchObject({
      status: 'placed',
      order: { number: 'VT-10001', totals: { total: { amount: 24_500 } } },
    })
    expect(await levels()).toEqual([3, 0, 2, 1])
    const again = await call('POST', `/store/carts/${cart}/complete`, {}, { 'Idempotency-Key': 'story-complete-1' })
    expect(again.body).toEqual(placed.body)
  })

  it('tells the buyer by mail, once', async () => {
    await shop.commerce.idle()
    const mails = 'select template, recipient, status from mail_messages'
    expect(await shop.commerce.core.db.raw(mails)).toEqual([['orderConfirmation', 'ada@example.com', 'sent']])
    expect(await shop.commerce.core.db.raw('select * from event_parked')).toEqual([])
  })

  it('refuses what is not left, and says how much is', async () => {
    const made = await call('POST', '/store/carts', { lines: [{ sku: 'HV-1', quantity: 2 }] }, { 'Vitrine-Cart': '' })
    expect(made.body).toMatchObject({ code: 'inventory.insufficient', available: 1, requested: 2 })
  })
}
