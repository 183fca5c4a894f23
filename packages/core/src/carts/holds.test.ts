import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../kernel/index.ts'
import { openShop, type Shop } from './fixtures/shop.ts'

const address = {
  firstName: 'Ada',
  lastName: 'Beek',
  line1: 'Long Street 1',
  city: 'Gdynia',
  postalCode: '81-001',
  country: 'PL',
}
const courier = { code: 'courier' }

interface Line {
  readonly id: string
  readonly sku: string
}

describe('the delivery of a cart', () => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  const put = (id: string, token: string, body: object) =>
    shop.ask('PUT', `/store/carts/${id}/delivery`, { token, body })
  const warnings = (body: { warnings: { code: string }[] }) => body.warnings.map(({ code }) => code)

  it('is offered with prices, and says from which value it is free', async () => {
    const { id, token } = await shop.cart([{ sku: 'HIVE' }])
    const { body } = await shop.ask('GET', `/store/carts/${id}/delivery-options`, { token })
    expect(body.items).toMatchObject([
      {
        code: 'courier',
        type: 'shipping',
        name: 'Courier',
        price: { amount: 1_000 },
        freeFrom: { amount: 50_000 },
        pickupLocationIds: [],
      },
      { code: 'pickup', type: 'pickup', price: { amount: 0 }, pickupLocationIds: [shop.places.store] },
    ])
    const dear = await shop.cart([{ sku: 'HIVE', quantity: 5 }])
    const { body: free } = await shop.ask('GET', `/store/carts/${dear.id}/delivery-options`, { token: dear.token })
    expect(free.items[0].price.amount).toBe(0)
  })

  it('holds the goods for 15 minutes and puts its price and tax into the totals', async () => {
    const { id, token } = await shop.cart([{ sku: 'HIVE', quantity: 3 }])
    expect(await shop.levels('HIVE')).toEqual({ onHand: 7, reserved: 0 })
    const { status, body } = await put(id, token, courier)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      delivery: { code: 'courier', name: 'Courier', price: { amount: 1_000 }, locationId: null },
      totals: { subtotal: { amount: 36_000 }, delivery: { amount: 1_000 }, total: { amount: 37_000 } },
      warnings: [],
    })
    expect(Date.parse(body.holdExpiresAt) - shop.clock.now()).toBe(15 * MINUTE)
    expect(await shop.levels('HIVE')).toEqual({ onHand: 7, reserved: 3 })
  })

  it('holds at the place of pick-up, which has to be one of those offered', async () => {
    const { id, token } = await shop.cart([{ sku: 'HIVE', quantity: 2 }])
    const { body } = await put(id, token, { code: 'pickup' })
    expect(body.delivery).toMatchObject({ type: 'pickup', locationId: shop.places.store })
    expect(await put(id, token, { code: 'pickup', locationId: shop.places.warehouse })).toMatchObject({
      status: 422,
      body: { code: 'carts.pickupPlace', locationIds: [shop.places.store] },
    })
    const three = await shop.cart([{ sku: 'HIVE', quantity: 3 }])
    expect(await put(three.id, three.token, { code: 'pickup' })).toMatchObject({
      status: 409,
      body: { code: 'inventory.insufficient', available: 0 },
    })
  })

  it('refuses what is not offered, and a cart with nothing in it', async () => {
    const { id, token } = await shop.cart([{ sku: 'HIVE' }])
    expect(await put(id, token, { code: 'rocket' })).toMatchObject({
      status: 422,
      body: { code: 'carts.deliveryUnavailable', offered: ['courier', 'pickup'] },
    })
    expect(await put(id, token, {})).toMatchObject({ status: 400, body: { code: 'request.invalid' } })
    expect(await put(id, token, { code: 'courier', methodId: 'dlm_x' })).toMatchObject({ status: 400 })
    const empty = await shop.cart([])
    expect(await put(empty.id, empty.token, courier)).toMatchObject({ status: 409, body: { code: 'carts.empty' } })
  })

  it('lets nobody else have what is held', async () => {
    const first = await shop.cart([{ sku: 'HIVE', quantity: 4 }])
    const second = await shop.cart([{ sku: 'HIVE', quantity: 4 }])
    await put(first.id, first.token, courier)
    expect(await put(second.id, second.token, courier)).toMatchObject({
      status: 409,
      body: { code: 'inventory.insufficient', requested: 4, available: 1 },
    })
    const { body } = await shop.ask('GET', `/store/carts/${second.id}`, { token: second.token })
    expect(body).toMatchObject({ delivery: null, holdExpiresAt: null })
    expect(body.warnings).toMatchObject([
      { code: 'short', lineId: body.lines[0].id, available: 1, message: 'Only 1 left. Please lower the quantity.' },
    ])
  })

  it('never holds more than there is, however many choose at once', async () => {
    const carts = await Promise.all(Array.from({ length: 20 }, () => shop.cart([{ sku: 'HIVE' }])))
    const answers = await Promise.all(carts.map(({ id, token }) => put(id, token, courier)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    const refused = answers.filter(({ status }) => status !== 200)
    expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(['inventory.insufficient']))
    expect(await shop.levels('HIVE')).toEqual({ onHand: 7, reserved: 5 })
  })

  it('holds anew when lines change, and gives back what is no longer wanted', async () => {
    const { id, token, body } = await shop.cart([{ sku: 'HIVE', quantity: 3 }])
    const lineId = (body.lines as Line[])[0]?.id
    await put(id, token, courier)
    await shop.ask('PATCH', `/store/carts/${id}/lines/${lineId}`, { token, body: { quantity: 1 } })
    expect((await shop.levels('HIVE')).reserved).toBe(1)
    const added = await shop.ask('POST', `/store/carts/${id}/lines`, { token, body: { sku: 'VEIL', quantity: 2 } })
    expect(added.body.delivery).toMatchObject({ code: 'courier' })
    expect([(await shop.levels('HIVE')).reserved, (await shop.levels('VEIL')).reserved]).toEqual([1, 2])
    const tooMany = await shop.ask('PATCH', `/store/carts/${id}/lines/${lineId}`, { token, body: { quantity: 8 } })
    expect(tooMany).toMatchObject({ status: 409, body: { code: 'inventory.insufficient' } })
    expect((await shop.levels('HIVE')).reserved).toBe(1)
    for (const line of added.body.lines as Line[])
      await shop.ask('DELETE', `/store/carts/${id}/lines/${line.id}`, { token })
    const { body: emptied } = await shop.ask('GET', `/store/carts/${id}`, { token })
    expect(emptied).toMatchObject({ delivery: null, holdExpiresAt: null, totals: { total: { amount: 0 } } })
    expect([(await shop.levels('HIVE')).reserved, (await shop.levels('VEIL')).reserved]).toEqual([0, 0])
  })

  it('is given up when the new address is not served', async () => {
    const { id, token } = await shop.cart([{ sku: 'HIVE' }], { shippingAddress: address })
    await put(id, token, courier)
    const { body: kept } = await shop.ask('PATCH', `/store/carts/${id}`, {
      token,
      body: { shippingAddress: { ...address, country: 'DE' } },
    })
    expect(kept.delivery).toMatchObject({ code: 'courier' })
    const { body } = await shop.ask('PATCH', `/store/carts/${id}`, { token, body: { currency: 'PLN' } })
    expect(body).toMatchObject({ delivery: null, holdExpiresAt: null })
    expect((await shop.levels('HIVE')).reserved).toBe(0)
  })

  it('says when the hold is over, and holds again when asked', async () => {
    const { id, token } = await shop.cart([{ sku: 'HIVE', quantity: 5 }])
    await put(id, token, courier)
    shop.clock.advance(16 * MINUTE)
    const { body: late } = await shop.ask('GET', `/store/carts/${id}`, { token })
    expect(warnings(late)).toEqual(['holdExpired'])
    const other = await shop.cart([{ sku: 'HIVE', quantity: 1 }])
    expect((await put(other.id, other.token, courier)).status).toBe(200)
    expect(await shop.levels('HIVE')).toMatchObject({ reserved: 1 })
    const { body: short } = await shop.ask('GET', `/store/carts/${id}`, { token })
    expect(warnings(short)).toEqual(['short', 'holdExpired'])
    expect(await put(id, token, courier)).toMatchObject({
      status: 409,
      body: { code: 'inventory.insufficient', available: 4 },
    })
  })

  it('holds nothing for goods that nobody counts', async () => {
    const { id, token } = await shop.cart([{ sku: 'EBOOK' }, { sku: 'VEIL' }])
    const { body } = await put(id, token, courier)
    expect(body.holdExpiresAt).not.toBeNull()
    const digital = await shop.cart([{ sku: 'EBOOK' }])
    expect(digital.body.requiresShipping).toBe(false)
    expect(
      (await shop.ask('GET', `/store/carts/${digital.id}/delivery-options`, { token: digital.token })).body.items,
    ).toEqual([])
  })
})

