import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY, HOUR, isProblem, run, systemContext } from '../kernel/index.ts'
import { openShop, type Shop } from './fixtures/shop.ts'
import { forgetCarts } from './forget.ts'
import { agreeToPrices, completeCart, freezeCart, lookAtCart, missingFrom, renewHold, reopenCart } from './index.ts'

describe('the life of a cart', () => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  const ctx = () => systemContext(shop.app)
  const freeze = (id: string) =>
    run(ctx(), {
      name: 'test.freeze',
      plan: async () => ({
        statements: freezeCart(ctx(), await lookAtCart(ctx(), id), { holdUntil: ctx().now() + HOUR }),
        result: null,
      }),
    })
  const reopen = (id: string) =>
    run(ctx(), {
      name: 'test.reopen',
      plan: async () => ({ statements: reopenCart(ctx(), (await lookAtCart(ctx(), id)).cart), result: null }),
    })
  const complete = (id: string) =>
    run(ctx(), {
      name: 'test.complete',
      plan: async () => ({
        statements: completeCart(ctx(), (await lookAtCart(ctx(), id)).cart, { orderId: 'ord_test' }),
        result: null,
      }),
    })

  it('stops for a payment with the agreed prices, and goes on when it did not come about', async () => {
    const { id, token, body } = await shop.cart([{ sku: 'HIVE' }])
    await freeze(id)
    await shop.price('HIVE', 99_000)
    await shop.unpublish('HIVE')
    const { body: frozen } = await shop.ask('GET', `/store/carts/${id}`, { token })
    expect(frozen).toMatchObject({ status: 'completing', totals: body.totals, warnings: [] })
    expect(frozen.lines[0].unitPrice.amount).toBe(12_000)
    for (const [method, path, change] of [
      ['PATCH', '', { note: 'x' }],
      ['POST', '/lines', { sku: 'VEIL' }],
      ['DELETE', `/lines/${body.lines[0].id}`, undefined],
      ['PUT', '/delivery', { code: 'courier' }],
    ] as const)
      expect(await shop.ask(method, `/store/carts/${id}${path}`, { token, body: change })).toMatchObject({
        status: 409,
        body: { code: 'carts.completing' },
      })
    await reopen(id)
    const { body: open } = await shop.ask('GET', `/store/carts/${id}`, { token })
    expect(open).toMatchObject({ status: 'open', lines: [{ isForSale: false }] })
  })

  it('ends with an order, which it names to whoever still changes it', async () => {
    const { id, token } = await shop.cart([{ sku: 'HIVE' }])
    await complete(id)
    expect((await shop.ask('GET', `/store/carts/${id}`, { token })).body).toMatchObject({
      status: 'completed',
      orderId: 'ord_test',
      warnings: [],
      totals: { total: { amount: 12_000 } },
    })
    expect(await shop.ask('POST', `/store/carts/${id}/lines`, { token, body: { sku: 'VEIL' } })).toMatchObject({
      status: 409,
      body: { code: 'carts.closed', orderId: 'ord_test' },
    })
    shop.clock.advance(40 * DAY)
    expect((await shop.ask('GET', `/store/carts/${id}`, { token })).status).toBe(200)
    await expect(reopen(id)).rejects.toMatchObject({ code: 'request.conflict' })
  })

  it('is changed by one of two at a time: who froze an old cart plans anew', async () => {
    const { id, token } = await shop.cart([{ sku: 'HIVE' }])
    const old = await lookAtCart(ctx(), id)
    await shop.ask('POST', `/store/carts/${id}/lines`, { token, body: { sku: 'VEIL' } })
    let plans = 0
    await run(ctx(), {
      name: 'test.race',
      plan: async () => {
        plans += 1
        const looked = plans === 1 ? old : await lookAtCart(ctx(), id)
        return { statements: freezeCart(ctx(), looked, { holdUntil: 0 }), result: null }
      },
    })
    expect(plans).toBe(2)
    const frozen = await lookAtCart(ctx(), id)
    expect(frozen.cart.agreed?.total).toBe(13_999)
  })

  it('says what is missing before it can be ordered', async () => {
    const { id, token } = await shop.cart([{ sku: 'HIVE' }])
    const missing = async () => missingFrom(await lookAtCart(ctx(), id)).map(({ path }) => path)
    expect(await missing()).toEqual(['email', 'shippingAddress', 'delivery'])
    await shop.ask('PUT', `/store/carts/${id}/delivery`, { token, body: { code: 'pickup' } })
    await shop.ask('PATCH', `/store/carts/${id}`, { token, body: { email: 'ada@example.com' } })
    expect(await missing()).toEqual([])
    const digital = await shop.cart([{ sku: 'EBOOK' }], { email: 'ada@example.com' })
    expect(missingFrom(await lookAtCart(ctx(), digital.id))).toEqual([])
    const empty = await shop.cart([])
    expect(missingFrom(await lookAtCart(ctx(), empty.id)).map(({ path }) => path)).toEqual(['lines', 'email'])
  })

  it('holds its goods anew for whoever completes it late', async () => {
    const { id, token } = await shop.cart([{ sku: 'HIVE', quantity: 2 }])
    await shop.ask('PUT', `/store/carts/${id}/delivery`, { token, body: { code: 'courier' } })
    shop.clock.advance(HOUR)
    const renewed = await renewHold(ctx(), id)
    expect(renewed.cart.holdExpiresAt).toBeGreaterThan(ctx().now())
    expect((await shop.levels('HIVE')).reserved).toBe(2)
  })

  it('writes seen prices only where they changed', async () => {
    const { id } = await shop.cart([{ sku: 'HIVE' }, { sku: 'VEIL' }])
    expect(agreeToPrices(ctx(), await lookAtCart(ctx(), id))).toEqual([])
    await shop.price('VEIL', 2_500)
    const looked = await lookAtCart(ctx(), id)
    await run(ctx(), { name: 'test.agree', plan: () => ({ statements: agreeToPrices(ctx(), looked), result: null }) })
    const agreed = await lookAtCart(ctx(), id)
    expect(agreed.lines.map(({ row }) => row.seenAmount)).toEqual([12_000, 2_500])
  })

  it('is forgotten with its lines some time after nobody can open it, but never when it became an order', async () => {
    const [old, done] = [await shop.cart([{ sku: 'HIVE' }]), await shop.cart([{ sku: 'HIVE' }])]
    await complete(done.id)
    shop.clock.advance(36 * DAY)
    const young = await shop.cart([{ sku: 'HIVE' }])
    expect(await forgetCarts(ctx())).toBe(0)
    shop.clock.advance(2 * DAY)
    expect(await forgetCarts(ctx())).toBe(1)
    expect((await shop.app.db.raw('select id from carts order by id')).flat()).toEqual([done.id, young.id].sort())
    expect((await shop.app.db.raw('select distinct cart_id from cart_lines order by 1')).flat()).toEqual(
      [done.id, young.id].sort(),
    )
    await expect(lookAtCart(ctx(), old.id)).rejects.toSatisfy(isProblem)
  })

  it('is found by the staff: by status, person and idleness, page by page', async () => {
    const named = await shop.cart([{ sku: 'HIVE', quantity: 2 }, { sku: 'VEIL' }], { email: 'ada@example.com' })
    await shop.cart([{ sku: 'VEIL' }])
    shop.clock.advance(2 * HOUR)
    const fresh = await shop.cart([{ sku: 'VEIL' }], { email: 'bo@example.com' })
    const done = await shop.cart([{ sku: 'VEIL' }], { email: 'ada@example.com' })
    await complete(done.id)
    const list = async (query: string) => (await shop.ask('GET', `/admin/carts${query}`)).body
    expect((await list('?abandonedFor=60')).items).toMatchObject([
      { id: named.id, lineCount: 2, quantity: 3, subtotal: { amount: 25_999 } },
    ])
    expect((await list('?status=completed')).items.map(({ id }: { id: string }) => id)).toEqual([done.id])
    expect((await list('?email=ada@example.com')).items).toHaveLength(2)
    expect((await list('?customerId=cus_nobody')).items).toEqual([])
    const first = await list('?limit=3')
    const rest = await list(`?limit=3&cursor=${first.next}`)
    expect([...first.items, ...rest.items].map(({ id }) => id)).toHaveLength(4)
    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(4)
    expect(rest.next).toBeNull()
    expect((await shop.ask('GET', `/admin/carts/${fresh.id}`)).body).toMatchObject({
      email: 'bo@example.com',
      lines: [{ sku: 'VEIL' }],
    })
    expect(await shop.ask('GET', '/admin/carts?statsu=open')).toMatchObject({
      status: 400,
      body: { hint: 'Did you mean status?' },
    })
    expect(await shop.ask('GET', '/admin/carts?cursor=zzz')).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    })
    expect(await shop.ask('GET', '/admin/carts/crt_x')).toMatchObject({ status: 404, body: { code: 'carts.notFound' } })
  })
})
