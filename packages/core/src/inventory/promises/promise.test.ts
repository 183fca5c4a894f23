import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publications } from '../../catalog/index.ts'
import { type Caller, caller, type Id, insertInto } from '../../kernel/index.ts'
import { resolveStore } from '../../markets/index.ts'
import { CHANNEL, HOLD_TIME, openStockShop, type StockShop } from '../fixtures/shop.ts'
import { availableOf, planHold } from '../index.ts'
import { shipTransfer } from '../transfers/moves.ts'
import { createTransfer } from '../transfers/service.ts'
import { admin, store } from './contract.ts'
import { adminHandlers, storeHandlers } from './routes.ts'

describe('the promise', () => {
  let shop: StockShop
  let staff: Caller<typeof admin>
  let buyer: Caller<typeof store>
  let warehouse: Id<'loc'>
  let gdansk: Id<'loc'>
  let frame: Id<'var'>
  beforeEach(async () => {
    shop = await openStockShop()
    staff = caller(admin, adminHandlers, () => shop.ctx)
    buyer = caller(store, storeHandlers, () => resolveStore(shop.ctx, {}))
    warehouse = await shop.place({ code: 'warehouse', handlingDays: 1 })
    gdansk = await shop.place({
      code: 'gdansk',
      kind: 'store',
      ships: false,
      pickup: true,
      pickupHours: 2,
      city: 'Gdansk',
      texts: { en: { name: 'Our store', pickupNote: 'At the back' } },
    })
    frame = await shop.variant('frame')
  })
  afterEach(() => shop.close())

  const promised = async (variant: Id<'var'>, query: object = {}) => {
    const { items } = await staff.promise({ query: { variant: [variant], ...query } })
    return items[0]
  }

  it('says what can be sent and what can be fetched where, and why', async () => {
    await shop.stock(frame, warehouse, 12)
    await shop.stock(frame, gdansk, 3)
    expect(await promised(frame, { country: 'PL' })).toEqual({
      variantId: frame,
      shipping: { band: 'in_stock', available: 12, left: null, handlingDays: 1, expectedAt: null },
      pickup: [
        {
          locationId: gdansk,
          name: 'gdansk',
          city: 'Gdansk',
          note: null,
          band: 'few',
          available: 3,
          left: 3,
          readyInHours: 2,
          expectedAt: null,
        },
      ],
      reasons: [
        {
          locationId: warehouse,
          locationName: 'warehouse',
          verdict: 'chosen',
          why: 'only_one',
          words: expect.any(String),
          available: 12,
        },
        {
          locationId: gdansk,
          locationName: 'gdansk',
          verdict: 'refused',
          why: 'does_not_ship',
          words: expect.any(String),
          available: 3,
        },
      ],
      incoming: [],
    })
  })

  it('says when more is expected, where there is none', async () => {
    await shop.stock(frame, warehouse, 1)
    const { ctx } = shop
    for (const [day, quantity] of [
      ['2026-06-20', 5],
      ['2026-06-10', 2],
    ] as const) {
      const input = { to: 'gdansk', lines: [{ variantId: frame, quantity }], expectedAt: `${day}T00:00:00Z` }
      await shipTransfer(ctx, { id: await createTransfer(ctx, input), version: undefined })
    }
    const { pickup, shipping, incoming } = (await promised(frame)) ?? {}
    expect(pickup).toMatchObject([{ band: 'none', readyInHours: null, expectedAt: '2026-06-10T00:00:00.000Z' }])
    expect(shipping).toMatchObject({ band: 'few', left: 1, expectedAt: null })
    expect(incoming?.map(({ quantity }) => quantity)).toEqual([2, 5])
  })

  it('tells backorders, goods that are not counted, and countries that nobody serves apart', async () => {
    const queen = await shop.variant('queen', { backorder: true })
    const course = await shop.variant('course', { tracked: false })
    expect((await promised(queen))?.shipping).toMatchObject({ band: 'backorder', available: 0, handlingDays: null })
    expect((await promised(course))?.shipping).toMatchObject({ band: 'always', handlingDays: 1 })
    await shop.stock(frame, await shop.place({ code: 'local', countries: ['PL'] }), 9)
    expect((await promised(frame, { country: 'PL' }))?.shipping).toMatchObject({ band: 'in_stock' })
    expect((await promised(frame, { country: 'NL' }))?.shipping).toMatchObject({ band: 'none', available: 0 })
  })

  it('agrees with the hold, also about holds of others and expired ones', async () => {
    await shop.stock(frame, warehouse, 4)
    await shop.hold('crt_a', [{ variantId: frame, quantity: 3 }])
    const holdable = async (quantity: number) => {
      const line = { key: 'l', variantId: frame, quantity, tracked: true, backorder: false }
      const plan = await planHold(shop.ctx, { cartId: 'crt_b', lines: [line], destination: null, channelId: CHANNEL })
      return plan.shortages.length === 0
    }
    const most = async () => (await promised(frame))?.shipping.available ?? 0
    expect([await most(), await holdable(1), await holdable(2)]).toEqual([1, true, false])
    shop.clock.advance(HOLD_TIME)
    expect([await most(), await holdable(4), await holdable(5)]).toEqual([4, true, false])
    const context = await resolveStore(shop.ctx, {})
    expect(await availableOf(context, [frame])).toEqual(new Map([[frame, 4]]))
  })

  it('answers carts with the most that one order can get: all that is sent, or what one store has', async () => {
    await shop.stock(frame, warehouse, 4)
    await shop.stock(frame, gdansk, 3)
    const context = await resolveStore(shop.ctx, {})
    expect(await availableOf(context, [frame, 'var_none'])).toEqual(
      new Map([
        [frame, 4],
        ['var_none', 0],
      ]),
    )
    await shop.stock(frame, gdansk, 6)
    expect(await availableOf(context, [frame])).toEqual(new Map([[frame, 9]]))
  })

  describe('for buyers', () => {
    const publish = () =>
      shop.ctx.db
        .raw('select product_id from product_variants limit 1')
        .then(([row]) =>
          shop.ctx.db.batch([
            insertInto(publications)({ productId: String(row?.[0]), channelId: CHANNEL, publishAt: 0 }),
          ]),
        )

    it('shows bands and stores in their language, but no counts and no reasons', async () => {
      await publish()
      await shop.stock(frame, warehouse, 60)
      await shop.stock(frame, gdansk, 2)
      expect(await buyer.availability({ query: { variant: [frame], country: 'PL' } })).toEqual({
        items: [
          {
            variantId: frame,
            shipping: { band: 'in_stock', left: null, handlingDays: 1, expectedAt: null },
            pickup: [
              {
                locationId: gdansk,
                name: 'Our store',
                city: 'Gdansk',
                note: 'At the back',
                band: 'few',
                left: 2,
                readyInHours: 2,
                expectedAt: null,
              },
            ],
          },
        ],
      })
    })

    it('leaves out what is not published or does not exist', async () => {
      await shop.stock(frame, warehouse, 60)
      expect(await buyer.availability({ query: { variant: [frame, 'var_none'] } })).toEqual({ items: [] })
    })

    it('refuses a country that is none', async () => {
      const asked = buyer.availability({ query: { variant: [frame], country: 'Poland' } })
      await expect(asked).rejects.toMatchObject({ code: 'request.invalid', errors: [{ path: 'query.country' }] })
    })
  })
})
