import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestShop } from '../testing/seeded.ts'
import type { ServedShop } from '../testing/shop.ts'

const BUYER = {
  firstName: 'Ada',
  lastName: 'Vos',
  line1: 'Long Street 1',
  city: 'Utrecht',
  postalCode: '3500',
  country: 'NL',
}

describe('an order that is sent in part and fetched in part', () => {
  let shop: ServedShop
  let store: string
  beforeEach(async () => {
    shop = await startTestShop()
    const { admin } = shop.commerce.call
    const place = { code: 'corner', name: 'Corner', kind: 'store', country: 'NL', pickup: true, ships: false } as const
    store = (await admin.locations.create({ body: place })).id
    await admin.stock.bulk({ body: { rows: [{ sku: 'VEIL-ONE', location: 'corner', set: 3 }] } })
    await admin.delivery.update({ params: { id: 'fetch' }, body: { pickupLocationIds: [store] } })
    await shop.commerce.idle()
  })
  afterEach(() => shop.close())

  const cart = async (veils = 2) => {
    const { carts } = shop.commerce.call.store
    const made = await carts.create({
      body: {
        lines: [
          { sku: 'SMOKER-SMALL', quantity: 1 },
          { sku: 'VEIL-ONE', quantity: veils },
        ],
        email: 'ada@example.com',
        shippingAddress: BUYER,
      },
    })
    const headers = { 'Vitrine-Cart': made.token }
    const [smoker = '', veil = ''] = made.lines.map(({ id }) => id)
    const at = { params: { id: made.id }, headers }
    const choose = (lineIds: string[] = [veil]) =>
      carts.chooseDelivery({ ...at, body: { code: 'parcel', parts: [{ code: 'fetch', locationId: store, lineIds }] } })
    return { carts, at, smoker, veil, choose }
  }
  const buy = async () => {
    const { at, choose } = await cart()
    await choose()
    await shop.commerce.call.store.payments.choose({ ...at, body: { provider: 'manual' } })
    const done = await shop.commerce.call.store.orders.complete(at)
    if (done.status !== 'placed') throw new Error(done.status)
    await shop.commerce.idle()
    return done.order
  }
  const work = async (order: string) =>
    (await shop.commerce.call.admin.fulfillment.list({ query: { order } })).items.map(
      ({ method, locationId, status, lines }) => ({
        ...{ method, status },
        isAtStore: locationId === store,
        lines: lines.map(({ sku, quantity }) => `${sku} ${quantity}`),
      }),
    )

  it('holds each line where it comes from, and costs what its ways cost together', async () => {
    const { choose, veil } = await cart()
    const { delivery, totals } = await choose()
    expect(delivery).toMatchObject({
      ...{ code: 'parcel', price: { amount: 595 } },
      parts: [{ code: 'fetch', price: { amount: 0 }, locationId: store, lineIds: [veil] }],
    })
    expect(totals.total.amount).toBe(2_900 + 2 * 1_450 + 595)
    const levels = await shop.commerce.call.admin.stock.levels({ query: { location: 'corner' } })
    expect(levels.items).toMatchObject([{ reserved: 2, available: 1 }])
  })

  it('becomes two pieces of work, in the order as it was chosen', async () => {
    const order = await buy()
    const [, veil] = order.lines
    expect(order.delivery?.parts).toMatchObject([{ type: 'pickup', pickupLocationId: store, lineIds: [veil?.id] }])
    expect(await work(order.id)).toEqual([
      { method: 'shipping', status: 'open', isAtStore: false, lines: ['SMOKER-SMALL 1'] },
      { method: 'pickup', status: 'open', isAtStore: true, lines: ['VEIL-ONE 2'] },
    ])
  })

  it('takes more of a line from where that line is fetched, and gives up only what is cancelled', async () => {
    const order = await buy()
    const { orders } = shop.commerce.call.admin
    const [smoker, veil] = order.lines.map(({ id }) => id)
    await orders.edit({ params: { id: order.id }, body: { lines: [{ lineId: veil ?? '', quantity: 3 }] } })
    await orders.cancel({ params: { id: order.id }, body: { lines: [{ lineId: smoker ?? '', quantity: 1 }] } })
    expect(await work(order.id)).toEqual([
      { method: 'shipping', status: 'cancelled', isAtStore: false, lines: ['SMOKER-SMALL 0'] },
      { method: 'pickup', status: 'open', isAtStore: true, lines: ['VEIL-ONE 3'] },
    ])
    await expect(
      orders.edit({ params: { id: order.id }, body: { lines: [{ lineId: veil ?? '', quantity: 4 }] } }),
    ).rejects.toMatchObject({ code: 'inventory.insufficient' })
  })

  it('is refused when the store has not enough for its part', async () => {
    const { choose, carts, at, veil } = await cart(4)
    await expect(choose()).rejects.toMatchObject({ code: 'inventory.insufficient' })
    const { items } = await carts.deliveryOptions({ ...at, query: { line: [veil] } })
    expect(items.find(({ code }) => code === 'fetch')?.places).toEqual([
      { locationId: store, readyAt: null, missingLineIds: [veil] },
    ])
  })

  it('is refused with lines that are unknown, named twice, or all of them', async () => {
    const { choose, smoker, veil } = await cart()
    for (const lineIds of [['cli_none'], [veil, veil], [smoker, veil]])
      await expect(choose(lineIds)).rejects.toMatchObject({ code: 'carts.deliveryParts' })
  })

  it('goes on when a line is taken out: a part without lines is gone, and the last way stands for all', async () => {
    const { choose, carts, at, smoker, veil } = await cart()
    await choose()
    const left = await carts.removeLine({ params: { ...at.params, lineId: smoker }, headers: at.headers })
    expect(left.delivery).toMatchObject({ code: 'fetch', locationId: store, price: { amount: 0 }, parts: [] })
    const { choose: again, carts: others, at: there, veil: theirs } = await cart(1)
    await again()
    const rest = await others.removeLine({ params: { ...there.params, lineId: theirs }, headers: there.headers })
    expect(rest.delivery).toMatchObject({ code: 'parcel', parts: [] })
    expect(veil).not.toBe(theirs)
  })

  it('asks for an address as long as something of it is sent', async () => {
    const { choose, carts, at } = await cart()
    await choose()
    await carts.change({ ...at, body: { shippingAddress: null } })
    await shop.commerce.call.store.payments.choose({ ...at, body: { provider: 'manual' } })
    await expect(shop.commerce.call.store.orders.complete(at)).rejects.toMatchObject({
      errors: [{ path: 'shippingAddress' }],
    })
  })
})
