import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTradingStall, type Stall } from './fixtures/stall.ts'

let stall: Stall
beforeEach(async () => {
  stall = await openTradingStall()
})
afterEach(() => stall.close())

const two = { lines: [{ offerKey: 'VEIL-ONE', quantity: 2 }] }
const { act } = { act: () => stall.sandbox.act }
const only = async () => {
  const book = await stall.book()
  expect(book).toHaveLength(1)
  return book[0] as (typeof book)[number]
}
const kept = async () => {
  const rows = await stall.rows(
    "select external_id, status, order_id, issue ->> 'code' from channel_orders order by received_at, id",
  )
  return rows.map(([id, status, orderId, issue]) => ({ id, status, isInBook: orderId !== null, issue }))
}
const stock = async (sku: string) => {
  const [[onHand, committed, available, short] = []] = await stall.rows(`
    select sum(on_hand), sum(committed), sum(available), sum(short) from inventory_levels
    where variant_id = (select id from product_variants where sku = '${sku}')`)
  return { onHand, committed, available, short }
}
describe('an order on a marketplace', () => {
  it('is in the book once, and stock falls on the marketplace too', async () => {
    act().placeOrder(two)
    await stall.pull()
    await stall.pull()
    expect(await only()).toMatchObject({ paymentStatus: 'paid', totals: { total: { amount: 2 * 1_450 + 595 } } })
    expect(stall.offer('VEIL-ONE')?.quantity).toBe(23)
  })

  it('keeps what the marketplace takes and when it pays', async () => {
    const { fees, settlement } = act().placeOrder(two)
    await stall.pull()
    const [[storedFees, storedSettlement] = []] = await stall.rows('select fees, settlement from channel_orders')
    expect([JSON.parse(String(storedFees)), JSON.parse(String(storedSettlement))]).toEqual([fees, settlement])
  })

  it('is sold as it was sold there, and not as it is priced here', async () => {
    act().placeOrder({ lines: [{ offerKey: 'VEIL-ONE', quantity: 3, unitPrice: 999, discount: 100 }], shipping: 250 })
    await stall.pull()
    const order = await only()
    expect(order.totals).toMatchObject({
      lines: { amount: 2_997 },
      adjustments: { amount: -100 },
      total: { amount: 3_147 },
    })
  })

  it('has no name where the marketplace tells none, and is sent to whom it tells', async () => {
    act().placeOrder({ ...two, masked: true })
    await stall.pull()
    const order = await only()
    expect(order.shippingAddress).toMatchObject({
      firstName: '',
      lastName: '',
      line1: '',
      city: 'Kraków',
      country: 'PL',
    })
    expect(order.phone).toBeNull()
    expect(order.email).toMatch(/@buyers\.bazaar\.example$/)
    expect(await stall.rows('select id from mail_messages')).toEqual([])
  })

  it('waits while it is not paid, and takes no stock when it is cancelled before', async () => {
    const paid = act().placeOrder({ ...two, pending: true })
    await stall.pull()
    expect(await kept()).toMatchObject([{ status: 'waiting', isInBook: false }])
    expect(await stall.book()).toEqual([])
    act().payOrder({ orderId: paid.id })
    await stall.pull()
    expect(await only()).toMatchObject({ paymentStatus: 'paid', status: 'open' })
  })

  it('that was cancelled before it was ever seen takes no stock and is only kept', async () => {
    const { id } = act().placeOrder(two)
    act().cancelOrder({ orderId: id })
    await stall.pull()
    expect(await kept()).toEqual([{ id, status: 'applied', isInBook: false, issue: null }])
    expect(await stock('VEIL-ONE')).toEqual({ onHand: 25, committed: 0, available: 25, short: 0 })
  })

  it('of more than there is becomes a debt with a task, and never a negative number', async () => {
    act().placeOrder({ lines: [{ offerKey: 'VEIL-ONE', quantity: 30, unitPrice: 1_450 }] })
    await stall.pull()
    expect(await only()).toMatchObject({ status: 'open', paymentStatus: 'paid' })
    expect(await stock('VEIL-ONE')).toMatchObject({ onHand: 25, committed: 30, available: 0, short: 5 })
    expect(stall.offer('VEIL-ONE')?.quantity).toBe(0)
  })

  it('of something that we do not know waits for it and holds up no other, and is taken in when it appears', async () => {
    act().placeOrder({ lines: [{ offerKey: 'NEW-ONE', unitPrice: 500 }] })
    act().placeOrder(two)
    await stall.pull()
    expect(await kept()).toMatchObject([
      { status: 'parked', issue: 'unknown_item' },
      { status: 'applied', isInBook: true },
    ])
    await stall.shop.commerce.call.admin.products.create({
      body: {
        title: 'New',
        handle: 'new',
        status: 'active',
        variants: [{ sku: 'NEW-ONE', prices: [{ currency: 'EUR', amount: 700 }] }],
      },
    })
    await stall.idle()
    await stall.idle()
    expect(await kept()).toMatchObject([{ status: 'applied', isInBook: true, issue: null }, { status: 'applied' }])
  })
})

