import { describe, expect, it } from 'vitest'
import { isProblem } from '../kernel/index.ts'
import { completeCartOf } from './complete.ts'
import { openOrderShop } from './fixtures/shop.ts'

describe('the last units', () => {
  it('go to exactly as many buyers as there are units', async () => {
    const shop = await openOrderShop({ goods: [{ sku: 'QUEEN', amount: 3_500, stock: 50 }], patience: 30_000 })
    await shop.app.db.batch([
      {
        sql: 'update stock_locations set status = ? where id = ?',
        args: ['archived', shop.places.store],
        touches: 'locations',
      },
    ])
    let refused = 0
    const buy = async (index: number) => {
      try {
        const cartId = await shop.ready({ lines: [{ sku: 'QUEEN' }], pay: index % 2 === 0 ? 'manual' : 'sandbox_ok' })
        const done = await completeCartOf({ ...shop.ctx, request: { id: shop.ctx.newId('req') } }, cartId)
        return done.status === 'placed' ? done.orderId : undefined
      } catch (error) {
        if (!isProblem(error) || error.code !== 'inventory.insufficient') throw error
        refused += 1
        return undefined
      }
    }
    const bought = await Promise.all(Array.from({ length: 200 }, (_, index) => buy(index)))
    const orders = new Set(bought.filter((id) => id !== undefined))
    expect([orders.size, refused]).toEqual([50, 150])
    expect(await shop.count('select count(*) from orders')).toBe(50)
    expect(
      await shop.count('select sum(committed) from inventory_levels where location_id = ?', shop.places.warehouse),
    ).toBe(50)
    expect(
      await shop.count('select sum(available) from inventory_levels where location_id = ?', shop.places.warehouse),
    ).toBe(0)
    const numbers = await shop.app.db.raw('select number from orders order by number')
    expect(numbers.map(([number]) => number)).toEqual(Array.from({ length: 50 }, (_, index) => `VT-${10_001 + index}`))
    await shop.settle()
    await shop.balanced()
    await shop.close()
  }, 60_000)
})
