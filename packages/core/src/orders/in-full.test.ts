import { afterEach, beforeEach, expect, it } from 'vitest'
import { cancelOrder } from './cancel.ts'
import { type OrderShop, openOrderShop } from './fixtures/shop.ts'
import { type OrderInFull, orderInFull } from './in-full.ts'
import { updateOrder } from './notes.ts'

let shop: OrderShop
beforeEach(async () => {
  shop = await openOrderShop()
})
afterEach(() => shop.close())

/** As a process that has just been started finds it. */
const stored = (id: string): Promise<OrderInFull | undefined> =>
  orderInFull({ ...shop.ctx, db: { ...shop.ctx.db } }, id)

it.each([
  { lines: [{ sku: 'HIVE', quantity: 2 }, { sku: 'VEIL' }], pay: 'manual' },
  { lines: [{ sku: 'HIVE' }], delivery: 'pickup' as const, pay: 'sandbox_ok' },
])('is found right after it was placed exactly as it is stored, %o', async (buying) => {
  await shop.stop()
  const id = await shop.order(buying)
  expect(await orderInFull(shop.ctx, id)).toStrictEqual(await stored(id))
})

it('is found as it stands after every change', async () => {
  const id = await shop.order({ lines: [{ sku: 'HIVE', quantity: 3 }], pay: 'sandbox_ok' })
  await shop.settle()
  expect(await orderInFull(shop.ctx, id)).toStrictEqual(await stored(id))
  await updateOrder(shop.ctx, { id, patch: { email: 'Grace@example.com' } })
  expect(await orderInFull(shop.ctx, id)).toStrictEqual(await stored(id))
  const [line] = (await orderInFull(shop.ctx, id))?.lines ?? []
  await cancelOrder(shop.ctx, { id, cancel: { lines: [{ lineId: line?.id as `orl_${string}`, quantity: 1 }] } })
  await shop.settle()
  const now = await orderInFull(shop.ctx, id)
  expect(now).toStrictEqual(await stored(id))
  expect(now?.order).toMatchObject({ email: 'grace@example.com', cancelled: 1, paymentStatus: 'partially_refunded' })
})
