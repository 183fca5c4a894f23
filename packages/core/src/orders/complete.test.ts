import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseDelivery, lookAtCart } from '../carts/index.ts'
import { HOUR, MINUTE } from '../kernel/index.ts'
import { choosePayment, confirmSandboxPayment, lastSessionOfCart, resolvePayments } from '../payments/index.ts'
import { completeCartOf } from './complete.ts'
import { type OrderShop, openOrderShop } from './fixtures/shop.ts'
import { orderById, orderOfCart } from './reads.ts'
import { listTasks } from './tasks.ts'

describe('completing a cart with a card', () => {
  let shop: OrderShop
  const complete = (cartId: string) => completeCartOf(shop.ctx, cartId)
  const session = (cartId: string) => lastSessionOfCart(shop.ctx, cartId)
  const pay = (cartId: string, token: string) =>
    choosePayment(shop.store, { cartId, input: { provider: 'sandbox', data: { token } } })
  beforeEach(async () => {
    shop = await openOrderShop()
  })
  afterEach(async () => {
    await shop.settle()
    await shop.balanced()
    await shop.close()
  })

  it('places the order paid, and announces both', async () => {
    const done = await complete(await shop.ready({ pay: 'sandbox_ok' }))
    expect(done.status).toBe('placed')
    const order = await orderById(shop.ctx, done.status === 'placed' ? done.orderId : '')
    expect(order).toMatchObject({ paymentStatus: 'paid', captured: 13_000, total: 13_000 })
    expect(await shop.count("select count(*) from events where name = 'order.paid' and aggregate = ?", order.id)).toBe(
      1,
    )
    await shop.settle()
    expect(await shop.count("select count(*) from events where name = 'order.paid'")).toBe(1)
  })

  it('opens the cart again when the card is declined, and lets the buyer pay otherwise', async () => {
    const cartId = await shop.ready({ pay: 'sandbox_decline' })
    await expect(complete(cartId)).rejects.toMatchObject({ code: 'payments.declined', status: 402 })
    expect((await lookAtCart(shop.ctx, cartId)).cart.status).toBe('open')
    expect(await shop.count('select sum(reserved) from inventory_levels')).toBe(1)
    await expect(complete(cartId)).rejects.toMatchObject({ code: 'payments.required' })
    await pay(cartId, 'sandbox_ok')
    expect(await complete(cartId)).toMatchObject({ status: 'placed' })
  })

  it('tells that it is not decided while nobody knows, and places the order when it is read back', async () => {
    const cartId = await shop.ready({ pay: 'sandbox_timeout' })
    expect(await complete(cartId)).toEqual({ status: 'processing' })
    expect((await lookAtCart(shop.ctx, cartId)).cart.status).toBe('completing')
    shop.clock.advance(MINUTE)
    await resolvePayments(shop.ctx)
    expect(await orderOfCart(shop.ctx, cartId)).toMatchObject({ paymentStatus: 'paid' })
    expect(await complete(cartId)).toMatchObject({ status: 'placed' })
  })

  it('is decided by asking again, also after a decline that nobody heard', async () => {
    const cartId = await shop.ready({ pay: 'sandbox_timeout_decline' })
    expect(await complete(cartId)).toEqual({ status: 'processing' })
    await expect(complete(cartId)).rejects.toMatchObject({ code: 'payments.declined' })
    expect((await lookAtCart(shop.ctx, cartId)).cart.status).toBe('open')
  })

  it('opens the cart again when the provider never heard of the payment', async () => {
    const cartId = await shop.ready({ pay: 'sandbox_lost' })
    expect(await complete(cartId)).toEqual({ status: 'processing' })
    shop.clock.advance(MINUTE)
    await resolvePayments(shop.ctx)
    expect((await lookAtCart(shop.ctx, cartId)).cart.status).toBe('open')
    expect(await session(cartId)).toMatchObject({ status: 'declined' })
  })

  it('waits for a late answer and then places the order', async () => {
    const cartId = await shop.ready({ pay: 'sandbox_late' })
    expect(await complete(cartId)).toEqual({ status: 'processing' })
    expect(await complete(cartId)).toEqual({ status: 'processing' })
    shop.clock.advance(MINUTE)
    expect(await complete(cartId)).toMatchObject({ status: 'placed' })
  })

  it('sends the buyer to the bank and places the order when they come back', async () => {
    const cartId = await shop.ready({ pay: 'sandbox_action' })
    const asked = await complete(cartId)
    expect(asked).toMatchObject({ status: 'requires_action', session: { nextAction: { type: 'redirect' } } })
    expect(await complete(cartId)).toMatchObject({ status: 'requires_action' })
    await confirmSandboxPayment(shop.ctx, { key: (await session(cartId))?.id ?? '', isConfirmed: true })
    await shop.settle()
    expect(await complete(cartId)).toMatchObject({ status: 'placed' })
  })

  it('places the order late when its goods can still be had although their hold is over', async () => {
    const cartId = await shop.ready({ pay: 'sandbox_late' })
    await complete(cartId)
    shop.clock.advance(HOUR)
    await shop.ready({ lines: [{ sku: 'HIVE', quantity: 1 }], pay: null })
    await resolvePayments(shop.ctx)
    expect(await orderOfCart(shop.ctx, cartId)).toMatchObject({ status: 'open', paymentStatus: 'paid' })
    expect(await listTasks(shop.ctx, { status: 'open', limit: 10 })).toMatchObject({ items: [] })
  })

  it('gives the money back with a task when the goods went to somebody else meanwhile', async () => {
    const cartId = await shop.ready({ lines: [{ sku: 'HIVE', quantity: 3 }], pay: 'sandbox_late' })
    await complete(cartId)
    shop.clock.advance(HOUR)
    await shop.order({ lines: [{ sku: 'HIVE', quantity: 5 }] })
    await resolvePayments(shop.ctx)
    expect(await orderOfCart(shop.ctx, cartId)).toBeUndefined()
    expect((await lookAtCart(shop.ctx, cartId)).cart.status).toBe('open')
    await shop.settle()
    expect(await session(cartId)).toMatchObject({ captured: 37_000, refunded: 37_000, orderId: null })
    const { items } = await listTasks(shop.ctx, { status: 'open', limit: 10 })
    expect(items).toMatchObject([
      { kind: 'payment_without_order', cartId, data: { amount: 37_000, code: 'inventory.insufficient' } },
    ])
    await resolvePayments(shop.ctx)
    expect(await session(cartId)).toMatchObject({ refunded: 37_000 })
    await expect(complete(cartId)).rejects.toMatchObject({ code: 'inventory.insufficient' })
  })

  it('answers the same order however often it is completed', async () => {
    const cartId = await shop.ready({ pay: 'sandbox_ok' })
    const first = await complete(cartId)
    expect(await complete(cartId)).toEqual(first)
    expect(await shop.count('select count(*) from orders')).toBe(1)
  })

  it('asks for another choice when the total changed since the payment was chosen', async () => {
    const cartId = await shop.ready({ pay: 'sandbox_ok' })
    await shop.price('HIVE', 14_000)
    await expect(complete(cartId)).rejects.toMatchObject({ code: 'payments.amountChanged' })
    await pay(cartId, 'sandbox_ok')
    expect(await complete(cartId)).toMatchObject({ status: 'placed' })
  })

  it('keeps what was agreed although prices change while the payment is decided', async () => {
    const cartId = await shop.ready({ pay: 'sandbox_late' })
    await complete(cartId)
    await shop.price('HIVE', 99_000)
    shop.clock.advance(MINUTE)
    await resolvePayments(shop.ctx)
    expect(await orderOfCart(shop.ctx, cartId)).toMatchObject({ total: 13_000, captured: 13_000 })
  })

  it('names what is missing', async () => {
    const cartId = await shop.ready({ delivery: null, pay: null })
    await expect(complete(cartId)).rejects.toMatchObject({
      code: 'carts.incomplete',
      errors: [{ path: 'delivery', code: 'required' }],
    })
    await chooseDelivery(shop.store, { id: cartId, delivery: { code: 'courier' } })
    await expect(complete(cartId)).rejects.toMatchObject({ code: 'payments.required' })
  })

  it('needs no payment when nothing is to be paid', async () => {
    await shop.price('EBOOK', 0)
    const cartId = await shop.ready({ lines: [{ sku: 'EBOOK' }], delivery: null, pay: null })
    const done = await complete(cartId)
    expect(await orderOfCart(shop.ctx, cartId)).toMatchObject({ total: 0, paymentStatus: 'paid', number: 'VT-10001' })
    expect(await complete(cartId)).toEqual(done)
  })

  it('holds the goods anew when their time was over before the buyer pays', async () => {
    const cartId = await shop.ready({ pay: 'manual' })
    shop.clock.advance(HOUR)
    expect(await complete(cartId)).toMatchObject({ status: 'placed' })
    expect(await shop.count("select count(*) from reservations where status = 'committed'")).toBe(1)
  })
})