describe('warnings of a cart', () => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  const read = async (id: string, token: string) => (await shop.ask('GET', `/store/carts/${id}`, { token })).body

  it.each([
    ['en', 'The price has gone up from €120.00 to €130.00.'],
    ['pl', 'Cena wzrosła z 120,00 € do 130,00 €.'],
    ['uk', 'Ціна зросла з 120,00 EUR до 130,00 EUR.'],
    ['nl', 'De prijs is gestegen van € 120,00 naar € 130,00.'],
    ['ru', 'Цена выросла с 120,00 € до 130,00 €.'],
  ])('say in %s that a price changed since the buyer saw it', async (language, message) => {
    const { body: made } = await shop.ask('POST', '/store/carts', {
      body: { lines: [{ sku: 'HIVE' }] },
      headers: { 'Accept-Language': language },
    })
    await shop.price('HIVE', 13_000)
    const body = await read(made.id, made.token)
    expect(body.warnings).toMatchObject([{ code: 'priceChanged', before: { amount: 12_000 }, now: { amount: 13_000 } }])
    expect(body.warnings[0].message.replaceAll('\u00a0', ' ')).toBe(message)
    expect(body.totals.total.amount).toBe(13_000)
  })

  it('stay until the buyer touches the line', async () => {
    const { id, token, body } = await shop.cart([{ sku: 'HIVE' }])
    await shop.price('HIVE', 11_000)
    expect((await read(id, token)).warnings[0].message).toBe('The price has come down from €120.00 to €110.00.')
    const added = await shop.ask('POST', `/store/carts/${id}/lines`, { token, body: { sku: 'VEIL' } })
    expect(added.body.warnings).toHaveLength(1)
    const { body: touched } = await shop.ask('PATCH', `/store/carts/${id}/lines/${body.lines[0].id}`, {
      token,
      body: { quantity: 2 },
    })
    expect(touched.warnings).toEqual([])
  })

  it('name what is no longer sold, which then costs nothing and cannot be ordered more of', async () => {
    const { id, token, body } = await shop.cart([{ sku: 'HIVE' }, { sku: 'VEIL' }])
    await shop.unpublish('HIVE')
    const now = await read(id, token)
    expect(now.warnings).toMatchObject([{ code: 'notForSale', lineId: body.lines[0].id }])
    expect(now.lines[0]).toMatchObject({ isForSale: false, title: 'The hive', total: { amount: 0 } })
    expect(now.totals.total.amount).toBe(1_999)
    expect(
      await shop.ask('PATCH', `/store/carts/${id}/lines/${body.lines[0].id}`, { token, body: { quantity: 2 } }),
    ).toMatchObject({ status: 422, body: { code: 'carts.notForSale' } })
    expect(await shop.ask('PUT', `/store/carts/${id}/delivery`, { token, body: courier })).toMatchObject({
      status: 422,
      body: { code: 'carts.notForSale' },
    })
    expect((await shop.ask('DELETE', `/store/carts/${id}/lines/${body.lines[0].id}`, { token })).status).toBe(200)
  })

  it('are the same in the answer to a change and in the next look', async () => {
    const { id, token } = await shop.cart([{ sku: 'HIVE', quantity: 2 }])
    await shop.price('HIVE', 14_000)
    const { body } = await shop.ask('PATCH', `/store/carts/${id}`, { token, body: { note: 'x' } })
    expect(await read(id, token)).toEqual(body)
    shop.clock.advance(HOUR)
    const { body: held } = await shop.ask('PUT', `/store/carts/${id}/delivery`, { token, body: courier })
    expect(await read(id, token)).toEqual(held)
  })
})
