import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fulfillWork } from '../fulfillment/fulfill.ts'
import { workOfOrder } from '../fulfillment/reads.ts'
import { cancelFulfillment } from '../fulfillment/undo.ts'
import { isProblem, MINUTE } from '../kernel/index.ts'
import { choosePayment, lastSessionOfCart, resolvePayment, resolvePayments, sessionOfCart } from '../payments/index.ts'
import { cancelPayment } from '../payments/sessions.ts'
import { cancelOrder } from './cancel.ts'
import { completeCartOf } from './complete.ts'
import { editOrder } from './edit.ts'
import { type OrderShop, openOrderShop } from './fixtures/shop.ts'
import { placePaid } from './paid-cart.ts'
import { orderById, orderWithLines } from './reads.ts'

type LineId = `orl_${string}`

describe('two at the same moment', () => {
  let shop: OrderShop
  const again = () => ({ ...shop.ctx, request: { id: shop.ctx.newId('req') } })
  /** Codes of refusals; anything that is no problem is a fault. */
  const race = async (...works: (() => Promise<unknown>)[]) => {
    const ended = await Promise.allSettled(works.map((work) => work()))
    return ended.map((one) => {
      if (one.status === 'fulfilled') return 'won'
      if (!isProblem(one.reason)) throw one.reason
      return one.reason.code
    })
  }
  const parts = async (orderId: string) => {
    const [work] = await workOfOrder(shop.ctx, orderId)
    const [line] = (await orderWithLines(shop.ctx, orderId)).lines
    return { workId: work?.order.id ?? '', lineId: (line?.id ?? '') as LineId }
  }
  beforeEach(async () => {
    shop = await openOrderShop({
      patience: 1_500,
      goods: [
        { sku: 'HIVE', amount: 12_000, stock: 100 },
        { sku: 'VEIL', amount: 1_999, stock: 100 },
      ],
    })
  })
  afterEach(async () => {
    await shop.settle()
    await shop.balanced()
    await shop.close()
  })

  it('complete and complete make one order', async () => {
    for (const pay of ['manual', 'sandbox_ok']) {
      const cartId = await shop.ready({ pay })
      const ended = await Promise.all(Array.from({ length: 8 }, () => completeCartOf(again(), cartId)))
      const ids = new Set(ended.flatMap((one) => (one.status === 'placed' ? [one.orderId] : [])))
      expect(ids.size).toBe(1)
      expect(await completeCartOf(again(), cartId)).toEqual({ status: 'placed', orderId: [...ids][0] })
    }
    expect(await shop.count('select count(*) from orders')).toBe(2)
    expect(await shop.count("select count(*) from payment_transactions where kind = 'authorize'")).toBe(2)
  })

  it('complete, webhook and job make one order', async () => {
    const cartId = await shop.ready({ pay: 'sandbox_timeout' })
    expect(await completeCartOf(again(), cartId)).toEqual({ status: 'processing' })
    const sessionId = (await lastSessionOfCart(shop.ctx, cartId))?.id ?? ''
    shop.clock.advance(MINUTE)
    await Promise.all([
      completeCartOf(again(), cartId),
      resolvePayment(again(), sessionId),
      resolvePayments(again()),
      completeCartOf(again(), cartId),
      resolvePayment(again(), sessionId),
    ])
    expect(await completeCartOf(again(), cartId)).toMatchObject({ status: 'placed' })
    expect(await shop.count('select count(*) from orders')).toBe(1)
    expect(await shop.count("select count(*) from payment_transactions where kind = 'capture'")).toBe(1)
  })

  it('an answer of one provider is never taken for one of another that was chosen meanwhile', async () => {
    const cartId = await shop.ready({ pay: 'manual' })
    const asked = await sessionOfCart(shop.ctx, cartId)
    await choosePayment(again(), { cartId, input: { provider: 'sandbox', data: { token: 'sandbox_ok' } } })
    if (asked === undefined) throw new Error('no payment was chosen')
    const answer = { ref: asked.id, status: 'authorized' as const }
    await expect(placePaid(again(), asked, { answer })).rejects.toMatchObject({ code: 'request.conflict' })
    expect(await shop.count('select count(*) from orders')).toBe(0)
    expect(await shop.count('select sum(authorized) from payment_sessions')).toBe(0)
    expect(await completeCartOf(again(), cartId)).toMatchObject({ status: 'placed' })
  })

  it('a payment that was given up meanwhile buys nothing', async () => {
    const cartId = await shop.ready({ pay: 'manual' })
    const asked = await sessionOfCart(shop.ctx, cartId)
    if (asked === undefined) throw new Error('no payment was chosen')
    await cancelPayment(again(), cartId)
    const answer = { ref: asked.id, status: 'authorized' as const }
    await expect(placePaid(again(), asked, { answer })).rejects.toMatchObject({ code: 'request.conflict' })
    expect(await shop.count('select count(*) from orders')).toBe(0)
    expect(await lastSessionOfCart(shop.ctx, cartId)).toMatchObject({ status: 'cancelled', authorized: 0 })
  })

  it('ship and cancel: exactly one wins', async () => {
    const won = { ship: 0, cancel: 0 }
    for (let round = 0; round < 20; round += 1) {
      const id = await shop.order({ lines: [{ sku: 'HIVE', quantity: 2 }] })
      const { workId } = await parts(id)
      const late = async (turns: number) => {
        for (let turn = 0; turn < turns; turn += 1) await new Promise((next) => setImmediate(next))
      }
      const ship = () => late(round % 3).then(() => fulfillWork(again(), { id: workId, fulfill: {} }))
      const cancel = () => late(Math.floor(round / 3) % 3).then(() => cancelOrder(again(), { id, cancel: {} }))
      const [shipped, cancelled] = await race(ship, cancel)
      expect([shipped, cancelled].filter((one) => one === 'won')).toHaveLength(1)
      if (shipped === 'won') expect(cancelled).toBe('orders.alreadyFulfilled')
      else expect(shipped).toBe('fulfillment.notAllowed')
      won[shipped === 'won' ? 'ship' : 'cancel'] += 1
      const { fulfilled, cancelled: gone } = await orderById(shop.ctx, id)
      expect([fulfilled, gone]).toEqual(shipped === 'won' ? [2, 0] : [0, 2])
    }
    expect(Math.min(won.ship, won.cancel)).toBeGreaterThan(0)
  })

  it('ship and partial cancel never take the same unit', async () => {
    for (let round = 0; round < 12; round += 1) {
      const id = await shop.order({ lines: [{ sku: 'HIVE', quantity: 3 }] })
      const { workId, lineId } = await parts(id)
      const results = await race(
        () => fulfillWork(again(), { id: workId, fulfill: { lines: [{ lineId, quantity: 2 }] } }),
        () => cancelOrder(again(), { id, cancel: { lines: [{ lineId, quantity: 2 }] } }),
      )
      expect(results.filter((one) => one === 'won')).toHaveLength(1)
      const { fulfilled, cancelled } = await orderById(shop.ctx, id)
      expect(fulfilled + cancelled).toBe(2)
    }
  })

  it('edit and ship end in an order that both agree on', async () => {
    for (let round = 0; round < 12; round += 1) {
      const id = await shop.order({ lines: [{ sku: 'HIVE', quantity: 3 }] })
      const { workId, lineId } = await parts(id)
      const [edited, shipped] = await race(
        () => editOrder(again(), { id, edit: { lines: [{ lineId, quantity: 1 }], add: [] } }),
        () => fulfillWork(again(), { id: workId, fulfill: { lines: [{ lineId, quantity: 2 }] } }),
      )
      expect([edited, shipped].filter((one) => one === 'won')).toHaveLength(1)
      const { quantity, fulfilled } = await orderById(shop.ctx, id)
      expect([quantity, fulfilled]).toEqual(edited === 'won' ? [1, 0] : [3, 2])
    }
  })

  it('many ship the same parcel: it leaves once', async () => {
    const id = await shop.order({ lines: [{ sku: 'HIVE', quantity: 5 }] })
    const { workId, lineId } = await parts(id)
    const one = () => fulfillWork(again(), { id: workId, fulfill: { lines: [{ lineId, quantity: 2 }] } })
    const results = await race(one, one, one, one)
    expect(results.filter((result) => result === 'won')).toHaveLength(2)
    expect(await orderById(shop.ctx, id)).toMatchObject({ fulfilled: 4 })
  })

  it('a parcel is taken back once', async () => {
    const id = await shop.order({ lines: [{ sku: 'HIVE', quantity: 2 }] })
    const { workId } = await parts(id)
    const { fulfillmentId } = await fulfillWork(again(), { id: workId, fulfill: {} })
    const back = () => cancelFulfillment(again(), { id: fulfillmentId })
    expect((await race(back, back, back)).filter((result) => result === 'won')).toHaveLength(1)
    expect(await orderById(shop.ctx, id)).toMatchObject({ fulfilled: 0 })
  })

  it('edits lose nothing of each other', async () => {
    const id = await shop.order({ lines: [{ sku: 'HIVE' }] })
    const add = () => editOrder(again(), { id, edit: { lines: [], add: [{ sku: 'VEIL', quantity: 1 }] } })
    const results = await race(add, add, add, add)
    const won = results.filter((result) => result === 'won').length
    expect(results.every((result) => result === 'won' || result === 'request.conflict')).toBe(true)
    expect(await orderById(shop.ctx, id)).toMatchObject({ quantity: 1 + won, version: 1 + won })
    expect(won).toBeGreaterThan(0)
  })
})
