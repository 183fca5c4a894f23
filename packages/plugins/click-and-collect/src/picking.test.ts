import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Counter, openCounter } from './fixtures/counter.ts'
import type { Problem } from './fixtures/shop.ts'
import type { PickupView } from './model.ts'

describe('what is not on the shelf', () => {
  let counter: Counter
  beforeEach(async () => {
    counter = await openCounter()
  })
  afterEach(() => counter.close())

  it('is cancelled and paid back, written off, and the rest is made ready', async () => {
    const { calls, free, kinds } = counter
    const { id, pickup } = await counter.placed({ skus: { 'VEIL-ONE': 3, 'SMOKER-SMALL': 1 } })
    await counter.pay(id)
    await counter.staff('POST', `/pickups/${pickup.id}/picks`, { scan: 'VEIL-ONE' })
    const [veil, smoker] = pickup.lines
    const short = { lineId: veil?.lineId, quantity: 2, reason: 'shelf is empty', remedy: { kind: 'cancel' } }
    const told = await counter.staff('POST', `/pickups/${pickup.id}/shorts`, short)
    expect(told.body.lines).toMatchObject([
      { quantity: 1, picked: 1 },
      { quantity: 1, picked: 0 },
    ])
    await counter.shop.commerce.idle()
    const { money } = await calls.admin.orders.get({ params: { id } })
    expect(money.refunded.amount).toBe(2 * 1_450)
    expect(await free('VEIL-ONE', 'main')).toBe(22)
    await counter.staff('POST', `/pickups/${pickup.id}/picks`, { lineId: smoker?.lineId })
    expect((await counter.staff('POST', `/pickups/${pickup.id}/ready`, {})).body.status).toBe('ready')
    expect(await kinds(id)).toEqual(expect.arrayContaining(['cancelled', 'click-and-collect/short']))
  })

  it('leaves the stock in the command that cancels it: nobody can buy it between, and no second one is needed', async () => {
    const { calls, free } = counter
    const { pickup } = await counter.placed({ skus: { 'VEIL-ONE': 25 } })
    const lineId = pickup.lines[0]?.lineId
    const seen: number[] = []
    const watch = (async () => {
      for (let at = 0; at < 40; at += 1) seen.push(await free('VEIL-ONE', 'main'))
    })()
    const body = { lineId, quantity: 3, fault: 'not_found', remedy: { kind: 'cancel' } }
    await counter.staff('POST', `/pickups/${pickup.id}/shorts`, body)
    await watch
    expect(new Set(seen)).toEqual(new Set([0]))
    const variantId = pickup.lines[0]?.variantId ?? ''
    const { items } = await calls.admin.stock.movements({ query: { variant: variantId, limit: 10 } })
    const off = items.find(({ kind }) => kind === 'write_off')
    expect(off).toMatchObject({ onHand: -3, reason: 'not found on the shelf' })
    expect(items.filter(({ at }) => at === off?.at).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['write_off', 'cancel']),
    )
  })

  it('is set apart when it is damaged: on hand, and not for sale', async () => {
    const { calls, free, places } = counter
    const { pickup } = await counter.placed({ skus: { 'VEIL-ONE': 2 } })
    const body = {
      lineId: pickup.lines[0]?.lineId,
      quantity: 2,
      fault: 'damaged',
      remedy: { kind: 'move', locationId: places.lviv },
    }
    await counter.staff('POST', `/pickups/${pickup.id}/shorts`, body)
    const { items } = await calls.admin.stock.levels({ query: { location: 'main', limit: 100 } })
    const level = items.find(({ variantId }) => variantId === pickup.lines[0]?.variantId)
    expect(level).toMatchObject({ onHand: 25, unavailable: 2, committed: 0 })
    expect(await free('VEIL-ONE', 'main')).toBe(23)
  })

  it('ends the pickup when nothing is left of it', async () => {
    const { id, pickup } = await counter.placed()
    const [line] = pickup.lines
    const body = { lineId: line?.lineId, quantity: 1, fault: 'other', remedy: { kind: 'cancel' } }
    const told = await counter.staff('POST', `/pickups/${pickup.id}/shorts`, body)
    await counter.shop.commerce.idle()
    expect(told.body).toMatchObject({ status: 'cancelled', closedAt: expect.any(String) })
    expect(await counter.free('VEIL-ONE', 'main')).toBe(25)
    expect((await counter.calls.admin.orders.get({ params: { id } })).status).toBe('cancelled')
  })

  it('is made ready in another store, which gets a pickup of its own, and the customer is told', async () => {
    const { sent, places, free } = counter
    const { id, pickup } = await counter.placed({ skus: { 'VEIL-ONE': 2, 'HIVE-TOOL-ONE': 1 } })
    const [veil] = pickup.lines
    sent.length = 0
    const remedy = { kind: 'move', locationId: places.lviv }
    await counter.staff('POST', `/pickups/${pickup.id}/shorts`, {
      ...{ lineId: veil?.lineId, quantity: 2, reason: 'not found' },
      remedy,
    })
    await counter.shop.commerce.idle()
    const { body } = await counter.staff<{ items: PickupView[] }>('GET', `/orders/${id}/pickups`)
    expect(body.items.map(({ locationId, lines }) => [locationId, lines.map(({ quantity }) => quantity)])).toEqual([
      [places.main, [0, 1]],
      [places.lviv, [2]],
    ])
    expect(sent.map(({ subject }) => subject)).toEqual([expect.stringMatching(/another store/)])
    expect([await free('VEIL-ONE', 'main'), await free('VEIL-ONE', 'lviv')]).toEqual([23, 3])
  })

  it('cannot go to a store that has none, nor be more than what is missing', async () => {
    const { places } = counter
    const { pickup } = await counter.placed({ skus: { 'HIVE-TOOL-ONE': 1 } })
    const lineId = pickup.lines[0]?.lineId
    const ask = (body: object) =>
      counter.staff<Problem>('POST', `/pickups/${pickup.id}/shorts`, { lineId, reason: 'x', ...body })
    const remedy = { kind: 'move', locationId: places.lviv }
    expect((await ask({ quantity: 1, remedy })).body.code).toBe('fulfillment.cannotMove')
    expect((await ask({ quantity: 2, remedy: { kind: 'cancel' } })).body.code).toBe('click-and-collect.tooMany')
    const { body } = await counter.staff('GET', `/pickups/${pickup.id}`)
    expect(body).toMatchObject({ status: 'placed', lines: [{ quantity: 1 }] })
  })
})

