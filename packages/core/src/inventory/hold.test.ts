import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Id, run } from '../kernel/index.ts'
import { CHANNEL, HOLD_TIME, lineOf, openStockShop, type StockShop } from './fixtures/shop.ts'
import {
  commitHold,
  commitPlan,
  endExpiredHolds,
  extendHold,
  fulfil,
  HOLD_LIMITS,
  hold,
  liveReservations,
  planHold,
  releaseHold,
  restock,
  uncommit,
} from './index.ts'

describe('holding stock', () => {
  let shop: StockShop
  let warehouse: Id<'loc'>
  let frame: Id<'var'>
  beforeEach(async () => {
    shop = await openStockShop()
    warehouse = await shop.place({ code: 'warehouse' })
    frame = await shop.variant('frame')
    await shop.stock(frame, warehouse, 10)
  })
  afterEach(async () => {
    expect(await shop.broken()).toEqual([])
    await shop.close()
  })

  const level = () => shop.level(frame, warehouse)
  const request = (quantity: number, more = {}) => ({
    cartId: 'crt_a',
    lines: [lineOf({ variantId: frame, quantity })],
    destination: { country: 'PL' },
    channelId: CHANNEL,
    ...more,
  })

  it('reserves with a reason, tells once, and can be given back', async () => {
    const [held] = await shop.hold('crt_a', [{ variantId: frame, quantity: 4 }])
    expect(await level()).toMatchObject({ onHand: 10, reserved: 4, available: 6 })
    expect(await shop.events('stock.changed')).toEqual([{ variantId: frame }])
    expect(held).toMatchObject({ quantity: 4, status: 'held', expiresAt: shop.ctx.now() + HOLD_TIME })
    await shop.command((commandId) =>
      releaseHold(shop.ctx, held === undefined ? [] : [held], { commandId, reason: 'cart_emptied' }),
    )
    expect(await level()).toMatchObject({ reserved: 0, available: 10 })
    expect(await liveReservations(shop.ctx, { cartId: 'crt_a' })).toEqual([])
  })

  it('replaces what the cart held before, and counts it as its own', async () => {
    await shop.hold('crt_a', [{ variantId: frame, quantity: 8 }])
    await shop.hold('crt_a', [{ variantId: frame, quantity: 10 }])
    expect(await level()).toMatchObject({ reserved: 10, available: 0 })
    await expect(shop.hold('crt_a', [{ variantId: frame, quantity: 11 }])).rejects.toMatchObject({
      code: 'inventory.insufficient',
      extra: { variantId: frame, requested: 11, available: 10 },
      errors: [{ path: `lines.line-${frame}`, code: 'insufficient' }],
    })
    expect(await level()).toMatchObject({ reserved: 10 })
    await shop.hold('crt_a', [])
    expect(await level()).toMatchObject({ reserved: 0 })
  })

  it('only extends a hold that is the same as before', async () => {
    const before = await shop.hold('crt_a', [{ variantId: frame, quantity: 3 }])
    shop.clock.advance(60_000)
    const after = await shop.hold('crt_a', [{ variantId: frame, quantity: 3 }])
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(after[0]?.expiresAt).toBe((before[0]?.expiresAt ?? 0) + 60_000)
    expect(await shop.ctx.db.raw('select count(*) from stock_movements')).toEqual([[2]])
  })

  it('checks the sum of lines of one variant, not each alone', async () => {
    const lines = [
      { variantId: frame, quantity: 6, key: 'one' },
      { variantId: frame, quantity: 5, key: 'two' },
    ]
    await expect(shop.hold('crt_a', lines)).rejects.toMatchObject({ extra: { requested: 5, available: 4 } })
    expect(await level()).toMatchObject({ reserved: 0 })
  })

  it('plans anew when somebody else was faster, from another location if need be', async () => {
    const other = await shop.place({ code: 'other', priority: 200 })
    await shop.stock(frame, other, 10)
    const plans: string[] = []
    await run(shop.ctx, {
      name: 'test.slow',
      plan: async (commandId) => {
        const plan = await planHold(shop.ctx, request(8))
        plans.push(plan.allocations[0]?.locationId ?? '')
        if (plans.length === 1) await shop.hold('crt_fast', [{ variantId: frame, quantity: 7 }])
        return { result: null, statements: hold(shop.ctx, plan, { commandId, expiresAt: shop.ctx.now() + 1 }) }
      },
    })
    expect(plans).toEqual([warehouse, other])
    expect(await shop.level(frame, other)).toMatchObject({ reserved: 8 })
  })

  it('ends expired holds of its variants at the moment of use, without the job', async () => {
    await shop.hold('crt_old', [{ variantId: frame, quantity: 10 }])
    await expect(shop.hold('crt_new', [{ variantId: frame, quantity: 1 }])).rejects.toMatchObject({
      code: 'inventory.insufficient',
    })
    shop.clock.advance(HOLD_TIME)
    await shop.hold('crt_new', [{ variantId: frame, quantity: 10 }])
    expect(await level()).toMatchObject({ reserved: 10, available: 0 })
    expect(await shop.ctx.db.raw('select cart_id, status from reservations order by id')).toEqual([
      ['crt_old', 'expired'],
      ['crt_new', 'held'],
    ])
  })

  it('lets a crowd in when many holds expire at once', async () => {
    for (let cart = 0; cart < 10; cart += 1) await shop.hold(`crt_old_${cart}`, [{ variantId: frame, quantity: 1 }])
    shop.clock.advance(HOLD_TIME)
    const crowd = Array.from({ length: 30 }, (_, cart) => shop.hold(`crt_${cart}`, [{ variantId: frame, quantity: 1 }]))
    const outcomes = await Promise.allSettled(crowd)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
    expect(await level()).toMatchObject({ reserved: 10 })
  })

  it('lets the job end expired holds, and leaves those that were extended', async () => {
    await shop.hold('crt_a', [{ variantId: frame, quantity: 2 }])
    const extended = await shop.hold('crt_b', [{ variantId: frame, quantity: 3 }])
    const expiresAt = shop.ctx.now() + 2 * HOLD_TIME
    await shop.command(() => extendHold(shop.ctx, extended, { expiresAt }))
    shop.clock.advance(HOLD_TIME)
    expect(await endExpiredHolds(shop.ctx)).toBe(1)
    expect(await endExpiredHolds(shop.ctx)).toBe(0)
    expect(await level()).toMatchObject({ reserved: 3, available: 7 })
  })

  it('commits a hold once: a second commit, a release and an extension of it are refused', async () => {
    const held = await shop.hold('crt_a', [{ variantId: frame, quantity: 4 }])
    const lineIds = new Map([[`line-${frame}`, 'oli_1']])
    const commit = (orderId: string) =>
      shop.command((commandId) => commitHold(shop.ctx, held, { commandId, orderId, lineIds }))
    await commit('ord_1')
    expect(await level()).toMatchObject({ onHand: 10, reserved: 0, committed: 4, available: 6 })
    await expect(commit('ord_2')).rejects.toMatchObject({ code: 'request.conflict' })
    const release = shop.command((commandId) => releaseHold(shop.ctx, held, { commandId, reason: 'late' }))
    await expect(release).rejects.toMatchObject({ code: 'request.conflict' })
    const extend = shop.command(() => extendHold(shop.ctx, held, { expiresAt: shop.ctx.now() + 1 }))
    await expect(extend).rejects.toMatchObject({ code: 'request.conflict' })
    expect(await liveReservations(shop.ctx, { orderId: 'ord_1' })).toMatchObject([{ orderLineId: 'oli_1', open: 4 }])
    expect(await level()).toMatchObject({ committed: 4 })
  })

  it('commits a hold whose time is over as long as nobody took the goods', async () => {
    await shop.hold('crt_a', [{ variantId: frame, quantity: 4 }])
    shop.clock.advance(2 * HOLD_TIME)
    expect(await shop.commit('crt_a', 'ord_1')).toHaveLength(1)
  })

  it('fulfils and cancels what an order was promised, never more than that', async () => {
    await shop.hold('crt_a', [{ variantId: frame, quantity: 5 }])
    const [promised] = await shop.commit('crt_a', 'ord_1')
    if (promised === undefined) throw new Error('nothing was committed')
    await shop.command((commandId) => fulfil(shop.ctx, promised, 2, { commandId }))
    expect(await level()).toMatchObject({ onHand: 8, committed: 3, available: 5 })
    await shop.command((commandId) => uncommit(shop.ctx, promised, 1, { commandId, reason: 'changed_mind' }))
    expect(await level()).toMatchObject({ onHand: 8, committed: 2, available: 6 })
    const tooMany = [fulfil, uncommit].map((settle) =>
      shop.command((commandId) => settle(shop.ctx, promised, 3, { commandId })),
    )
    for (const refused of await Promise.allSettled(tooMany))
      expect(refused).toMatchObject({
        reason: { code: 'inventory.reservationClosed', extra: { reservationId: promised.id } },
      })
    await shop.command((commandId) => fulfil(shop.ctx, promised, 2, { commandId }))
    expect(await shop.ctx.db.raw('select status, fulfilled, cancelled, closed_at is null from reservations')).toEqual([
      ['fulfilled', 4, 1, 0],
    ])
    const cause = { type: 'return', id: 'ret_1' }
    const back = { variantId: frame, locationId: warehouse, quantity: 1 }
    await shop.command((commandId) => [
      ...restock(shop.ctx, { ...back, condition: 'sellable' }, { commandId, cause }),
      ...restock(shop.ctx, { ...back, condition: 'damaged' }, { commandId, cause }),
    ])
    expect(await level()).toMatchObject({ onHand: 8, unavailable: 1, committed: 0, available: 7 })
  })

  it('refuses to ship goods that are not there', async () => {
    const bee = await shop.variant('bee', { backorder: true })
    await shop.hold('crt_a', [{ variantId: bee, quantity: 2, backorder: true }])
    const [promised] = await shop.commit('crt_a', 'ord_1')
    if (promised === undefined) throw new Error('nothing was committed')
    const shipping = shop.command((commandId) => fulfil(shop.ctx, promised, 1, { commandId }))
    await expect(shipping).rejects.toMatchObject({ code: 'inventory.notOnHand', extra: { requested: 1 } })
  })

  describe('beyond what is there', () => {
    it('owes with a task where backorders are allowed, and goods that arrive pay the debt before they are sold', async () => {
      const bee = await shop.variant('bee', { backorder: true })
      await shop.stock(bee, warehouse, 2)
      const [held] = await shop.hold('crt_a', [{ variantId: bee, quantity: 5, backorder: true }])
      expect(held).toMatchObject({ quantity: 5, short: 3 })
      expect(await shop.level(bee, warehouse)).toMatchObject({ reserved: 5, short: 3, available: 0 })
      const tasks = () => shop.ctx.db.raw('select kind, quantity, status, resolution from stock_tasks')
      expect(await tasks()).toEqual([['backorder', 3, 'open', null]])
      await shop.stock(bee, warehouse, 2)
      expect(await shop.level(bee, warehouse)).toMatchObject({ onHand: 4, short: 1, available: 0 })
      expect(await tasks()).toEqual([['backorder', 3, 'open', null]])
      await shop.stock(bee, warehouse, 4)
      expect(await shop.level(bee, warehouse)).toMatchObject({ onHand: 8, short: 0, available: 3 })
      expect(await tasks()).toEqual([['backorder', 3, 'done', 'covered']])
    })

    it('gives a debt back with the hold that made it', async () => {
      const bee = await shop.variant('bee', { backorder: true })
      await shop.hold('crt_a', [{ variantId: bee, quantity: 5, backorder: true }])
      await shop.hold('crt_a', [{ variantId: bee, quantity: 1, backorder: true }])
      expect(await shop.level(bee, warehouse)).toMatchObject({ reserved: 1, short: 1 })
      shop.clock.advance(HOLD_TIME)
      await endExpiredHolds(shop.ctx)
      expect(await shop.level(bee, warehouse)).toMatchObject({ reserved: 0, short: 0, available: 0 })
    })

    it('takes an order that was sold elsewhere, as a debt of its own kind', async () => {
      await shop.hold('crt_a', [{ variantId: frame, quantity: 9 }])
      await shop.command(async (commandId) => {
        const plan = await planHold(shop.ctx, { ...request(4), cartId: null, missing: 'owe' })
        const lineIds = new Map([[`line-${frame}`, 'oli_9']])
        return commitPlan(shop.ctx, plan, { commandId, orderId: 'ord_9', lineIds })
      })
      expect(await level()).toMatchObject({ reserved: 9, committed: 4, short: 3, available: 0 })
      expect(await shop.ctx.db.raw('select kind, quantity, cause_type, cause_id from stock_tasks')).toEqual([
        ['intake', 3, 'order', 'ord_9'],
      ])
    })

    it('plans a debt anew when goods became free in between', async () => {
      const bee = await shop.variant('bee', { backorder: true })
      let plans = 0
      await run(shop.ctx, {
        name: 'test.slow',
        plan: async (commandId) => {
          plans += 1
          const lines = [lineOf({ variantId: bee, quantity: 5, backorder: true })]
          const plan = await planHold(shop.ctx, { ...request(1), lines })
          if (plans === 1) await shop.stock(bee, warehouse, 3)
          return { result: null, statements: hold(shop.ctx, plan, { commandId, expiresAt: shop.ctx.now() + 1 }) }
        },
      })
      expect(plans).toBe(2)
      expect(await shop.level(bee, warehouse)).toMatchObject({ reserved: 5, short: 2, available: 0 })
    })
  })

  it('needs no level for goods that are not counted', async () => {
    const course = await shop.variant('course', { tracked: false })
    const lines = [lineOf({ variantId: course, quantity: 1_000, tracked: false })]
    const plan = await planHold(shop.ctx, { ...request(1), lines })
    expect(plan.allocations).toMatchObject([{ locationId: warehouse, tracked: false }])
    expect(plan.reasons[0]?.candidates).toEqual([[warehouse, 'untracked', 0]])
    expect(hold(shop.ctx, plan, { commandId: 'cmd_x', expiresAt: 1 })).toEqual([])
  })

  describe('is limited', () => {
    it('per cart', async () => {
      const lines = Array.from({ length: HOLD_LIMITS.cartReservations + 1 }, (_, at) =>
        lineOf({ variantId: frame, quantity: 1, key: `line ${at}` }),
      )
      await shop.stock(frame, warehouse, 1_000)
      const refused = planHold(shop.ctx, { ...request(1), lines })
      await expect(refused).rejects.toMatchObject({
        code: 'inventory.holdLimit',
        status: 429,
        extra: { per: 'cart', limit: 200 },
      })
      await shop.stock(frame, warehouse, 200_000)
      await expect(planHold(shop.ctx, request(100_001))).rejects.toMatchObject({
        extra: { per: 'cart', limit: 100_000 },
      })
    })

    it('per network address, which is kept as a hash and only while it holds', async () => {
      await shop.stock(frame, warehouse, 1_000)
      const lines = (from: number, count: number) =>
        Array.from({ length: count }, (_, at) => ({ variantId: frame, quantity: 1, key: `line ${from + at}` }))
      const address = '192.0.2.7'
      for (let cart = 0; cart < 4; cart += 1) await shop.hold(`crt_${cart}`, lines(0, 120), { address })
      await shop.hold('crt_4', lines(0, 20), { address })
      await expect(shop.hold('crt_5', lines(0, 1), { address })).rejects.toMatchObject({
        extra: { per: 'address', limit: 500 },
      })
      await shop.hold('crt_5', lines(0, 1), { address: '192.0.2.8' })
      await shop.hold('crt_4', lines(0, 19), { address })
      await shop.hold('crt_6', lines(0, 1), { address })
      const [[kept]] = (await shop.ctx.db.raw("select count(*) from reservations where address like '%192.%'")) as [
        [number],
      ]
      expect(kept).toBe(0)
      await shop.commit('crt_6', 'ord_6')
      expect(await shop.ctx.db.raw("select address from reservations where order_id = 'ord_6'")).toEqual([[null]])
    })
  })
})
