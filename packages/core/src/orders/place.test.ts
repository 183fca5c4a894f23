import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { completeCartOf } from './complete.ts'
import { type OrderShop, openOrderShop } from './fixtures/shop.ts'
import { orderWithLines } from './reads.ts'

describe('completing a cart', () => {
  let shop: OrderShop
  beforeEach(async () => {
    shop = await openOrderShop()
  })
  afterEach(async () => {
    await shop.balanced()
    await shop.close()
  })

  it('places an order with everything as it was agreed', async () => {
    const cartId = await shop.ready({
      lines: [
        { sku: 'HIVE', quantity: 2 },
        { sku: 'VEIL', quantity: 3 },
      ],
    })
    const done = await completeCartOf(shop.ctx, cartId)
    expect(done.status).toBe('placed')
    const { order, lines } = await orderWithLines(shop.ctx, done.status === 'placed' ? done.orderId : '')
    expect(order).toMatchObject({
      number: 'VT-10001',
      source: 'cart',
      cartId,
      status: 'open',
      paymentStatus: 'authorized',
      fulfillmentStatus: 'unfulfilled',
      email: 'ada@example.com',
      linesTotal: 2 * 12_000 + 3 * 1_999,
      shippingTotal: 1_000,
      total: 2 * 12_000 + 3 * 1_999 + 1_000,
      quantity: 5,
      version: 1,
    })
    expect(lines).toMatchObject([
      { sku: 'HIVE', quantity: 2, unitAmount: 12_000, amount: 24_000, taxRate: 2_300, fulfilled: 0, cancelled: 0 },
      { sku: 'VEIL', quantity: 3, unitAmount: 1_999, amount: 5_997, taxRate: 800, tax: 444 },
    ])
    expect(await shop.count('select sum(committed) from inventory_levels')).toBe(5)
    expect(await shop.count('select sum(reserved) from inventory_levels')).toBe(0)
    expect(await shop.count("select count(*) from carts where status = 'completed' and order_id = ?", order.id)).toBe(1)
    expect(await shop.count('select count(*) from fulfillment_orders where order_id = ?', order.id)).toBe(1)
    expect(await shop.count("select count(*) from order_timeline where kind = 'placed'")).toBe(1)
  })
})
