import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStall, type Stall } from './stall.ts'

let stall: Stall
beforeEach(async () => {
  stall = await openStall()
  await stall.confirm()
  await stall.listAll()
})
afterEach(() => stall.close())

describe('an order on a marketplace', () => {
  it('is in the book once, and stock falls on the marketplace too', async () => {
    stall.sandbox.act.placeOrder({ lines: [{ offerKey: 'VEIL-ONE', quantity: 2 }] })
    await stall.pull()
    await stall.pull()
    const { items } = await stall.shop.commerce.call.admin.orders.list({ query: {} })
    expect(items).toHaveLength(1)
    const order = await stall.shop.commerce.call.admin.orders.get({ params: { id: items[0]?.id ?? '' } })
    expect(order).toMatchObject({ paymentStatus: 'paid', totals: { total: { amount: 2 * 1_450 + 595 } } })
    expect(stall.offer('VEIL-ONE')?.quantity).toBe(23)
  })
})