describe('what changes at the marketplace', () => {
  it('is cancelled here too, with the stock free again and the money given back by who took it', async () => {
    const { id } = act().placeOrder(two)
    await stall.pull()
    act().cancelOrder({ orderId: id })
    await stall.pull()
    const order = await only()
    expect(order).toMatchObject({ status: 'cancelled', paymentStatus: 'refunded', money: { due: { amount: 0 } } })
    expect(order.timeline.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['placed', 'cancelled', 'payment']))
    expect(await stock('VEIL-ONE')).toMatchObject({ committed: 0, available: 25 })
    expect(stall.offer('VEIL-ONE')?.quantity).toBe(25)
    expect(stall.sandbox.calls({ path: `/v1/orders/${id}/cancel` })).toEqual([])
  })

  it('in part is followed in part', async () => {
    const { id, lines } = act().placeOrder({
      lines: [{ offerKey: 'VEIL-ONE', quantity: 3 }, { offerKey: 'SMOKER-SMALL' }],
    })
    await stall.pull()
    act().cancelOrder({ orderId: id, lines: [{ lineId: lines[0]?.lineId ?? '', quantity: 2 }] })
    await stall.pull()
    await stall.pull()
    const order = await only()
    expect(order.lines.map(({ sku, quantity, cancelled }) => [sku, quantity, cancelled])).toEqual([
      ['VEIL-ONE', 3, 2],
      ['SMOKER-SMALL', 1, 0],
    ])
    expect(order.totals.total.amount).toBe(1_450 + 2_900 + 595)
    expect(order.money).toMatchObject({ refunded: { amount: 2_900 }, due: { amount: 0 } })
    expect(await stock('VEIL-ONE')).toMatchObject({ committed: 1 })
  })

  it('to more pieces and to another address is taken up as it was sold', async () => {
    const { id, lines } = act().placeOrder(two)
    await stall.pull()
    act().editOrder({ orderId: id, lines: [{ lineId: lines[0]?.lineId ?? '', quantity: 5 }], line1: 'ul. Nowa 7' })
    await stall.pull()
    const order = await only()
    expect(order).toMatchObject({ quantity: 5, paymentStatus: 'paid', shippingAddress: { line1: 'ul. Nowa 7' } })
    expect(order.money.due.amount).toBe(0)
    expect(await stock('VEIL-ONE')).toMatchObject({ committed: 5 })
    expect(stall.offer('VEIL-ONE')?.quantity).toBe(20)
  })

  it('after the goods left is a task for people, and what is told later of before is passed over', async () => {
    const { id, lines } = act().placeOrder(two)
    await stall.pull()
    const before = await only()
    await stall.channels.pause({ params: { id: stall.id } })
    await stall.ship(before.id, 1)
    act().cancelOrder({ orderId: id, lines: [{ lineId: lines[0]?.lineId ?? '', quantity: 2 }] })
    await stall.channels.resume({ params: { id: stall.id } })
    await stall.pull()
    expect(await kept()).toEqual([{ id, status: 'parked', isInBook: true, issue: 'sent_already' }])
    expect(await only()).toMatchObject({ lines: [{ quantity: 2, fulfilled: 1, cancelled: 1 }] })
    await stall.shop.commerce.core.db.batch([
      {
        sql: "update channel_orders set raw = json_set(raw, '$.version', 1, '$.status', 'open'), dirty = dirty + 1",
        args: [],
      },
    ])
    await stall.pull()
    expect(await only()).toMatchObject({ lines: [{ quantity: 2, fulfilled: 1, cancelled: 1 }] })
  })

  it('is found again by a shop whose place in the list was lost, and nothing is taken in twice', async () => {
    act().placeOrder(two)
    await stall.pull()
    await stall.shop.commerce.core.db.batch([
      { sql: "update channel_lanes set cursor = 'bm8gY3Vyc29y' where lane = 'pull'", args: [] },
    ])
    act().placeOrder(two)
    await stall.pull()
    await stall.pull()
    expect(await stall.book()).toHaveLength(2)
  })
})
