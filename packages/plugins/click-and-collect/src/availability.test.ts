import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Counter, openCounter } from './fixtures/counter.ts'
import type { Problem } from './fixtures/shop.ts'
import type { PickupView } from './model.ts'

const ADA = {
  firstName: 'Ada',
  lastName: 'Vos',
  line1: 'Long Street 1',
  city: 'Utrecht',
  postalCode: '3500',
  country: 'NL',
}

interface Stores {
  readonly items: {
    readonly variantId: string
    readonly stores: {
      readonly locationId: string
      readonly band: string
      readonly readyBy: string | null
      readonly isOpen: boolean
    }[]
  }[]
}

describe('what can be collected where, and by when', () => {
  let counter: Counter
  beforeEach(async () => {
    counter = await openCounter()
  })
  afterEach(() => counter.close())
  const storesOf = (handle: string, query = '') =>
    counter.ask<Stores & Problem>(
      'GET',
      `/store/click-and-collect/products/${handle}/stores${query}`,
      undefined,
      'nobody',
    )
  const settings = (body: object) => counter.staff('PUT', `/stores/${counter.places.lviv}`, body)

  it('is told on the product, per variant and store, by the hours of each', async () => {
    const { places } = counter
    await settings({ timeZone: 'Europe/Kyiv', hours: [{ day: 2, from: '12:00', to: '13:00' }], preparationMinutes: 30 })
    const [veil] = (await storesOf('veil')).body.items
    expect(veil?.stores).toMatchObject([
      { locationId: places.main, band: 'in_stock', isOpen: true, readyBy: '2026-06-01T10:00:00.000Z' },
      { locationId: places.lviv, band: 'few', isOpen: false, readyBy: '2026-06-02T09:30:00.000Z' },
    ])
    const [tool] = (await storesOf('hive-tool', `?variant=${(await storesOf('hive-tool')).body.items[0]?.variantId}`))
      .body.items
    expect(tool?.stores).toMatchObject([{ band: 'in_stock' }, { band: 'none', readyBy: null }])
    const none = await storesOf('no-such-thing')
    expect([none.status, none.body.code]).toEqual([404, 'click-and-collect.productNotFound'])
  })

  it('leaves out stores that hand over nothing now, in the cart too', async () => {
    const { calls, places } = counter
    await settings({ isActive: false })
    expect((await storesOf('veil')).body.items[0]?.stores).toHaveLength(1)
    const { carts } = calls.store
    const cart = await carts.create({ body: { lines: [{ sku: 'VEIL-ONE', quantity: 1 }] } })
    const at = { params: { id: cart.id }, headers: { 'Vitrine-Cart': cart.token } }
    const pickup = (await carts.deliveryOptions(at)).items.find(({ type }) => type === 'pickup')
    expect(pickup?.places).toEqual([
      { locationId: places.main, readyAt: '2026-06-01T10:00:00.000Z', missingLineIds: [] },
    ])
    await expect(
      carts.chooseDelivery({ ...at, body: { code: 'fetch', locationId: places.lviv } }),
    ).rejects.toMatchObject({
      code: 'carts.pickupPlace',
    })
  })

  it('is promised in the cart, kept with the order, and late when it is not kept', async () => {
    const { clock } = counter
    const { pickup } = await counter.placed({ at: 'lviv' })
    expect(pickup).toMatchObject({ readyBy: '2026-06-01T10:00:00.000Z', isLate: false })
    await settings({ preparationMinutes: 600 })
    clock.advance(3 * 3_600_000)
    expect((await counter.staff('GET', `/pickups/${pickup.id}`)).body).toMatchObject({
      readyBy: '2026-06-01T10:00:00.000Z',
      isLate: true,
    })
    const told = await counter.calls.admin.plugins.get({ params: { id: 'click-and-collect' } })
    expect(told.actionItems).toMatchObject([{ id: 'click-and-collect/late', count: 1 }])
    expect((await counter.staff<object>('GET', '/overview')).body).toEqual({
      waiting: 1,
      late: 1,
      ready: 0,
      endingSoon: 0,
    })
  })

  it('refuses hours that no store can have', async () => {
    for (const body of [
      { timeZone: 'Europe/Nowhere' },
      { hours: [{ day: 8, from: '09:00', to: '10:00' }] },
      { hours: [{ day: 1, from: '10:00', to: '09:00' }] },
    ])
      expect((await settings(body)).status).toBe(400)
    expect((await counter.staff<Problem>('PUT', '/stores/loc_none', {})).body.code).toBe(
      'click-and-collect.unknownStore',
    )
  })
})

describe('one order that is sent in part and collected in part', () => {
  let counter: Counter
  beforeEach(async () => {
    counter = await openCounter()
  })
  afterEach(() => counter.close())

  it('has a pickup for what is collected only, which ends without touching what is sent', async () => {
    const { calls, places, clock } = counter
    const { store } = calls
    const cart = await store.carts.create({
      body: {
        lines: [
          { sku: 'HIVE-TOOL-ONE', quantity: 1 },
          { sku: 'VEIL-ONE', quantity: 2 },
        ],
        ...{ email: 'ada@example.com', shippingAddress: ADA, billingAddress: ADA },
      },
    })
    const at = { params: { id: cart.id }, headers: { 'Vitrine-Cart': cart.token } }
    const part = { code: 'fetch', locationId: places.lviv, lineIds: [cart.lines[1]?.id ?? ''] }
    const chosen = await store.carts.chooseDelivery({ ...at, body: { code: 'parcel', parts: [part] } })
    expect(chosen.delivery?.parts).toMatchObject([{ readyAt: '2026-06-01T10:00:00.000Z', locationId: places.lviv }])
    await store.payments.choose({ ...at, body: { provider: 'manual' } })
    const done = await store.orders.complete(at)
    if (done.status !== 'placed') throw new Error(done.status)
    await counter.shop.commerce.idle()
    const { id } = done.order
    const { body } = await counter.staff<{ items: PickupView[] }>('GET', `/orders/${id}/pickups`)
    expect(body.items).toMatchObject([{ locationId: places.lviv, lines: [{ sku: 'VEIL-ONE', quantity: 2 }] }])
    await counter.staff('POST', `/pickups/${body.items[0]?.id}/ready`, { all: true })
    clock.advance(9 * 86_400_000)
    await counter.runJob('expire')
    const order = await calls.admin.orders.get({ params: { id } })
    expect(order.status).toBe('open')
    expect(order.lines.map(({ sku, cancelled }) => [sku, cancelled])).toEqual([
      ['HIVE-TOOL-ONE', 0],
      ['VEIL-ONE', 2],
    ])
    expect(order.totals.shipping.amount).toBe(595)
  })
})
