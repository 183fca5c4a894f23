import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { caller } from '../kernel/index.ts'
import { type OrderShop, openOrderShop } from '../orders/fixtures/shop.ts'
import { admin } from './contract.ts'
import { breakBy, liveliness } from './fixtures/broken.ts'
import { repairInvariants } from './repair.ts'
import { adminHandlers } from './routes.ts'

let shop: OrderShop
beforeEach(async () => {
  shop = await openOrderShop({ isBroken: true })
})
afterEach(() => shop.close())

describe('the repair', () => {
  const sums = async () =>
    (await shop.app.db.raw('select sum(on_hand), sum(reserved), sum(committed), sum(short) from inventory_levels'))[0]

  it('has nothing to do in a sound shop', async () => {
    await liveliness(shop)
    const before = await shop.count('select count(*) from stock_movements')
    expect(await repairInvariants(shop.ctx)).toEqual({ repaired: 0, steps: [], after: { ok: true, violations: [] } })
    expect(await shop.count('select count(*) from stock_movements')).toBe(before)
  })

  it('takes levels from their ledger, and says so in the ledger and the audit log', async () => {
    await liveliness(shop)
    const before = await sums()
    breakBy(shop, 'update inventory_levels set on_hand = on_hand + 7, last_movement = null where on_hand > 0')
    const { repaired, after } = await repairInvariants(shop.ctx)
    expect(after).toEqual({ ok: true, violations: [] })
    expect(repaired).toBeGreaterThan(0)
    expect(await sums()).toEqual(before)
    expect(
      await shop.count(
        "select count(*) from stock_movements where kind = 'correct' and cause_type = 'integrity' and reason like '%instead of%'",
      ),
    ).toBeGreaterThan(0)
    expect(await shop.count("select count(*) from audit_log where action = 'integrity.repair'")).toBeGreaterThan(0)
  })

  it('gives the ledger what reservations say, as a debt with a task where nothing is left', async () => {
    await liveliness(shop)
    breakBy(
      shop,
      "update reservations set quantity = quantity + 50 where status = 'held'",
      'update cart_lines set quantity = quantity + 50',
    )
    const { after, steps } = await repairInvariants(shop.ctx, { only: ['I4'] })
    expect(after).toEqual({ ok: true, violations: [] })
    expect(steps.every(({ outcome }) => outcome === 'repaired')).toBe(true)
    expect(await shop.count('select count(*) from inventory_levels where short > 0')).toBeGreaterThan(0)
  })

  it('promises to order lines what they still owe, and takes back what is too much', async () => {
    const { open } = await liveliness(shop)
    breakBy(
      shop,
      `update reservations set status = 'released', closed_at = 1, order_id = null where order_id = '${open}'`,
    )
    const { after } = await repairInvariants(shop.ctx)
    expect(after).toEqual({ ok: true, violations: [] })
    expect(
      await shop.count("select count(*) from reservations where order_id = ? and status = 'committed'", open),
    ).toBe(1)
    breakBy(shop, `update reservations set quantity = quantity + 2 where order_id = '${open}' and status = 'committed'`)
    expect((await repairInvariants(shop.ctx)).after.ok).toBe(true)
    await shop.balanced()
  })

  it('lets the holds of dead carts and lost promises go', async () => {
    const { cart } = await liveliness(shop)
    breakBy(
      shop,
      `delete from cart_lines where cart_id = '${cart}'`,
      `delete from carts where id = '${cart}'`,
      "update reservations set order_line_id = 'orl_x' where status = 'committed'",
    )
    const { after } = await repairInvariants(shop.ctx)
    expect(after).toEqual({ ok: true, violations: [] })
    expect(await shop.count("select count(*) from reservations where cart_id = ? and status = 'held'", cart)).toBe(0)
  })

  it('leaves to people what no stored fact decides, and says so', async () => {
    await liveliness(shop)
    breakBy(shop, 'update orders set total = total + 1')
    const { repaired, after } = await repairInvariants(shop.ctx)
    expect([repaired, after.ok]).toEqual([0, false])
  })

  it('is asked for through the admin surface', async () => {
    const call = caller(admin, adminHandlers, () => shop.ctx)
    await liveliness(shop)
    breakBy(shop, 'update inventory_levels set on_hand = on_hand + 1 where on_hand > 0')
    const before = await call.check({})
    expect(before.violations[0]).toMatchObject({
      invariant: 'I1',
      title: 'every level is the sum of its ledger',
      rows: expect.arrayContaining([expect.objectContaining({ cause: expect.any(String) })]),
    })
    expect((await call.repair({ body: { invariants: ['I4'] } })).repaired).toBe(0)
    expect((await call.repair({ body: {} })).after).toEqual({ ok: true, violations: [] })
    expect(await call.check({})).toEqual({ ok: true, violations: [] })
  })
})