describe('what staff do without the plugin', () => {
  let counter: Counter
  beforeEach(async () => {
    counter = await openCounter()
  })
  afterEach(() => counter.close())
  const look = async (id: string) => {
    await counter.shop.commerce.idle()
    return (await counter.staff('GET', `/pickups/${id}`)).body
  }

  it('is followed: ready, sent and taken back by the core’s own steps', async () => {
    const { calls, sent } = counter
    const { id, pickup } = await counter.placed({ skus: { 'VEIL-ONE': 2 } })
    const work = { params: { id: pickup.fulfillmentOrderId } }
    sent.length = 0
    await calls.admin.fulfillment.ready(work)
    expect(await look(pickup.id)).toMatchObject({ status: 'ready', collectUntil: expect.any(String) })
    expect(sent.map(({ subject }) => subject)).toEqual([expect.stringMatching(/ready to collect/)])
    const lineId = pickup.lines[0]?.lineId ?? ''
    const parcel = await calls.admin.fulfillment.fulfill({ ...work, body: { lines: [{ lineId, quantity: 1 }] } })
    expect(await look(pickup.id)).toMatchObject({ status: 'part_collected', lines: [{ collected: 1 }] })
    await calls.admin.fulfillment.cancel({ params: { id: parcel.id } })
    expect(await look(pickup.id)).toMatchObject({ status: 'ready', lines: [{ collected: 0 }] })
    await calls.admin.fulfillment.fulfill({ ...work, body: {} })
    expect(await look(pickup.id)).toMatchObject({ status: 'collected' })
    expect(sent).toHaveLength(1)
    expect(id).toBe(pickup.orderId)
  })

  it('is followed: edits and cancellations of the order', async () => {
    const { calls } = counter
    const { id, pickup } = await counter.placed({ skus: { 'VEIL-ONE': 2 } })
    const lineId = pickup.lines[0]?.lineId ?? ''
    await calls.admin.orders.edit({
      params: { id },
      body: { lines: [{ lineId, quantity: 5 }], add: [{ sku: 'HIVE-TOOL-ONE', quantity: 1 }] },
    })
    expect((await look(pickup.id)).lines.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ['VEIL-ONE', 5],
      ['HIVE-TOOL-ONE', 1],
    ])
    await calls.admin.orders.cancel({ params: { id }, body: {} })
    expect(await look(pickup.id)).toMatchObject({ status: 'cancelled' })
  })
})
