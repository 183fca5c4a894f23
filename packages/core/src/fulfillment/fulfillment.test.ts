import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OrderShop, openOrderShop } from '../orders/fixtures/shop.ts'
import { orderById, orderWithLines } from '../orders/index.ts'
import { capturePayment, sessionsOfOrder } from '../payments/index.ts'
import { fulfillWork } from './fulfill.ts'
import { deliverParcel, trackParcel } from './parcels.ts'
import { stepWork } from './progress.ts'
import { parcelById, parcelsOfOrder, workOfOrder } from './reads.ts'
import { moveWork } from './relocate.ts'
import { cancelFulfillment } from './undo.ts'

describe('fulfilment', () => {
  let shop: OrderShop
  const lineIds = async (orderId: string) => (await orderWithLines(shop.ctx, orderId)).lines.map(({ id }) => id)
  const workIds = async (orderId: string) => (await workOfOrder(shop.ctx, orderId)).map(({ order }) => order.id)
  const only = async (orderId: string) => (await workIds(orderId))[0] ?? ''
  beforeEach(async () => {
    shop = await openOrderShop()
  })
  afterEach(async () => {
    await shop.settle()
    await shop.balanced()
    await shop.close()
  })

  it('gives each location its own work', async () => {
    const orderId = await shop.order({ lines: [{ sku: 'HIVE', quantity: 2 }, { sku: 'VEIL' }] })
    const work = await workOfOrder(shop.ctx, orderId)
    expect(work).toMatchObject([
      { order: { locationId: shop.places.warehouse, method: 'shipping', status: 'open', quantity: 3 } },
    ])
    expect(work[0]?.lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ['HIVE', 2],
      ['VEIL', 1],
    ])
  })

  it('sends in parts, with tracking, until nothing is left', async () => {
    const orderId = await shop.order({
      lines: [
        { sku: 'HIVE', quantity: 2 },
        { sku: 'VEIL', quantity: 3 },
      ],
    })
    const [hive = '', veil = ''] = await lineIds(orderId)
    const id = await only(orderId)
    const tracking = { carrier: 'Swift', number: 'SW1', url: 'https://track.example.com/SW1' }
    const { fulfillmentId } = await fulfillWork(shop.ctx, {
      id,
      fulfill: {
        lines: [
          { lineId: hive as `orl_${string}`, quantity: 1 },
          { lineId: veil as `orl_${string}`, quantity: 3 },
        ],
        tracking,
      },
    })
    expect(await parcelById(shop.ctx, fulfillmentId)).toMatchObject({
      fulfillment: { status: 'shipped', carrier: 'Swift', trackingNumber: 'SW1' },
      lines: [{ quantity: 1 }, { quantity: 3 }],
    })
    expect(await orderById(shop.ctx, orderId)).toMatchObject({ fulfillmentStatus: 'partially_fulfilled', fulfilled: 4 })
    expect(await shop.levels('HIVE')).toMatchObject({ onHand: 6 })
    await fulfillWork(shop.ctx, { id, fulfill: {} })
    expect(await orderById(shop.ctx, orderId)).toMatchObject({ fulfillmentStatus: 'fulfilled', status: 'open' })
    expect((await workOfOrder(shop.ctx, orderId))[0]?.order.status).toBe('closed')
    await expect(fulfillWork(shop.ctx, { id, fulfill: {} })).rejects.toMatchObject({ code: 'fulfillment.notAllowed' })
    expect(await shop.count("select count(*) from events where name = 'order.shipped'")).toBe(2)
  })

  it('completes the order when all is sent and paid', async () => {
    const orderId = await shop.order()
    await fulfillWork(shop.ctx, { id: await only(orderId), fulfill: {} })
    const [session] = await sessionsOfOrder(shop.ctx, orderId)
    await capturePayment(shop.ctx, { sessionId: session?.id ?? '' })
    await shop.settle()
    expect(await orderById(shop.ctx, orderId)).toMatchObject({ status: 'completed', paymentStatus: 'paid' })
    expect(await shop.count("select count(*) from events where name = 'order.paid' and aggregate = ?", orderId)).toBe(1)
  })

  it('refuses more than is left, unknown lines and lines named twice, and changes nothing', async () => {
    const orderId = await shop.order({ lines: [{ sku: 'HIVE', quantity: 2 }] })
    const [lineId = ''] = await lineIds(orderId)
    const id = await only(orderId)
    const send = (lines: { lineId: `orl_${string}`; quantity: number }[]) =>
      fulfillWork(shop.ctx, { id, fulfill: { lines } })
    const hive = lineId as `orl_${string}`
    await expect(send([{ lineId: hive, quantity: 3 }])).rejects.toMatchObject({
      code: 'fulfillment.tooMany',
      extra: { open: 2 },
    })
    await expect(send([{ lineId: 'orl_unknown', quantity: 1 }])).rejects.toMatchObject({
      code: 'fulfillment.lineNotFound',
    })
    await expect(
      send([
        { lineId: hive, quantity: 1 },
        { lineId: hive, quantity: 1 },
      ]),
    ).rejects.toMatchObject({ code: 'request.invalid' })
    expect(await shop.count('select count(*) from fulfillments')).toBe(0)
  })

  it('sends goods that are not counted', async () => {
    const orderId = await shop.order({ lines: [{ sku: 'EBOOK', quantity: 2 }], delivery: null })
    expect(await workOfOrder(shop.ctx, orderId)).toMatchObject([{ order: { method: 'digital', quantity: 2 } }])
    await fulfillWork(shop.ctx, { id: await only(orderId), fulfill: {} })
    expect(await orderById(shop.ctx, orderId)).toMatchObject({ fulfillmentStatus: 'fulfilled' })
  })

  it('cannot send what is not on hand yet', async () => {
    const orderId = await shop.order({ lines: [{ sku: 'HONEY', quantity: 2 }] })
    await expect(fulfillWork(shop.ctx, { id: await only(orderId), fulfill: {} })).rejects.toMatchObject({
      code: 'inventory.notOnHand',
    })
    expect(await orderById(shop.ctx, orderId)).toMatchObject({ fulfilled: 0 })
  })

  it('takes a parcel back that did not leave', async () => {
    const orderId = await shop.order({ lines: [{ sku: 'HIVE', quantity: 2 }] })
    const { fulfillmentId } = await fulfillWork(shop.ctx, { id: await only(orderId), fulfill: {} })
    const before = await shop.levels('HIVE')
    await cancelFulfillment(shop.ctx, { id: fulfillmentId })
    expect(await shop.levels('HIVE')).toEqual({ ...before, onHand: before.onHand + 2 })
    expect(await orderById(shop.ctx, orderId)).toMatchObject({ fulfillmentStatus: 'unfulfilled' })
    await expect(cancelFulfillment(shop.ctx, { id: fulfillmentId })).rejects.toMatchObject({
      code: 'fulfillment.alreadyCancelled',
    })
    await fulfillWork(shop.ctx, { id: await only(orderId), fulfill: {} })
    expect(await orderById(shop.ctx, orderId)).toMatchObject({ fulfillmentStatus: 'fulfilled' })
  })

  it('moves work to another location that has the goods', async () => {
    const orderId = await shop.order({ lines: [{ sku: 'VEIL', quantity: 6 }] })
    const [lineId = ''] = await lineIds(orderId)
    const id = await only(orderId)
    const to = { locationId: shop.places.store, lines: [{ lineId: lineId as `orl_${string}`, quantity: 4 }] }
    await moveWork(shop.ctx, { id, to })
    const work = await workOfOrder(shop.ctx, orderId)
    expect(work.map(({ order, lines }) => [order.locationId, lines[0]?.quantity])).toEqual([
      [shop.places.warehouse, 2],
      [shop.places.store, 4],
    ])
    await shop.balanced()
    for (const { order } of work) await fulfillWork(shop.ctx, { id: order.id, fulfill: {} })
    expect(await orderById(shop.ctx, orderId)).toMatchObject({ fulfillmentStatus: 'fulfilled' })
  })

  it('writes off where it was what is moved because it is gone, in the same command', async () => {
    const orderId = await shop.order({ lines: [{ sku: 'VEIL', quantity: 6 }] })
    const sql = 'select on_hand, committed, available from inventory_levels where variant_id = ? and location_id = ?'
    const at = async (place: string) => (await shop.ctx.db.raw(sql, [shop.variants.VEIL ?? '', place]))[0] as number[]
    const [onHand = 0, , free = 0] = await at(shop.places.warehouse)
    const lines = [{ lineId: (await lineIds(orderId))[0] as `orl_${string}`, quantity: 4 }]
    await moveWork(shop.ctx, { id: await only(orderId), to: { locationId: shop.places.store, lines, missing: 'gone' } })
    expect(await at(shop.places.warehouse)).toEqual([onHand - 4, 2, free])
    const kinds = `select m.kind, m.on_hand from stock_movements m where m.command_id =
      (select command_id from stock_movements where kind = 'write_off') order by m.number`
    expect(await shop.ctx.db.raw(kinds, [])).toEqual([
      ['cancel', 0],
      ['commit', 0],
      ['write_off', -4],
    ])
  })

  it('does not move work to a location without the goods', async () => {
    const orderId = await shop.order({ lines: [{ sku: 'HIVE', quantity: 3 }] })
    const id = await only(orderId)
    await expect(moveWork(shop.ctx, { id, to: { locationId: shop.places.store } })).rejects.toMatchObject({
      code: 'fulfillment.cannotMove',
      extra: { available: 2 },
    })
    await expect(moveWork(shop.ctx, { id, to: { locationId: 'loc_nowhere' } })).rejects.toMatchObject({
      code: 'request.invalid',
    })
    await expect(moveWork(shop.ctx, { id, to: { locationId: shop.places.warehouse } })).rejects.toMatchObject({
      code: 'request.invalid',
    })
  })

  it('waits at the counter and is handed over', async () => {
    const orderId = await shop.order({ lines: [{ sku: 'HIVE' }], delivery: 'pickup' })
    const id = await only(orderId)
    expect(await workOfOrder(shop.ctx, orderId)).toMatchObject([
      { order: { method: 'pickup', locationId: shop.places.store } },
    ])
    await stepWork(shop.ctx, { id, step: 'start' })
    await stepWork(shop.ctx, { id, step: 'ready' })
    expect(await shop.count("select count(*) from events where name = 'order.readyForPickup'")).toBe(1)
    const { fulfillmentId } = await fulfillWork(shop.ctx, { id, fulfill: {} })
    expect(await parcelById(shop.ctx, fulfillmentId)).toMatchObject({ fulfillment: { status: 'collected' } })
  })

  it('is not sent while it is held', async () => {
    const orderId = await shop.order()
    const id = await only(orderId)
    await stepWork(shop.ctx, { id, step: 'hold', reason: 'check the address' })
    await expect(fulfillWork(shop.ctx, { id, fulfill: {} })).rejects.toMatchObject({ code: 'fulfillment.notAllowed' })
    await expect(stepWork(shop.ctx, { id, step: 'start' })).rejects.toMatchObject({ code: 'fulfillment.notAllowed' })
    await stepWork(shop.ctx, { id, step: 'release' })
    await fulfillWork(shop.ctx, { id, fulfill: {} })
    expect(await orderById(shop.ctx, orderId)).toMatchObject({ fulfillmentStatus: 'fulfilled' })
  })

  it('follows a parcel to the door', async () => {
    const orderId = await shop.order()
    const { fulfillmentId: id } = await fulfillWork(shop.ctx, { id: await only(orderId), fulfill: {} })
    await trackParcel(shop.ctx, { id, tracking: { number: 'SW2' } })
    await deliverParcel(shop.ctx, id)
    await deliverParcel(shop.ctx, id)
    expect(await parcelsOfOrder(shop.ctx, orderId)).toMatchObject([
      { fulfillment: { status: 'delivered', trackingNumber: 'SW2', version: 3 } },
    ])
    await expect(cancelFulfillment(shop.ctx, { id })).rejects.toMatchObject({ code: 'fulfillment.alreadyCancelled' })
  })

  it('refuses who holds an old version', async () => {
    const orderId = await shop.order()
    const id = await only(orderId)
    await stepWork(shop.ctx, { id, step: 'start', expected: 1 })
    await expect(fulfillWork(shop.ctx, { id, fulfill: {}, expected: 1 })).rejects.toMatchObject({ status: 412 })
    await fulfillWork(shop.ctx, { id, fulfill: {}, expected: 2 })
  })
})
