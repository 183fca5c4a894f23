import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, type Context, caller, type Id } from '../../kernel/index.ts'
import { openStockShop, type StockShop } from '../fixtures/shop.ts'
import { announceLow } from '../jobs.ts'
import { adjustStock } from './adjust.ts'
import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'

describe('stock work', () => {
  let shop: StockShop
  let staff: Caller<typeof admin>
  let outside: Caller<typeof admin>
  let main: Id<'loc'>
  let frame: Id<'var'>
  const callerAs = (ctx: () => Context) => caller(admin, adminHandlers, ctx)
  beforeEach(async () => {
    shop = await openStockShop()
    main = await shop.place({ code: 'main' })
    frame = await shop.variant('frame')
    const clerk = { kind: 'staff', id: 'usr_1', scopes: ['*'] } as const
    const till = { kind: 'key', id: 'key_1', scopes: ['inventory:write'] } as const
    staff = callerAs(() => shop.as(clerk))
    outside = callerAs(() => shop.as(till))
  })
  afterEach(async () => {
    expect(await shop.broken()).toEqual([])
    await shop.close()
  })

  const at = { sku: 'frame', location: 'main' } as const
  const adjust = (kind: 'receive' | 'count' | 'damage' | 'repair' | 'write_off', quantity: number, more = {}) =>
    staff.adjust({ body: { kind, ...at, quantity, ...more } as never })

  it('receives, sets aside, repairs and writes off, each with its reason in the ledger', async () => {
    expect(await adjust('receive', 10, { reason: 'delivery', note: 'box 7' })).toMatchObject({
      onHand: 10,
      available: 10,
      sku: 'frame',
      locationCode: 'main',
    })
    expect(await adjust('damage', 4)).toMatchObject({ onHand: 10, unavailable: 4, available: 6 })
    expect(await adjust('repair', 1)).toMatchObject({ unavailable: 3, available: 7 })
    expect(await adjust('write_off', 2, { from: 'unavailable' })).toMatchObject({
      onHand: 8,
      unavailable: 1,
      available: 7,
    })
    expect(await adjust('write_off', 3)).toMatchObject({ onHand: 5, unavailable: 1, available: 4 })
    const { items } = await staff.movements({ query: { variant: frame } })
    expect(items.map(({ kind, onHand, unavailable }) => [kind, onHand, unavailable])).toEqual([
      ['write_off', -3, 0],
      ['write_off', -2, -2],
      ['repair', 0, -1],
      ['damage', 0, 4],
      ['receive', 10, 0],
    ])
    expect(items.at(-1)).toMatchObject({
      reason: 'delivery',
      note: 'box 7',
      actor: { kind: 'staff', id: 'usr_1' },
      cause: { type: 'adjustment' },
    })
  })

  it.each([
    ['write_off', 6, {}, 'inventory.insufficient'],
    ['damage', 6, {}, 'inventory.insufficient'],
    ['repair', 1, {}, 'inventory.notDamaged'],
    ['write_off', 1, { from: 'unavailable' }, 'inventory.notDamaged'],
  ] as const)('refuses to %s %i of five', async (kind, quantity, more, code) => {
    await adjust('receive', 5)
    await expect(adjust(kind, quantity, more)).rejects.toMatchObject({ code, status: 409 })
    expect(await shop.level(frame, main)).toMatchObject({ onHand: 5, unavailable: 0 })
  })

  describe('a count', () => {
    it('sets what is on hand, also to what was believed', async () => {
      expect(await adjust('count', 7)).toMatchObject({ onHand: 7 })
      expect(await adjust('count', 3)).toMatchObject({ onHand: 3, version: 3 })
      expect(await adjust('count', 3)).toMatchObject({ onHand: 3 })
      expect((await staff.movements({ query: { variant: frame } })).items).toHaveLength(3)
    })

    it('below what is damaged takes the damaged ones too', async () => {
      await adjust('receive', 5)
      await adjust('damage', 4)
      expect(await adjust('count', 2)).toMatchObject({ onHand: 2, unavailable: 2, available: 0, short: 0 })
    })

    it('below what is promised becomes a debt with a task that goods close', async () => {
      await adjust('receive', 10)
      await shop.hold('crt_a', [{ variantId: frame, quantity: 8 }])
      expect(await adjust('count', 3, { note: 'shelf is empty' })).toMatchObject({ onHand: 3, short: 5, available: 0 })
      const { items } = await staff.tasks({ query: {} })
      expect(items).toMatchObject([
        { kind: 'count', quantity: 5, status: 'open', note: 'shelf is empty', variantId: frame },
      ])
      expect(await adjust('receive', 6)).toMatchObject({ onHand: 9, short: 0, available: 1 })
      expect(await staff.tasks({ query: { status: 'done', kind: 'count' } })).toMatchObject({
        items: [{ resolution: 'covered' }],
      })
    })

    it('by an outside system needs what it expected, and refuses another quantity with the current one', async () => {
      await adjust('receive', 10)
      const count = (expected?: number) =>
        outside.adjust({ body: { kind: 'count', ...at, quantity: 8, ...(expected === undefined ? {} : { expected }) } })
      await expect(count()).rejects.toMatchObject({
        code: 'inventory.expectedRequired',
        status: 428,
        errors: [{ path: 'body.expected' }],
      })
      await expect(count(9)).rejects.toMatchObject({
        code: 'inventory.changed',
        status: 409,
        extra: { variantId: frame, locationId: main, expected: 9, current: 10 },
      })
      expect(await count(10)).toMatchObject({ onHand: 8 })
    })

    it('of two systems at once is taken from one only', async () => {
      await adjust('receive', 10)
      const counts = [1, 2, 3, 4].map((quantity) =>
        outside.adjust({ body: { kind: 'count', ...at, quantity, expected: 10 } }),
      )
      const outcomes = await Promise.allSettled(counts)
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'inventory.changed' })
    })

    it('while goods leave counts what it saw, or is made again from what is there', async () => {
      await adjust('receive', 10)
      const writing = Array.from({ length: 5 }, () => adjust('write_off', 1))
      await Promise.all([...writing, adjust('count', 20)])
      const { onHand } = await shop.level(frame, main)
      expect(onHand).toBeGreaterThanOrEqual(15)
      expect(onHand).toBeLessThanOrEqual(20)
    })
  })

  it('done twice with one key is done once', async () => {
    const request = { id: 'req_1', command: { id: 'key/receive', fingerprint: 'x', uses: 0, replayed: false } }
    const receive = () =>
      adjustStock(
        { ...shop.ctx, request: { ...request, command: { ...request.command } } },
        { kind: 'receive', ...at, quantity: 5 },
      )
    expect(await receive()).toEqual(await receive())
    expect(await shop.level(frame, main)).toMatchObject({ onHand: 5 })
  })

  it.each([
    [{ sku: 'nothing', location: 'main' }, 'inventory.unknownVariant', 'body.sku'],
    [{ variantId: 'var_01kt1a0f80et0akq6m0hbstk54', location: 'main' }, 'inventory.unknownVariant', 'body.variantId'],
    [{ sku: 'frame', location: 'moon' }, 'inventory.unknownLocation', 'body.location'],
    [{ sku: 'frame', location: 'closed' }, 'inventory.locationArchived', 'body.location'],
    [{ location: 'main' }, 'request.invalid', 'body'],
    [{ sku: 'frame', location: 'main', quantity: 0 }, 'request.invalid', 'body.quantity'],
    [{ sku: 'frame', location: 'main', quantity: 1e12 }, 'request.invalid', 'body.quantity'],
    [{ sku: 'frame', location: 'main', color: 'red' }, 'request.invalid', 'body.color'],
  ])('refuses %j with %s', async (change, code, path) => {
    await shop.place({ code: 'closed', status: 'archived' })
    const refused = staff.adjust({ body: { kind: 'receive', quantity: 1, ...change } as never })
    await expect(refused).rejects.toMatchObject({ code, errors: [{ path }] })
    expect(await shop.ctx.db.raw('select count(*) from stock_movements')).toEqual([[0]])
  })

  describe('in bulk', () => {
    it('keeps good rows and names the others', async () => {
      const queen = await shop.variant('queen')
      await adjust('receive', 10)
      const rows = [
        { sku: 'queen', location: 'main', set: 4 },
        { sku: 'nothing', location: 'main', set: 1 },
        { variantId: frame, location: 'main', change: -11 },
        { sku: 'queen', location: main, set: 5 },
        { sku: 'queen', location: 'moon', set: 5 },
        { sku: 'queen', location: 'main' },
      ]
      expect(await staff.bulk({ body: { rows, reason: 'count day' } })).toEqual({
        applied: 1,
        refused: [
          { row: 1, code: 'inventory.unknownVariant', message: expect.any(String) },
          { row: 2, code: 'inventory.insufficient', message: expect.any(String), hint: expect.any(String) },
          { row: 3, code: 'inventory.rowRepeated', message: expect.any(String), hint: expect.any(String) },
          { row: 4, code: 'inventory.unknownLocation', message: expect.any(String) },
          { row: 5, code: 'inventory.rowRepeated', message: expect.any(String), hint: expect.any(String) },
        ],
      })
      expect(await shop.level(queen, main)).toMatchObject({ onHand: 4 })
      expect(await shop.level(frame, main)).toMatchObject({ onHand: 10 })
    })

    it('compares with what an outside system expected, row by row', async () => {
      await adjust('receive', 10)
      await shop.variant('queen')
      const row = { location: 'main', set: 3 }
      const { applied, refused } = await outside.bulk({
        body: {
          rows: [
            { ...row, sku: 'frame', expected: 9 },
            { ...row, sku: 'queen', expected: 0 },
          ],
        },
      })
      expect({ applied, refused }).toMatchObject({
        applied: 1,
        refused: [{ row: 0, code: 'inventory.changed', current: 10 }],
      })
      const unsaid = await outside.bulk({ body: { rows: [{ ...row, sku: 'frame' }] } })
      expect(unsaid).toMatchObject({ applied: 0, refused: [{ code: 'inventory.expectedRequired' }] })
    })

    it('changes up and down, and refuses a row that says nothing or both', async () => {
      const change = async (row: object) =>
        (await staff.bulk({ body: { rows: [{ sku: 'frame', location: 'main', ...row }] } })).refused.map(
          ({ code }) => code,
        )
      expect(await change({ change: 5 })).toEqual([])
      expect(await change({ change: -2 })).toEqual([])
      expect(await change({})).toEqual(['inventory.rowUnclear'])
      expect(await change({ set: 1, change: 1 })).toEqual(['inventory.rowUnclear'])
      expect(await shop.level(frame, main)).toMatchObject({ onHand: 3 })
      const rows = Array.from({ length: 501 }, () => ({ sku: 'frame', location: 'main', set: 1 }))
      await expect(staff.bulk({ body: { rows } })).rejects.toMatchObject({
        code: 'request.invalid',
        errors: [{ path: 'body.rows' }],
      })
    })
  })

  describe('a low level', () => {
    it('is announced once each time it falls to its threshold', async () => {
      await adjust('receive', 10)
      await staff.changeThreshold({ params: { variantId: frame, locationId: 'main' }, body: { lowAt: 3 } })
      expect(await announceLow(shop.ctx)).toBe(0)
      await adjust('write_off', 7)
      expect(await announceLow(shop.ctx)).toBe(1)
      await adjust('write_off', 1)
      expect(await announceLow(shop.ctx)).toBe(0)
      await adjust('receive', 5)
      await adjust('write_off', 5)
      expect(await announceLow(shop.ctx)).toBe(1)
      expect(await shop.events('stock.low')).toEqual([
        { variantId: frame, locationId: main, available: 3, lowAt: 3 },
        { variantId: frame, locationId: main, available: 2, lowAt: 3 },
      ])
    })

    it('is one at once when the threshold is raised to it, and none without a threshold', async () => {
      await adjust('receive', 10)
      const threshold = (lowAt: number | null) =>
        staff.changeThreshold({ params: { variantId: frame, locationId: main }, body: { lowAt } })
      expect(await threshold(10)).toMatchObject({ isLow: true, lowAt: 10 })
      expect((await staff.levels({ query: { low: true } })).items).toMatchObject([{ variantId: frame }])
      expect(await threshold(null)).toMatchObject({ isLow: false, lowAt: null })
      expect((await staff.levels({ query: { low: true } })).items).toEqual([])
    })
  })

  it('lists levels by variant, product, SKU, location and debt, page by page', async () => {
    const store = await shop.place({ code: 'store' })
    const queen = await shop.variant('queen', { backorder: true })
    await adjust('receive', 1)
    await shop.stock(queen, main, 2)
    await shop.stock(queen, store, 3)
    await shop.hold('crt_a', [{ variantId: queen, quantity: 9, backorder: true }])
    const found = async (query: object) =>
      (await staff.levels({ query })).items.map(({ sku, locationCode }) => `${sku} ${locationCode}`)
    expect(await found({})).toEqual(['frame main', 'queen main', 'queen store'])
    expect(await found({ variant: queen })).toEqual(['queen main', 'queen store'])
    expect(await found({ sku: 'frame' })).toEqual(['frame main'])
    expect(await found({ location: 'store' })).toEqual(['queen store'])
    expect(await found({ location: main, sku: 'queen' })).toEqual(['queen main'])
    expect(await found({ short: true })).toHaveLength(1)
    expect(await found({ short: false, low: false })).toHaveLength(3)
    const first = await staff.levels({ query: { limit: 2 } })
    const second = await staff.levels({ query: { limit: 2, cursor: first.next ?? '' } })
    expect(second).toMatchObject({ items: [{ sku: 'queen', locationCode: 'store' }], next: null })
    await expect(staff.level({ params: { variantId: frame, locationId: 'store' } })).rejects.toMatchObject({
      code: 'inventory.levelNotFound',
    })
  })

  it('lists the ledger of a variant, a level, a location and the house, page by page', async () => {
    const store = await shop.place({ code: 'store' })
    const queen = await shop.variant('queen')
    for (const [variant, place] of [
      [frame, main],
      [queen, store],
      [frame, store],
      [frame, main],
    ] as const)
      await shop.stock(variant, place, 1)
    const numbers = async (query: object) => {
      const seen: number[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof staff.movements>> = await staff.movements({
          query: { ...query, limit: 1, ...(cursor === null ? {} : { cursor }) },
        })
        seen.push(...page.items.map(({ number }) => number))
        cursor = page.next
      } while (cursor !== null)
      return seen
    }
    expect(await numbers({})).toEqual([4, 3, 2, 1])
    expect(await numbers({ variant: frame })).toEqual([4, 3, 1])
    expect(await numbers({ variant: frame, location: 'main' })).toEqual([4, 1])
    expect(await numbers({ location: 'store' })).toEqual([3, 2])
    expect(await numbers({ variant: 'var_none' })).toEqual([])
  })

  it('lists promises with the reasons of their routing in words', async () => {
    const store = await shop.place({ code: 'store', priority: 200 })
    await shop.stock(frame, main, 5)
    await shop.stock(frame, store, 5)
    await shop.hold('crt_a', [{ variantId: frame, quantity: 2 }])
    await shop.hold('crt_b', [{ variantId: frame, quantity: 1 }])
    await shop.commit('crt_b', 'ord_b')
    const { items } = await staff.reservations({ query: { cart: 'crt_a' } })
    expect(items).toMatchObject([{ cartId: 'crt_a', quantity: 2, status: 'held', locationId: main }])
    expect(items[0]?.reasons).toEqual([
      {
        locationId: main,
        locationName: 'main',
        verdict: 'chosen',
        why: 'priority',
        words: 'comes first by priority',
        available: 5,
      },
      {
        locationId: store,
        locationName: 'store',
        verdict: 'passed',
        why: 'lower_priority',
        words: 'comes later by priority',
        available: 5,
      },
    ])
    const ids = async (query: object) => (await staff.reservations({ query })).items.map(({ cartId }) => cartId)
    expect(await ids({ variant: frame })).toEqual(['crt_a'])
    expect(await ids({ status: 'committed', location: 'main' })).toEqual(['crt_b'])
    expect(await ids({ status: 'committed', location: 'store' })).toEqual([])
    expect(await ids({ order: 'ord_b' })).toEqual(['crt_b'])
    await shop.hold('crt_c', [{ variantId: frame, quantity: 1 }])
    const first = await staff.reservations({ query: { limit: 1 } })
    const second = await staff.reservations({ query: { limit: 1, cursor: first.next ?? '' } })
    expect([...first.items, ...second.items].map(({ cartId }) => cartId)).toEqual(['crt_a', 'crt_c'])
    await expect(
      staff.reservations({ query: { status: 'committed', cursor: first.next ?? '' } }),
    ).rejects.toMatchObject({ code: 'request.invalid' })
  })

  it('closes a task by hand once', async () => {
    await adjust('receive', 5)
    await shop.hold('crt_a', [{ variantId: frame, quantity: 5 }])
    await adjust('count', 1)
    const [open] = (await staff.tasks({ query: {} })).items
    const id = open?.id ?? ''
    expect(await staff.finishTask({ params: { id }, body: { note: 'ordered more' } })).toMatchObject({
      status: 'done',
      resolution: 'dismissed',
      note: 'ordered more',
      version: 2,
    })
    expect(await staff.finishTask({ params: { id }, body: {} })).toMatchObject({ version: 2 })
    await expect(staff.finishTask({ params: { id: 'tsk_none' }, body: {} })).rejects.toMatchObject({
      code: 'inventory.taskNotFound',
    })
    await adjust('receive', 9)
  })
})
