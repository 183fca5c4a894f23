import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fulfillWork } from '../fulfillment/fulfill.ts'
import { workOfOrder } from '../fulfillment/reads.ts'
import { liveReservations } from '../inventory/index.ts'
import { adjustStock } from '../inventory/stock/adjust.ts'
import { capturePayment, sessionsOfOrder } from '../payments/index.ts'
import type { EditInput } from './actions.ts'
import { awaitRest } from './await-payment.ts'
import { cancelOrder } from './cancel.ts'
import { editOrder } from './edit.ts'
import { type OrderShop, openOrderShop } from './fixtures/shop.ts'
import { orderById, orderWithLines } from './reads.ts'
import { listTasks } from './tasks.ts'
import { timelineOf } from './timeline.ts'

type LineId = `orl_${string}`

describe('changing an order', () => {
  let shop: OrderShop
  const lineIds = async (id: string) => (await orderWithLines(shop.ctx, id)).lines.map((line) => line.id as LineId)
  const edit = (id: string, change: Partial<EditInput>) =>
    editOrder(shop.ctx, { id, edit: { lines: [], add: [], ...change } })
  const committed = (sku: string) =>
    shop.count('select sum(committed) from inventory_levels where variant_id = ?', shop.variants[sku] ?? '')
  const send = async (id: string, quantity: number) => {
    const [work] = await workOfOrder(shop.ctx, id)
    const lineId = (work?.lines[0]?.lineId ?? '') as LineId
    return fulfillWork(shop.ctx, { id: work?.order.id ?? '', fulfill: { lines: [{ lineId, quantity }] } })
  }
  beforeEach(async () => {
    shop = await openOrderShop()
  })
  afterEach(async () => {
    await shop.settle()
    await shop.balanced()
    await shop.close()
  })

  it('takes what was not found from the stock also where others are owed goods: what is not there pays nobody', async () => {
    const [one, other] = [
      await shop.order({ lines: [{ sku: 'VEIL', quantity: 2 }] }),
      await shop.order({ lines: [{ sku: 'VEIL', quantity: 2 }] }),
    ]
    const at = { variantId: shop.variants.VEIL ?? '', locationId: shop.places.warehouse }
    await adjustStock(shop.ctx, { kind: 'count', sku: 'VEIL', location: shop.places.warehouse, quantity: 3 })
    const level = async () =>
      (
        await shop.ctx.db.raw(
          'select on_hand, committed, short, available from inventory_levels where variant_id = ? and location_id = ?',
          [at.variantId, at.locationId],
        )
      )[0]
    expect(await level()).toEqual([3, 4, 1, 0])
    const owing = await liveReservations(shop.ctx, { orderId: one })
    const found = owing.every(({ short }) => short === 0) ? one : other
    await cancelOrder(shop.ctx, { id: found, cancel: { missing: 'gone' } })
    expect(await level()).toEqual([1, 2, 1, 0])
    await adjustStock(shop.ctx, { kind: 'count', sku: 'VEIL', location: shop.places.warehouse, quantity: 0 })
    await cancelOrder(shop.ctx, { id: found === one ? other : one, cancel: { missing: 'gone' } })
    expect(await level()).toEqual([0, 0, 0, 0])
  })

  it('moves stock by the difference only and tells what is owed', async () => {
    const id = await shop.order({ lines: [{ sku: 'VEIL', quantity: 3 }], pay: 'sandbox_ok' })
    const [veil] = await lineIds(id)
    await edit(id, { lines: [{ lineId: veil as LineId, quantity: 5 }], reason: 'two more' })
    expect(await committed('VEIL')).toBe(5)
    const order = await orderById(shop.ctx, id)
    expect(order).toMatchObject({
      quantity: 5,
      linesTotal: 5 * 1_999,
      total: 5 * 1_999 + 1_000,
      paymentStatus: 'partially_paid',
    })
    await edit(id, { lines: [{ lineId: veil as LineId, quantity: 1 }] })
    expect(await committed('VEIL')).toBe(1)
    const { items } = await timelineOf(shop.ctx, { orderId: id, limit: 20 })
    expect(items.filter(({ kind }) => kind === 'edited')).toMatchObject([
      { kind: 'edited', data: { due: -2 * 1_999, lines: [{ from: 5, to: 1 }] } },
      { kind: 'edited', data: { due: 2 * 1_999, reason: 'two more' } },
    ])
    expect(await shop.count("select count(*) from events where name = 'order.edited'")).toBe(2)
  })

  it('awaits what is owed since then, once', async () => {
    const id = await shop.order({ lines: [{ sku: 'VEIL', quantity: 3 }], pay: 'sandbox_ok' })
    const [veil = 'orl_'] = await lineIds(id)
    await edit(id, { lines: [{ lineId: veil, quantity: 5 }] })
    await awaitRest(shop.ctx, { id })
    await expect(awaitRest(shop.ctx, { id })).rejects.toMatchObject({ code: 'payments.nothingToPay' })
    const [, rest] = await sessionsOfOrder(shop.ctx, id)
    expect(rest).toMatchObject({ provider: 'manual', amount: 2 * 1_999, status: 'authorized' })
    await capturePayment(shop.ctx, { sessionId: rest?.id ?? '' })
    await shop.settle()
    expect(await orderById(shop.ctx, id)).toMatchObject({ paymentStatus: 'paid', captured: 5 * 1_999 + 1_000 })
    expect(await shop.count("select count(*) from events where name = 'order.paid'")).toBe(2)
  })

  it('adds lines at the price of the day, or another one', async () => {
    const id = await shop.order({ lines: [{ sku: 'HIVE' }] })
    await edit(id, {
      add: [
        { sku: 'VEIL', quantity: 2 },
        { sku: 'EBOOK', quantity: 1, unitAmount: 100 },
      ],
    })
    const { order, lines } = await orderWithLines(shop.ctx, id)
    expect(lines.map(({ sku, quantity, amount, taxRate }) => [sku, quantity, amount, taxRate])).toEqual([
      ['HIVE', 1, 12_000, 2_300],
      ['VEIL', 2, 3_998, 800],
      ['EBOOK', 1, 100, 2_300],
    ])
    expect(order).toMatchObject({ total: 12_000 + 3_998 + 100 + 1_000, quantity: 4 })
    expect(await committed('VEIL')).toBe(2)
  })

  it('takes lines off', async () => {
    const id = await shop.order({ lines: [{ sku: 'HIVE' }, { sku: 'VEIL', quantity: 2 }] })
    const [, veil] = await lineIds(id)
    await edit(id, { lines: [{ lineId: veil as LineId, quantity: 0 }] })
    expect(await committed('VEIL')).toBe(0)
    expect(await orderById(shop.ctx, id)).toMatchObject({ quantity: 1, total: 13_000 })
  })

  it('refuses what it cannot do, and changes nothing', async () => {
    const id = await shop.order({ lines: [{ sku: 'HIVE', quantity: 2 }] })
    const [hive = 'orl_'] = await lineIds(id)
    const before = await orderById(shop.ctx, id)
    const refused: readonly [Partial<EditInput>, string][] = [
      [{}, 'orders.nothingToChange'],
      [{ lines: [{ lineId: hive, quantity: 2 }] }, 'orders.nothingToChange'],
      [{ lines: [{ lineId: hive, quantity: 0 }] }, 'orders.lastLine'],
      [{ lines: [{ lineId: hive, quantity: 6 }] }, 'inventory.insufficient'],
      [{ lines: [{ lineId: 'orl_other', quantity: 1 }] }, 'orders.lineNotFound'],
      [
        {
          lines: [
            { lineId: hive, quantity: 1 },
            { lineId: hive, quantity: 3 },
          ],
        },
        'request.invalid',
      ],
      [{ add: [{ sku: 'NOTHING', quantity: 1 }] }, 'request.invalid'],
      [{ add: [{ sku: 'SMOKER', quantity: 1 }] }, 'inventory.insufficient'],
    ]
    for (const [change, code] of refused) await expect(edit(id, change)).rejects.toMatchObject({ code })
    await expect(edit('ord_other', {})).rejects.toMatchObject({ code: 'orders.notFound' })
    expect(await orderById(shop.ctx, id)).toEqual(before)
    await expect(
      editOrder(shop.ctx, { id, edit: { lines: [{ lineId: hive, quantity: 1 }], add: [] }, expected: 7 }),
    ).rejects.toMatchObject({ status: 412 })
  })

  it('leaves what was sent alone', async () => {
    const id = await shop.order({ lines: [{ sku: 'HIVE', quantity: 3 }] })
    const [hive = 'orl_'] = await lineIds(id)
    await send(id, 2)
    await expect(edit(id, { lines: [{ lineId: hive, quantity: 1 }] })).rejects.toMatchObject({
      code: 'orders.alreadyFulfilled',
      extra: { lineId: hive, open: 1 },
    })
    await edit(id, { lines: [{ lineId: hive, quantity: 2 }] })
    expect(await orderById(shop.ctx, id)).toMatchObject({ fulfillmentStatus: 'fulfilled', quantity: 2 })
    await expect(cancelOrder(shop.ctx, { id, cancel: {} })).rejects.toMatchObject({ code: 'orders.alreadyFulfilled' })
  })

  it('cancels the whole: stock is free, the work is gone, the money goes back', async () => {
    const id = await shop.order({ lines: [{ sku: 'HIVE', quantity: 2 }], pay: 'sandbox_ok' })
    await cancelOrder(shop.ctx, { id, cancel: { reason: 'changed their mind' } })
    expect(await committed('HIVE')).toBe(0)
    expect(await orderById(shop.ctx, id)).toMatchObject({
      status: 'cancelled',
      total: 0,
      cancelReason: 'changed their mind',
    })
    expect((await workOfOrder(shop.ctx, id)).map(({ order }) => order.status)).toEqual(['cancelled'])
    await shop.settle()
    expect(await orderById(shop.ctx, id)).toMatchObject({
      paymentStatus: 'refunded',
      captured: 25_000,
      refunded: 25_000,
    })
    await expect(cancelOrder(shop.ctx, { id, cancel: {} })).rejects.toMatchObject({ code: 'orders.notAllowed' })
    await shop.order({ lines: [{ sku: 'HIVE', quantity: 5 }] })
  })

  it.each([
    ['gone', { on_hand: -2, unavailable: 0 }],
    ['damaged', { on_hand: 0, unavailable: 2 }],
  ] as const)(
    'takes out of the stock what is cancelled because it is %s, so that nobody is promised it',
    async (missing, moved) => {
      const level = async () => {
        const sql =
          'select sum(on_hand), sum(unavailable), sum(committed), sum(available) from inventory_levels where variant_id = ?'
        const [[on_hand = 0, unavailable = 0, committed = 0, available = 0] = []] = await shop.ctx.db.raw(sql, [
          shop.variants.VEIL ?? '',
        ])
        return { on_hand, unavailable, committed, available } as Record<string, number>
      }
      const before = await level()
      const id = await shop.order({ lines: [{ sku: 'VEIL', quantity: 3 }], pay: 'sandbox_ok' })
      const [veil = 'orl_'] = await lineIds(id)
      await cancelOrder(shop.ctx, {
        id,
        cancel: { lines: [{ lineId: veil, quantity: 2 }], missing, reason: 'not found' },
      })
      expect(await level()).toEqual({
        on_hand: (before.on_hand ?? 0) + moved.on_hand,
        unavailable: moved.unavailable,
        committed: 1,
        available: (before.available ?? 0) - 3,
      })
    },
  )

  it('voids a promise that was not captured', async () => {
    const id = await shop.order({ pay: 'manual' })
    await cancelOrder(shop.ctx, { id, cancel: {} })
    await shop.settle()
    expect(await orderById(shop.ctx, id)).toMatchObject({ status: 'cancelled', paymentStatus: 'voided', authorized: 0 })
    expect(await sessionsOfOrder(shop.ctx, id)).toMatchObject([{ status: 'cancelled', voided: 13_000 }])
  })

  it('cancels some lines and gives back their part', async () => {
    const id = await shop.order({ lines: [{ sku: 'HIVE' }, { sku: 'VEIL', quantity: 4 }], pay: 'sandbox_ok' })
    const [, veil = 'orl_'] = await lineIds(id)
    await cancelOrder(shop.ctx, { id, cancel: { lines: [{ lineId: veil, quantity: 3 }] } })
    await shop.settle()
    expect(await orderById(shop.ctx, id)).toMatchObject({
      status: 'open',
      total: 12_000 + 1_999 + 1_000,
      refunded: 3 * 1_999,
      paymentStatus: 'partially_refunded',
    })
    await expect(
      cancelOrder(shop.ctx, { id, cancel: { lines: [{ lineId: veil, quantity: 2 }] } }),
    ).rejects.toMatchObject({ code: 'orders.alreadyFulfilled', extra: { open: 1 } })
    await shop.settle()
    expect(await orderById(shop.ctx, id)).toMatchObject({ refunded: 3 * 1_999 })
  })

  it('asks a person when the provider refuses to give the money back', async () => {
    const id = await shop.order({ pay: 'sandbox_refund_fail' })
    await cancelOrder(shop.ctx, { id, cancel: {} })
    await shop.settle()
    expect(await orderById(shop.ctx, id)).toMatchObject({ status: 'cancelled', paymentStatus: 'paid', refunded: 0 })
    expect(await listTasks(shop.ctx, { status: 'open', limit: 5 })).toMatchObject({
      items: [{ kind: 'refund_refused', orderId: id, data: { code: 'payments.refused' } }],
    })
  })

  it('comes back to the same cent when a change is undone', async () => {
    const id = await shop.order({ lines: [{ sku: 'VEIL', quantity: 7 }, { sku: 'HIVE' }] })
    const [veil = 'orl_'] = await lineIds(id)
    const { version: _v, updatedAt: _u, ...before } = await orderById(shop.ctx, id)
    for (const quantity of [3, 11, 1, 7]) await edit(id, { lines: [{ lineId: veil, quantity }] })
    const { version: _w, updatedAt: _x, ...after } = await orderById(shop.ctx, id)
    expect(after).toEqual(before)
  })
})
