import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { capturePayment, sessionsOfOrder } from '../payments/index.ts'
import { completeDraft } from './draft-purchase.ts'
import { address, type OrderShop, openOrderShop } from './fixtures/shop.ts'
import { orderById, orderWithLines } from './reads.ts'

describe('a draft', () => {
  let shop: OrderShop
  const admin = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    shop.ask(method, `/admin/order-drafts${path}`, { ...(body === undefined ? {} : { body }), headers })
  const phoneOrder = {
    lines: [
      { sku: 'HIVE', quantity: 1, unitAmount: 11_000 },
      { sku: 'VEIL', quantity: 2 },
    ],
    email: 'bo@example.com',
    shippingAddress: address,
    delivery: { code: 'courier' },
  }
  beforeEach(async () => {
    shop = await openOrderShop()
  })
  afterEach(async () => {
    await shop.settle()
    await shop.balanced()
    await shop.close()
  })

  it('becomes an order with agreed prices, and is paid later', async () => {
    const { status, body: draft } = await admin('POST', '', phoneOrder)
    expect(status).toBe(201)
    expect(draft).toMatchObject({
      number: 'D-1001',
      status: 'open',
      lines: [{ unitAmount: { amount: 11_000 } }, { unitAmount: null }],
    })
    expect(await shop.count('select sum(reserved + committed) from inventory_levels')).toBe(0)
    const { body: placed } = await admin('POST', `/${draft.id}/completion`)
    expect(placed).toMatchObject({
      number: 'VT-10001',
      source: 'draft',
      draftId: draft.id,
      totals: { total: { amount: 11_000 + 2 * 1_999 + 1_000 } },
      paymentStatus: 'authorized',
    })
    expect(await admin('GET', `/${draft.id}`)).toMatchObject({ body: { status: 'completed', orderId: placed.id } })
    const [session] = await sessionsOfOrder(shop.ctx, placed.id)
    await capturePayment(shop.ctx, { sessionId: session?.id ?? '' })
    await shop.settle()
    expect(await orderById(shop.ctx, placed.id)).toMatchObject({ paymentStatus: 'paid' })
  })

  it('becomes one order only, however often it is completed', async () => {
    const { body: draft } = await admin('POST', '', phoneOrder)
    const ended = await Promise.all(Array.from({ length: 5 }, () => completeDraft(shop.ctx, draft.id)))
    expect(new Set(ended.map(({ orderId }) => orderId)).size).toBe(1)
    expect(await shop.count('select count(*) from orders')).toBe(1)
    expect(await admin('PATCH', `/${draft.id}`, { note: 'late' })).toMatchObject({
      status: 409,
      body: { code: 'orders.draftClosed' },
    })
  })

  it('keeps the key it was completed with for itself', async () => {
    const [first, second] = [await admin('POST', '', phoneOrder), await admin('POST', '', phoneOrder)]
    const keyed = () => {
      const command = { id: 'key_of_one_request', fingerprint: 'first', uses: 0, replayed: false }
      return { ...shop.ctx, request: { id: 'req_1', command } }
    }
    const once = keyed()
    const placed = await completeDraft(once, first.body.id)
    expect(once.request.command.replayed).toBe(false)
    const again = keyed()
    expect(await completeDraft(again, first.body.id)).toEqual(placed)
    expect(again.request.command.replayed).toBe(true)
    const other = keyed()
    other.request.command.fingerprint = 'second'
    await expect(completeDraft(other, second.body.id)).rejects.toMatchObject({ code: 'request.keyReused' })
    expect(await shop.count('select count(*) from orders')).toBe(1)
  })

  it('holds things that are not in the catalogue', async () => {
    const { body: draft } = await admin('POST', '', {
      lines: [{ title: 'Visit to the apiary', quantity: 1, unitAmount: 9_900 }],
      phone: '+48 500 000 000',
      delivery: { code: 'on-site', name: 'On site', amount: 0 },
      shippingAddress: address,
    })
    const { orderId } = await completeDraft(shop.ctx, draft.id)
    const { order, lines } = await orderWithLines(shop.ctx, orderId)
    expect(order).toMatchObject({ total: 9_900, email: null, phone: '+48 500 000 000', delivery: { name: 'On site' } })
    expect(lines).toMatchObject([{ title: 'Visit to the apiary', variantId: null, taxRate: 2_300 }])
  })

  it('is changed and put aside', async () => {
    const { body: draft } = await admin('POST', '', {})
    const changed = await admin(
      'PATCH',
      `/${draft.id}`,
      { lines: [{ sku: 'VEIL', quantity: 1 }] },
      { 'If-Match': '"1"' },
    )
    expect(changed.body).toMatchObject({ version: 2, lines: [{ variantId: shop.variants.VEIL }] })
    expect(await admin('PATCH', `/${draft.id}`, { note: 'x' }, { 'If-Match': '"1"' })).toMatchObject({ status: 412 })
    expect(await admin('DELETE', `/${draft.id}`)).toMatchObject({ status: 200, body: { status: 'discarded' } })
    expect(await admin('POST', `/${draft.id}/completion`)).toMatchObject({
      status: 409,
      body: { code: 'orders.draftClosed' },
    })
    expect((await admin('GET', '?status=discarded')).body.items).toHaveLength(1)
    expect((await admin('GET', '?status=open')).body.items).toHaveLength(0)
  })

  it('tells what is missing and what is wrong', async () => {
    const { body: empty } = await admin('POST', '', {})
    expect(await admin('POST', `/${empty.id}/completion`)).toMatchObject({
      status: 422,
      body: { code: 'orders.draftIncomplete', errors: [{ path: 'lines' }, { path: 'email' }] },
    })
    for (const [lines, path] of [
      [[{ sku: 'NOTHING', quantity: 1 }], 'body.lines.0.sku'],
      [
        [
          { sku: 'HIVE', quantity: 1 },
          { variantId: 'var_01kt1a0f80et0akq6m0hbst000', quantity: 1 },
        ],
        'body.lines.1.variantId',
      ],
    ] as const)
      expect(await admin('POST', '', { lines })).toMatchObject({
        status: 400,
        body: { code: 'request.invalid', errors: [{ path, code: 'unknown' }] },
      })
    for (const wrong of [
      { lines: [{ quantity: 1 }] },
      { lines: [{ title: 'x', quantity: 1 }] },
      { lines: [{ sku: 'HIVE', quantity: 0 }] },
      { lines: [{ sku: 'HIVE', quantity: 1, unitAmount: -5 }] },
      { market: 'atlantis' },
      { email: 'nobody' },
      { colour: 'red' },
    ]) {
      const { status } = await admin('POST', '', wrong)
      expect([wrong, status >= 400 && status < 500]).toEqual([wrong, true])
    }
    expect(await shop.count('select count(*) from order_drafts')).toBe(1)
  })

  it('does not sell what is not there', async () => {
    const { body: draft } = await admin('POST', '', {
      ...phoneOrder,
      lines: [{ sku: 'HIVE', quantity: 50 }],
      delivery: { code: 'courier', amount: 0 },
    })
    expect(await admin('POST', `/${draft.id}/completion`)).toMatchObject({
      status: 409,
      body: { code: 'inventory.insufficient' },
    })
    expect(await admin('GET', `/${draft.id}`)).toMatchObject({ body: { status: 'open' } })
  })
})
