import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, caller, type Id } from '../../kernel/index.ts'
import { openStockShop, type StockShop } from '../fixtures/shop.ts'
import { admin } from './contract.ts'
import { shipTransfer } from './moves.ts'
import { adminHandlers } from './routes.ts'

describe('transfers', () => {
  let shop: StockShop
  let staff: Caller<typeof admin>
  let here: Id<'loc'>
  let there: Id<'loc'>
  let frame: Id<'var'>
  beforeEach(async () => {
    shop = await openStockShop()
    staff = caller(admin, adminHandlers, () => shop.ctx)
    here = await shop.place({ code: 'here' })
    there = await shop.place({ code: 'there' })
    frame = await shop.variant('frame')
    await shop.stock(frame, here, 10)
  })
  afterEach(async () => {
    expect(await shop.broken()).toEqual([])
    await shop.close()
  })

  const plan = (quantity: number, more = {}) =>
    staff.create({ body: { from: 'here', to: 'there', lines: [{ sku: 'frame', quantity }], ...more } })
  const id = async (quantity: number, more = {}) => (await plan(quantity, more)).id
  const levels = async () => ({ here: await shop.level(frame, here), there: await shop.level(frame, there) })

  it('move nothing until they ship; then the goods are incoming, and arrive in parts', async () => {
    const expectedAt = '2026-06-05T00:00:00.000Z'
    const made = await plan(6, { reference: 'van 3', expectedAt })
    expect(made).toMatchObject({
      status: 'draft',
      fromLocationId: here,
      toLocationId: there,
      expectedAt,
      lines: [{ variantId: frame, quantity: 6 }],
    })
    expect(await shop.level(frame, here)).toMatchObject({ onHand: 10 })
    const params = { id: made.id }
    expect(await staff.ship({ params })).toMatchObject({ status: 'in_transit', version: 2 })
    expect(await levels()).toMatchObject({
      here: { onHand: 4, available: 4 },
      there: { onHand: 0, incoming: 6, available: 0 },
    })
    const some = await staff.receive({ params, body: { lines: [{ sku: 'frame', quantity: 4, damaged: 1 }] } })
    expect(some).toMatchObject({ status: 'in_transit', lines: [{ received: 4 }] })
    expect((await levels()).there).toMatchObject({ onHand: 4, unavailable: 1, incoming: 2, available: 3 })
    expect(await staff.receive({ params, body: {} })).toMatchObject({ status: 'received', lines: [{ received: 6 }] })
    expect((await levels()).there).toMatchObject({ onHand: 6, incoming: 0 })
    await expect(staff.receive({ params, body: {} })).rejects.toMatchObject({
      code: 'inventory.transferStatus',
      extra: { current: 'received' },
    })
  })

  it('bring goods from outside', async () => {
    const params = { id: await id(50, { from: null }) }
    await staff.ship({ params })
    expect(await levels()).toMatchObject({ here: { onHand: 10 }, there: { incoming: 50 } })
    await staff.receive({ params, body: {} })
    expect((await levels()).there).toMatchObject({ onHand: 50, incoming: 0 })
  })

  it('take what is free only', async () => {
    await shop.hold('crt_a', [{ variantId: frame, quantity: 7 }])
    const params = { id: await id(4) }
    await expect(staff.ship({ params })).rejects.toMatchObject({
      code: 'inventory.insufficient',
      extra: { variantId: frame, requested: 4, available: 3 },
    })
    expect(await staff.get({ params })).toMatchObject({ status: 'draft', version: 1 })
  })

  it('ship once, whoever says so at the same time', async () => {
    const transfer = await id(6)
    const ships = [1, 2, 3].map(() => shipTransfer(shop.ctx, { id: transfer, version: undefined }))
    const outcomes = await Promise.allSettled(ships)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await levels()).toMatchObject({ here: { onHand: 4 }, there: { incoming: 6 } })
  })

  it('come back when they are cancelled on their way, or are lost', async () => {
    const back = { id: await id(3) }
    await staff.ship({ params: back })
    await staff.receive({ params: back, body: { lines: [{ sku: 'frame', quantity: 1 }] } })
    expect(await staff.cancel({ params: back, body: {} })).toMatchObject({
      status: 'received',
      lines: [{ received: 1, cancelled: 2 }],
    })
    expect(await levels()).toMatchObject({ here: { onHand: 9 }, there: { onHand: 1, incoming: 0 } })
    const lost = { id: await id(3) }
    await staff.ship({ params: lost })
    expect(await staff.cancel({ params: lost, body: { lost: true } })).toMatchObject({ status: 'cancelled' })
    expect(await levels()).toMatchObject({ here: { onHand: 6 }, there: { onHand: 1, incoming: 0 } })
    const draft = { id: await id(3) }
    expect(await staff.cancel({ params: draft, body: {} })).toMatchObject({ status: 'cancelled' })
    await expect(staff.ship({ params: draft })).rejects.toMatchObject({ code: 'inventory.transferStatus' })
    expect((await levels()).here).toMatchObject({ onHand: 6 })
  })

  it('tell buyers that something is coming', async () => {
    const params = { id: await id(2) }
    await staff.ship({ params })
    expect(await shop.events('stock.changed')).toEqual([{ variantId: frame }])
  })

  it('are listed with filters and changed while they are open', async () => {
    const made = await id(1, { reference: 'a' })
    shop.clock.advance(1)
    await id(1, { from: null, to: 'here', reference: 'b' })
    const found = async (query: object) => (await staff.list({ query })).items.map(({ reference }) => reference)
    expect(await found({})).toEqual(['b', 'a'])
    expect(await found({ to: 'there' })).toEqual(['a'])
    expect(await found({ from: here, status: 'draft' })).toEqual(['a'])
    expect(await found({ status: 'received' })).toEqual([])
    const changed = await staff.update({
      params: { id: made },
      body: { note: 'careful', expectedAt: '2026-07-01T00:00:00Z' },
    })
    expect(changed).toMatchObject({ note: 'careful', reference: 'a', expectedAt: '2026-07-01T00:00:00.000Z' })
    expect(await staff.update({ params: { id: made }, body: { expectedAt: null } })).toMatchObject({
      expectedAt: null,
      note: 'careful',
    })
  })

  it.each([
    [{ to: 'here' }, 'inventory.sameLocation', 'body.to'],
    [{ to: 'moon' }, 'inventory.unknownLocation', 'body.to'],
    [{ from: 'closed' }, 'inventory.locationArchived', 'body.from'],
    [{ lines: [{ sku: 'nothing', quantity: 1 }] }, 'inventory.unknownVariant', 'body.lines.0.sku'],
    [
      {
        lines: [
          { sku: 'frame', quantity: 1 },
          { sku: 'frame', quantity: 1 },
        ],
      },
      'inventory.lineRepeated',
      'body.lines.1',
    ],
    [{ lines: [] }, 'request.invalid', 'body.lines'],
    [{ expectedAt: 'soon' }, 'request.invalid', 'body.expectedAt'],
  ])('refuse %j with %s', async (change, code, path) => {
    await shop.place({ code: 'closed', status: 'archived' })
    await expect(plan(1, change)).rejects.toMatchObject({ code, errors: [{ path }] })
    expect((await staff.list({ query: {} })).items).toEqual([])
  })

  it('refuse to receive what was not sent', async () => {
    await shop.variant('queen')
    const params = { id: await id(2) }
    await staff.ship({ params })
    const receive = (lines: { sku: string; quantity: number; damaged?: number }[]) =>
      staff.receive({ params, body: { lines } })
    await expect(receive([{ sku: 'frame', quantity: 3 }])).rejects.toMatchObject({ code: 'inventory.tooManyArrived' })
    await expect(receive([{ sku: 'frame', quantity: 1, damaged: 2 }])).rejects.toMatchObject({
      code: 'inventory.tooManyArrived',
    })
    await expect(receive([{ sku: 'queen', quantity: 1 }])).rejects.toMatchObject({ code: 'inventory.unknownVariant' })
    const twice = [
      { sku: 'frame', quantity: 1 },
      { sku: 'frame', quantity: 1 },
    ]
    await expect(receive(twice)).rejects.toMatchObject({ code: 'inventory.lineRepeated' })
    await expect(staff.get({ params: { id: 'trf_none' } })).rejects.toMatchObject({
      code: 'inventory.transferNotFound',
    })
    expect((await levels()).there).toMatchObject({ incoming: 2 })
  })
})
