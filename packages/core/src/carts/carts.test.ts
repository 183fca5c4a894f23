import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY } from '../kernel/index.ts'
import { openShop, type Shop } from './fixtures/shop.ts'

const address = {
  firstName: 'Ada',
  lastName: 'Beek',
  line1: 'Long Street 1',
  city: 'Gdynia',
  postalCode: '81-001',
  country: 'PL',
}

describe('a cart', () => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  it('is made with lines by SKU and by variant, and hands out its token once', async () => {
    const body = { lines: [{ sku: 'HIVE', quantity: 2 }, { variantId: shop.variants.VEIL }] }
    const answer = await shop.ask('POST', '/store/carts', { body })
    expect(answer.status).toBe(201)
    expect(answer.body.lines.map(({ sku, quantity }: { sku: string; quantity: number }) => [sku, quantity])).toEqual([
      ['HIVE', 2],
      ['VEIL', 1],
    ])
    expect(answer.body.totals.total.amount).toBe(2 * 12_000 + 1_999)
    expect(answer.headers.get('Vitrine-Cart')).toBe(answer.body.token)
    const cookie = answer.headers.get('Set-Cookie') ?? ''
    expect(cookie).toContain(`vitrine_cart=${answer.body.token}`)
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    const again = await shop.ask('GET', `/store/carts/${answer.body.id}`, { token: answer.body.token })
    expect(again.status).toBe(200)
    expect(again.body.token).toBeUndefined()
    const byCookie = await shop.ask('GET', `/store/carts/${answer.body.id}`, {
      headers: { Cookie: cookie.split(';')[0] ?? '' },
    })
    expect(byCookie.body).toEqual(again.body)
  })

  it('is answered alike when it is made again with the same key', async () => {
    const ask = {
      body: { lines: [{ sku: 'HIVE' }] },
      headers: { 'Idempotency-Key': '6f9d0c52-1f0b-4d1c-9c6e-5a3a1f7f0b11' },
    }
    const [first, second] = [await shop.ask('POST', '/store/carts', ask), await shop.ask('POST', '/store/carts', ask)]
    expect(first.status).toBe(201)
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('Idempotent-Replayed')).toBe('true')
    const other = await shop.ask('POST', '/store/carts', { ...ask, body: { lines: [] } })
    expect(other).toMatchObject({ status: 422, body: { code: 'request.keyReused' } })
  })

  it('does not exist for those who hold no token, a foreign one, a broken one or an old one', async () => {
    const { id, token } = await shop.cart()
    const foreign = await shop.cart()
    for (const wrong of [
      undefined,
      '',
      foreign.token,
      `${id}.`,
      `${id}.x`,
      token.slice(0, -1),
      token.toUpperCase(),
      `${foreign.id}.${token.split('.')[1]}`,
      'null',
      `${id}.${'é'}`.normalize('NFKD').replace(/[^\x20-\x7e]/g, '?'),
    ])
      expect(await shop.ask('GET', `/store/carts/${id}`, { token: wrong })).toMatchObject({
        status: 404,
        body: { code: 'carts.notFound' },
      })
    for (const path of ['crt_unknown', '%00', '..%2f', 'crt_01kt1a0f80et0akq6m0hbst000'])
      expect(await shop.ask('GET', `/store/carts/${path}`, { token })).toMatchObject({ status: 404 })
    expect(await shop.ask('PATCH', `/store/carts/${id}`, { token: foreign.token, body: { note: 'x' } })).toMatchObject({
      status: 404,
    })
    shop.clock.advance(31 * DAY)
    expect(await shop.ask('GET', `/store/carts/${id}`, { token })).toMatchObject({
      status: 404,
      body: { code: 'carts.notFound' },
    })
  })

  it('gets more of a variant that lies in it already', async () => {
    const { id, token } = await shop.cart([{ sku: 'VEIL', quantity: 2 }])
    const { status, body } = await shop.ask('POST', `/store/carts/${id}/lines`, {
      token,
      body: { sku: 'VEIL', quantity: 3 },
    })
    expect(status).toBe(201)
    expect(body.lines).toHaveLength(1)
    expect(body.lines[0]).toMatchObject({ quantity: 5, subtotal: { amount: 5 * 1_999 } })
    const merged = await shop.cart([{ sku: 'VEIL' }, { sku: 'VEIL', quantity: 2 }])
    expect(merged.body.lines).toMatchObject([{ sku: 'VEIL', quantity: 3 }])
  })

  it('counts every one of several additions at once', async () => {
    const { id, token } = await shop.cart([])
    const add = () => shop.ask('POST', `/store/carts/${id}/lines`, { token, body: { sku: 'VEIL' } })
    const answers = await Promise.all([add(), add(), add(), add()])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    const { body } = await shop.ask('GET', `/store/carts/${id}`, { token })
    expect(body.lines).toMatchObject([{ sku: 'VEIL', quantity: 4 }])
  })

  it('answers a line that is set to what it is already, in the same millisecond', async () => {
    const { id, token, body } = await shop.cart([{ sku: 'VEIL', quantity: 2 }])
    const path = `/store/carts/${id}/lines/${body.lines[0].id}`
    expect(await shop.ask('PATCH', path, { token, body: { quantity: 2 } })).toMatchObject({ status: 200 })
  })

  it('changes and loses lines', async () => {
    const { id, token, body } = await shop.cart([{ sku: 'VEIL' }, { sku: 'HIVE' }])
    const lineId = body.lines[0].id
    const changed = await shop.ask('PATCH', `/store/carts/${id}/lines/${lineId}`, { token, body: { quantity: 7 } })
    expect(changed.body.lines[0]).toMatchObject({ id: lineId, quantity: 7 })
    const removed = await shop.ask('DELETE', `/store/carts/${id}/lines/${lineId}`, { token })
    expect(removed.body.lines.map(({ sku }: { sku: string }) => sku)).toEqual(['HIVE'])
    expect(await shop.ask('DELETE', `/store/carts/${id}/lines/${lineId}`, { token })).toMatchObject({
      status: 404,
      body: { code: 'carts.lineNotFound' },
    })
  })

  it('refuses quantities that are none', async () => {
    const { id, token } = await shop.cart([{ sku: 'EBOOK', quantity: 9_990 }])
    for (const quantity of [0, -1, 1.5, 10_000, 1e300, '2', null, true])
      expect(
        await shop.ask('POST', `/store/carts/${id}/lines`, { token, body: { sku: 'VEIL', quantity } }),
      ).toMatchObject({ status: 400, body: { code: 'request.invalid', errors: [{ path: 'body.quantity' }] } })
    expect(
      await shop.ask('POST', `/store/carts/${id}/lines`, { token, body: { sku: 'EBOOK', quantity: 10 } }),
    ).toMatchObject({ status: 422, body: { code: 'carts.quantityOutOfRange', quantity: 10_000 } })
  })

  it('refuses what it does not understand, naming the field', async () => {
    const cases: [unknown, string][] = [
      [{ lines: [{ quantity: 1 }] }, 'body.lines.0'],
      [{ lines: [{ sku: 'HIVE', variantId: shop.variants.HIVE }] }, 'body.lines.0'],
      [{ lines: [{ variantId: 'HIVE' }] }, 'body.lines.0.variantId'],
      [{ lines: 'HIVE' }, 'body.lines'],
      [{ email: 'nobody' }, 'body.email'],
      [{ emial: 'a@example.com' }, 'body.emial'],
      [{ shippingAddress: { ...address, country: 'Poland' } }, 'body.shippingAddress.country'],
      [{ lines: Array.from({ length: 201 }, () => ({ sku: 'HIVE' })) }, 'body.lines'],
    ]
    for (const [body, path] of cases) {
      const answer = await shop.ask('POST', '/store/carts', { body })
      expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } })
      expect(answer.body.errors[0].path).toBe(path)
    }
    expect(await shop.ask('POST', '/store/carts', { body: '{"lines":' })).toMatchObject({
      status: 400,
      body: { code: 'request.malformed' },
    })
    expect((await shop.app.db.raw('select count(*) from carts'))[0]?.[0]).toBe(0)
  })

  it('does not take what is not sold here, and names it', async () => {
    const answer = await shop.ask('POST', '/store/carts', {
      body: { lines: [{ sku: 'VEIL' }, { sku: 'HIDDEN' }, { sku: 'NO-SUCH' }] },
    })
    expect(answer).toMatchObject({ status: 422, body: { code: 'carts.notForSale', variants: ['HIDDEN', 'NO-SUCH'] } })
    expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'body.lines.1.sku',
      'body.lines.2.sku',
    ])
    expect((await shop.app.db.raw('select count(*) from carts'))[0]?.[0]).toBe(0)
  })

  it('does not take more than there is, and says what is left', async () => {
    const { id, token } = await shop.cart([{ sku: 'HIVE', quantity: 4 }])
    expect(
      await shop.ask('POST', `/store/carts/${id}/lines`, { token, body: { sku: 'HIVE', quantity: 2 } }),
    ).toMatchObject({
      status: 409,
      body: { code: 'inventory.insufficient', variantId: shop.variants.HIVE, requested: 6, available: 5 },
    })
    expect(await shop.ask('POST', `/store/carts/${id}/lines`, { token, body: { sku: 'SMOKER' } })).toMatchObject({
      status: 409,
      body: { available: 0 },
    })
    expect(
      (await shop.ask('POST', `/store/carts/${id}/lines`, { token, body: { sku: 'HONEY', quantity: 50 } })).status,
    ).toBe(201)
    expect(
      (await shop.ask('POST', `/store/carts/${id}/lines`, { token, body: { sku: 'EBOOK', quantity: 50 } })).status,
    ).toBe(201)
  })

  it('keeps contact, addresses and a note', async () => {
    const { id, token } = await shop.cart()
    const patched = await shop.ask('PATCH', `/store/carts/${id}`, {
      token,
      body: { email: 'ada@example.com', shippingAddress: address, note: 'Ring twice' },
    })
    expect(patched.body).toMatchObject({
      email: 'ada@example.com',
      shippingAddress: address,
      billingAddress: null,
      note: 'Ring twice',
    })
    const cleared = await shop.ask('PATCH', `/store/carts/${id}`, { token, body: { note: null } })
    expect(cleared.body).toMatchObject({ email: 'ada@example.com', note: null })
    expect(await shop.ask('PATCH', `/store/carts/${id}`, { token, body: { adress: address } })).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'body.adress' }] },
    })
  })

  it('belongs to the buyer who is signed in', async () => {
    const { id, token, body } = await shop.cart()
    expect(body.customerId).toBeNull()
    const linked = await shop.ask('PATCH', `/store/carts/${id}`, {
      token,
      body: { note: 'x' },
      headers: { 'X-Test-Customer': 'cus_ada' },
    })
    expect(linked.body.customerId).toBe('cus_ada')
  })

  it('moves to another currency and language with prices of that place', async () => {
    const { id, token } = await shop.cart([{ sku: 'HIVE' }])
    const polish = await shop.ask('PATCH', `/store/carts/${id}`, { token, body: { language: 'pl' } })
    expect(polish.body.language).toBe('pl')
    const unpriced = await shop.ask('PATCH', `/store/carts/${id}`, { token, body: { currency: 'PLN' } })
    expect(unpriced.body).toMatchObject({
      currency: 'PLN',
      lines: [{ isForSale: false, total: { amount: 0 } }],
      totals: { total: { amount: 0 } },
    })
    expect(unpriced.body.warnings).toMatchObject([{ code: 'notForSale' }])
    expect(await shop.ask('PATCH', `/store/carts/${id}`, { token, body: { currency: 'JPY' } })).toMatchObject({
      status: 400,
      body: { code: 'markets.unknownCurrency', errors: [{ path: 'body.currency' }] },
    })
    expect(await shop.ask('PATCH', `/store/carts/${id}`, { token, body: { market: 'mars' } })).toMatchObject({
      status: 400,
      body: { code: 'markets.unknownMarket', errors: [{ path: 'body.market' }] },
    })
  })

  it('adds tax on top where prices do not include it', async () => {
    await shop.tax(false)
    const { body } = await shop.cart([{ sku: 'HIVE' }, { sku: 'VEIL' }])
    expect(body.totals).toMatchObject({
      subtotal: { amount: 13_999 },
      tax: { amount: 2_760 + 160 },
      total: { amount: 13_999 + 2_920 },
      pricesIncludeTax: false,
    })
    expect(body.totals.taxes.map(({ basisPoints }: { basisPoints: number }) => basisPoints)).toEqual([2_300, 800])
    await shop.tax(true)
    const { body: inclusive } = await shop.cart([{ sku: 'HIVE' }])
    expect(inclusive.totals).toMatchObject({ tax: { amount: 2_244 }, total: { amount: 12_000 } })
  })
})
