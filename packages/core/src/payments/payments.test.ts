import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openShop, type Shop } from '../carts/fixtures/shop.ts'
import { completeCart, freezeCart, lookAtCart } from '../carts/index.ts'
import { HOUR, run, systemContext } from '../kernel/index.ts'

const address = {
  firstName: 'Ada',
  lastName: 'Beek',
  line1: 'Long Street 1',
  city: 'Gdynia',
  postalCode: '81-001',
  country: 'PL',
}

describe('choosing how to pay', () => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  const ctx = () => systemContext(shop.app)
  const choose = (cart: { id: string; token: string }, body: object) =>
    shop.ask('POST', `/store/carts/${cart.id}/payment`, { token: cart.token, body })

  it('offers what the market has, in the language of the buyer', async () => {
    const { body } = await shop.ask('GET', '/store/payment-providers', { headers: { 'Accept-Language': 'pl' } })
    expect(body.items).toEqual([
      {
        id: 'manual',
        name: 'Przelew bankowy',
        description: 'Dane do przelewu otrzymasz z zamówieniem.',
        isTest: false,
      },
      { id: 'sandbox', name: 'Karta testowa', description: 'Prawdziwe pieniądze nie są pobierane.', isTest: true },
    ])
  })

  it('offers in a market only what the staff chose for it, in that order', async () => {
    const market = 'mkt_00000000000000000000000001'
    const path = `/admin/markets/${market}/payment-methods`
    expect((await shop.ask('GET', path)).body).toEqual({ items: [] })
    const put = await shop.ask('PUT', path, { body: { items: [{ provider: 'sandbox', captureMode: 'manual' }] } })
    expect(put.body).toEqual({ items: [{ provider: 'sandbox', captureMode: 'manual' }] })
    expect((await shop.ask('GET', '/store/payment-providers')).body.items.map(({ id }: { id: string }) => id)).toEqual([
      'sandbox',
    ])
    expect(await choose(await shop.cart(), { provider: 'manual' })).toMatchObject({
      status: 422,
      body: { code: 'payments.providerUnavailable', offered: ['sandbox'] },
    })
    expect(await shop.ask('PUT', path, { body: { items: [{ provider: 'paypol' }] } })).toMatchObject({
      status: 404,
      body: { code: 'payments.unknownProvider', errors: [{ path: 'body.items.0.provider' }] },
    })
    expect(await shop.ask('PUT', '/admin/markets/mkt_x/payment-methods', { body: { items: [] } })).toMatchObject({
      status: 404,
    })
    await shop.ask('PUT', path, { body: { items: [] } })
    expect((await shop.ask('GET', '/store/payment-providers')).body.items).toHaveLength(2)
  })

  it('keeps what the cart costs, and chooses anew without a second payment', async () => {
    const cart = await shop.cart([{ sku: 'HIVE' }])
    const first = await choose(cart, { provider: 'sandbox', data: { token: 'sandbox_ok' } })
    expect(first).toMatchObject({
      status: 201,
      body: { provider: 'sandbox', status: 'open', amount: { amount: 12_000 }, nextAction: null, error: null },
    })
    await shop.ask('POST', `/store/carts/${cart.id}/lines`, { token: cart.token, body: { sku: 'VEIL' } })
    const second = await choose(cart, { provider: 'manual' })
    expect(second.body).toMatchObject({ id: first.body.id, provider: 'manual', amount: { amount: 13_999 } })
    expect((await shop.app.db.raw('select count(*) from payment_sessions'))[0]?.[0]).toBe(1)
    expect((await shop.ask('GET', `/store/carts/${cart.id}/payment`, { token: cart.token })).body).toEqual(second.body)
  })

  it('makes one payment of two choices at once', async () => {
    const cart = await shop.cart([{ sku: 'HIVE' }])
    const answers = await Promise.all([choose(cart, { provider: 'manual' }), choose(cart, { provider: 'sandbox' })])
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect(answers[0]?.body.id).toBe(answers[1]?.body.id)
  })

  it('agrees to the prices that are shown', async () => {
    const cart = await shop.cart([{ sku: 'HIVE' }])
    await shop.price('HIVE', 15_000)
    expect((await shop.ask('GET', `/store/carts/${cart.id}`, { token: cart.token })).body.warnings).toHaveLength(1)
    expect((await choose(cart, { provider: 'manual' })).body.amount.amount).toBe(15_000)
    expect((await shop.ask('GET', `/store/carts/${cart.id}`, { token: cart.token })).body.warnings).toEqual([])
  })

  it('refuses carts that cannot be paid for, and foreign ones', async () => {
    expect(await choose(await shop.cart([]), { provider: 'manual' })).toMatchObject({
      status: 409,
      body: { code: 'carts.empty' },
    })
    const cart = await shop.cart([{ sku: 'HIVE' }, { sku: 'VEIL' }], { shippingAddress: address })
    expect(await shop.ask('POST', `/store/carts/${cart.id}/payment`, { body: { provider: 'manual' } })).toMatchObject({
      status: 404,
      body: { code: 'carts.notFound' },
    })
    expect(await shop.ask('GET', `/store/carts/${cart.id}/payment`, { token: cart.token })).toMatchObject({
      status: 404,
      body: { code: 'payments.notFound' },
    })
    for (const body of [
      {},
      { provider: 'MANUAL!' },
      { provider: 'manual', data: { 'a b': 'x' } },
      { provider: 'manual', data: { token: 1 } },
      { provider: 'manual', returnUrl: 'javascript:alert(1)' },
      { provider: 'manual', amount: 1 },
    ])
      expect(await choose(cart, body)).toMatchObject({ status: 400, body: { code: 'request.invalid' } })
    await shop.unpublish('HIVE')
    expect(await choose(cart, { provider: 'manual' })).toMatchObject({
      status: 422,
      body: { code: 'carts.notForSale' },
    })
    const free = await shop.cart([{ sku: 'VEIL' }])
    await shop.price('VEIL', 0)
    expect(await choose(free, { provider: 'manual' })).toMatchObject({
      status: 409,
      body: { code: 'payments.nothingToPay' },
    })
  })

  it('is over when the cart is, and stops while it is being decided', async () => {
    const cart = await shop.cart([{ sku: 'HIVE' }])
    await run(ctx(), {
      name: 'test.freeze',
      plan: async () => ({
        statements: freezeCart(ctx(), await lookAtCart(ctx(), cart.id), { holdUntil: HOUR }),
        result: null,
      }),
    })
    expect(await choose(cart, { provider: 'manual' })).toMatchObject({
      status: 409,
      body: { code: 'carts.completing' },
    })
    await run(ctx(), {
      name: 'test.complete',
      plan: async () => ({
        statements: completeCart(ctx(), (await lookAtCart(ctx(), cart.id)).cart, { orderId: 'ord_x' }),
        result: null,
      }),
    })
    expect(await choose(cart, { provider: 'manual' })).toMatchObject({ status: 409, body: { code: 'carts.closed' } })
  })

  it('can be given up before anything was asked of the provider, and stays so when it is given up again', async () => {
    const cart = await shop.cart([{ sku: 'HIVE' }])
    await choose(cart, { provider: 'sandbox' })
    const drop = () => shop.ask('DELETE', `/store/carts/${cart.id}/payment`, { token: cart.token })
    const dropped = await drop()
    expect(dropped).toMatchObject({ status: 200, body: { status: 'cancelled' } })
    expect(await drop()).toMatchObject({ status: 200, body: dropped.body })
    expect((await choose(cart, { provider: 'manual' })).status).toBe(201)
  })
})
