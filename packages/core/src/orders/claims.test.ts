import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, it } from 'vitest'
import { lookAtCart } from '../carts/index.ts'
import { contribute, plain } from '../kernel/index.ts'
import { lastSessionOfCart, resolvePayments } from '../payments/index.ts'
import { completeCartOf } from './complete.ts'
import { type OrderShop, openOrderShop } from './fixtures/shop.ts'
import { type OrderClaim, orderPlacing } from './placing.ts'
import { problems } from './problems.ts'
import { orderOfCart } from './reads.ts'

describe('what joins the command of an order', () => {
  let shop: OrderShop
  afterEach(async () => {
    await shop.settle()
    await shop.balanced()
    await shop.close()
  })
  const open = async (claim: OrderClaim) => {
    shop = await openOrderShop({ contributes: [contribute(orderPlacing, claim)] })
  }

  it('can be had once, however many buyers claim it at the same moment', async () => {
    const use = plain(sql`update coupons set left = left - 1 where code = 'HONEY'`)
    await open(() => [
      use({}, { changes: 1, refuse: () => problems.notAllowed({ extra: { current: 'used', action: 'coupon' } }) }),
    ])
    await shop.app.db.batch([
      { sql: 'create table coupons (code text primary key, left integer not null check (left >= 0)) strict', args: [] },
      { sql: "insert into coupons values ('HONEY', 1)", args: [] },
    ])
    const carts = await Promise.all(Array.from({ length: 5 }, () => shop.ready()))
    const ended = await Promise.allSettled(carts.map((id) => completeCartOf(shop.ctx, id)))
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of ended)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'orders.notAllowed' })
    expect(await shop.count('select count(*) from orders')).toBe(1)
    expect(await shop.count('select left from coupons')).toBe(0)
    expect(await shop.count("select count(*) from carts where status = 'open'")).toBe(4)
  })

  it('is given the lines with their ids and where they ship from', async () => {
    const seen: unknown[] = []
    await open((_ctx, { purchase, lineIds, placements }) => {
      seen.push({ skus: purchase.lines.map(({ sku }) => sku), lines: lineIds.size, placements: placements.length })
      return []
    })
    await shop.order({ lines: [{ sku: 'HIVE' }, { sku: 'VEIL', quantity: 2 }] })
    expect(seen).toEqual([{ skus: ['HIVE', 'VEIL'], lines: 2, placements: 2 }])
  })

  it('is made good later when the process died after the provider had said yes', async () => {
    let deaths = 1
    await open(() => {
      deaths -= 1
      if (deaths >= 0) throw new Error('the process died here')
      return []
    })
    const cartId = await shop.ready({ pay: 'sandbox_ok' })
    await expect(completeCartOf(shop.ctx, cartId)).rejects.toThrow('the process died here')
    expect((await lookAtCart(shop.ctx, cartId)).cart.status).toBe('completing')
    expect(await completeCartOf(shop.ctx, cartId)).toEqual({ status: 'processing' })
    shop.clock.advance(60_000)
    await resolvePayments(shop.ctx)
    expect(await orderOfCart(shop.ctx, cartId)).toMatchObject({ paymentStatus: 'paid' })
    expect(await lastSessionOfCart(shop.ctx, cartId)).toMatchObject({ captured: 13_000 })
  })
})
