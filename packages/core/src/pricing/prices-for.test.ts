import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProduct, updateProduct } from '../catalog/index.ts'
import { type Caller, caller, systemContext } from '../kernel/index.ts'
import { resolveStore } from '../markets/index.ts'
import { createMarket } from '../markets/market-service.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { admin } from './contract.ts'
import { pricesFor } from './index.ts'
import { pricingRoom } from './room.ts'
import { adminHandlers } from './routes.ts'
import { turnPrices } from './turns.ts'

const DAY = 86_400_000

describe('prices', () => {
  let test: TestApp
  let staff: Caller<typeof admin>
  let variant: string
  let product: string
  const context = () => systemContext(test.app)
  const day = (shift: number) => new Date(test.clock.now() + shift * DAY).toISOString()
  const price = async (quantity = 1, market?: string) => {
    const store = await resolveStore(context(), { market })
    return (await pricesFor(store, [{ variantId: variant, quantity }])).get(variant)
  }
  const put = (row: object) => staff.bulk({ body: { prices: [{ variant, currency: 'EUR', ...row }] } })
  const openMarket = () =>
    createMarket(context(), {
      code: 'pl',
      name: 'Poland',
      countries: ['PL'],
      currency: 'PLN',
      currencies: ['PLN', 'EUR'],
      languages: ['pl'],
      pricesIncludeTax: true,
      taxRounding: 'line',
      isDefault: false,
    })
  beforeEach(async () => {
    test = await openTestApp({ contributes: pricingRoom.contributes ?? [] })
    staff = caller(admin, adminHandlers, context)
    const made = await createProduct(context(), {
      title: 'Hive',
      variants: [{ sku: 'HIVE', prices: [{ currency: 'EUR', amount: 10_000 }] }],
    })
    product = made.productId
    variant = made.variantIds[0] as string
  })
  afterEach(() => test.close())

  it('come with a product, and change with it', async () => {
    expect(await price()).toEqual({
      amount: 10_000,
      compareAt: null,
      lowest30: null,
      priceListId: expect.stringMatching(/^prl_/),
    })
    await updateProduct(context(), {
      ref: product,
      patch: { variants: [{ sku: 'HIVE', prices: [{ currency: 'EUR', amount: 9_000, compareAt: 10_000 }] }] },
    })
    expect(await price()).toMatchObject({ amount: 9_000, compareAt: 10_000 })
  })

  it('that come with a product must be reductions when they say so, and one per currency', async () => {
    const write = (prices: { currency: string; amount: number; compareAt?: number }[]) =>
      updateProduct(context(), { ref: product, patch: { variants: [{ sku: 'HIVE', prices }] } })
    await expect(write([{ currency: 'EUR', amount: 5, compareAt: 5 }])).rejects.toMatchObject({
      code: 'catalog.pricesRefused',
      errors: [{ path: 'body.variants.0.prices.0.compareAt' }],
    })
    await expect(
      write([
        { currency: 'EUR', amount: 5 },
        { currency: 'EUR', amount: 6 },
      ]),
    ).rejects.toMatchObject({ errors: [{ path: 'body.variants.0.prices.1.currency' }] })
  })

  it('are absent in currencies that nobody entered', async () => {
    await openMarket()
    expect(await price(1, 'pl')).toBeUndefined()
    const store = await resolveStore(context(), { market: 'pl', currency: 'EUR' })
    expect((await pricesFor(store, [{ variantId: variant, quantity: 1 }])).size).toBe(1)
  })

  it('fall with the quantity', async () => {
    await put({ amount: 9_500, minQuantity: 5 })
    await put({ amount: 9_000, minQuantity: 10 })
    expect(await Promise.all([1, 4, 5, 9, 10, 1_000].map(async (quantity) => (await price(quantity))?.amount))).toEqual(
      [10_000, 10_000, 9_500, 9_500, 9_000, 9_000],
    )
  })

  it('may hold for a time only', async () => {
    await put({ amount: 8_000, startsAt: day(1), endsAt: day(2) })
    const amounts = []
    for (let step = 0; step < 3; step += 1) {
      amounts.push((await price())?.amount)
      test.clock.advance(DAY)
    }
    expect(amounts).toEqual([10_000, 8_000, 10_000])
  })

  it('of a market win there, and nowhere else', async () => {
    await openMarket()
    await staff.createList({ body: { code: 'pl', name: 'Poland', market: 'pl' } })
    await put({ amount: 43_000, currency: 'PLN', list: 'pl' })
    await put({ amount: 11_000, list: 'pl' })
    expect((await price(1, 'pl'))?.amount).toBe(43_000)
    expect((await price())?.amount).toBe(10_000)
    await staff.archiveList({ params: { id: 'pl' } })
    expect(await price(1, 'pl')).toBeUndefined()
  })

  it('of a sale show the usual price and the lowest of the 30 days before', async () => {
    await staff.createList({
      body: { code: 'spring', name: 'Spring', kind: 'sale', startsAt: day(40), endsAt: day(50) },
    })
    await put({ amount: 8_000, list: 'spring' })
    await put({ amount: 9_000 })
    test.clock.advance(20 * DAY)
    await put({ amount: 10_000 })
    expect(await price()).toMatchObject({ amount: 10_000, compareAt: null, lowest30: null })
    test.clock.advance(21 * DAY)
    expect(await price()).toMatchObject({ amount: 8_000, compareAt: 10_000, lowest30: 9_000 })
    test.clock.advance(10 * DAY)
    expect(await price()).toMatchObject({ amount: 10_000, compareAt: null })
  })

  it('keep what they were when they are changed, taken away or their list ends', async () => {
    await staff.createList({ body: { code: 'sale', name: 'Sale', kind: 'sale' } })
    const { items } = await put({ amount: 7_000, list: 'sale' })
    test.clock.advance(DAY)
    await staff.remove({ params: { id: items[0]?.id ?? '' } })
    test.clock.advance(DAY)
    await put({ amount: 9_000, compareAt: 10_000 })
    expect(await price()).toMatchObject({ amount: 9_000, compareAt: 10_000, lowest30: 7_000 })
    const history = (await staff.history({ params: { id: 'HIVE' }, query: { currency: 'eur' } })).items
    expect(history.map(({ priceList, amount, to }) => [priceList, amount, to === null])).toEqual([
      ['default', 9_000, true],
      ['sale', 7_000, false],
      ['default', 10_000, false],
    ])
    const start = history[2]?.from
    expect(start).toBe(new Date(test.clock.now() - 2 * DAY).toISOString())
  })

  it('plan ahead in the history, and forget a plan that changes', async () => {
    await staff.createList({ body: { code: 'sale', name: 'Sale', kind: 'sale', startsAt: day(5), endsAt: day(9) } })
    await put({ amount: 7_000, list: 'sale' })
    const planned = async () =>
      (await staff.history({ params: { id: variant }, query: {} })).items
        .filter(({ priceList }) => priceList === 'sale')
        .map(({ from, to }) => [from, to])
    expect(await planned()).toEqual([[day(5), day(9)]])
    await staff.updateList({ params: { id: 'sale' }, body: { startsAt: day(6), endsAt: null } })
    expect(await planned()).toEqual([[day(6), null]])
    await staff.archiveList({ params: { id: 'sale' } })
    expect(await planned()).toEqual([])
  })

  it('rise above their reduction and are none any more', async () => {
    await put({ amount: 9_000, compareAt: 10_000 })
    await put({ amount: 12_000 })
    expect(await price()).toMatchObject({ amount: 12_000, compareAt: null })
  })

  it('are read in at most two reads, however many', async () => {
    await put({ amount: 9_000, compareAt: 10_000 })
    const store = await resolveStore(context(), {})
    let reads = 0
    const all: typeof store.db.all = (read, values) => {
      reads += 1
      return store.db.all(read, values)
    }
    const items = Array.from({ length: 500 }, (_, index) => ({ variantId: `var_${index}`, quantity: 1 }))
    await pricesFor({ ...store, db: { ...store.db, all } }, [...items, { variantId: variant, quantity: 1 }])
    expect(reads).toBe(2)
  })

  describe('in bulk', () => {
    it('keep good rows and answer bad ones with their field', async () => {
      const { items } = await staff.bulk({
        body: {
          prices: [
            { variant: 'HIVE', currency: 'EUR', amount: 9_900 },
            { variant: 'HIV', currency: 'EUR', amount: 1 },
            { variant, currency: 'EURO', amount: 1 },
            { variant, currency: 'EUR', amount: -1 },
            { variant, currency: 'EUR', amount: 1.5 },
            { variant, currency: 'EUR', amount: 5, list: 'defalt' },
            { variant, currency: 'PLN', amount: 5, compareAt: 4 },
            { variant, currency: 'PLN', amount: 5, endsAt: day(1), startsAt: day(2) },
            { variant: 'HIVE', currency: 'EUR', amount: 9_900 },
            { variant, currency: 'PLN', amount: 42_000, unknown: 1 },
            { variant, currency: 'PLN', amount: 42_000 },
          ],
        },
      })
      expect(items.map(({ index, status, problem }) => [index, status, problem?.errors?.[0]?.path ?? null])).toEqual([
        [0, 'updated', null],
        [1, 'failed', 'body.prices.1.variant'],
        [2, 'failed', 'body.prices.2.currency'],
        [3, 'failed', 'body.prices.3.amount'],
        [4, 'failed', 'body.prices.4.amount'],
        [5, 'failed', 'body.prices.5.list'],
        [6, 'failed', 'body.prices.6.compareAt'],
        [7, 'failed', 'body.prices.7.endsAt'],
        [8, 'failed', 'body.prices.8'],
        [9, 'failed', 'body.prices.9.unknown'],
        [10, 'created', null],
      ])
      expect(
        (await staff.list({ query: { variant: 'HIVE' } })).items
          .map(({ currency, amount }) => [currency, amount])
          .sort(),
      ).toEqual([
        ['EUR', 9_900],
        ['PLN', 42_000],
      ])
    })

    it('change nothing a second time or in a dry run', async () => {
      const events = async () =>
        (await test.app.db.raw("select count(*) from events where name = 'price.changed'"))[0]?.[0]
      const before = await events()
      expect(
        (await staff.bulk({ body: { dryRun: true, prices: [{ variant, currency: 'EUR', amount: 1 }] } })).items,
      ).toMatchObject([{ status: 'updated', id: null }])
      expect((await put({ amount: 10_000 })).items).toMatchObject([{ status: 'unchanged' }])
      expect(await events()).toBe(before)
      expect((await price())?.amount).toBe(10_000)
    })
  })

  describe('and their lists', () => {
    it('refuse bad input by its field', async () => {
      await staff.createList({ body: { code: 'a', name: 'A' } })
      await expect(staff.createList({ body: { code: 'a', name: 'A' } })).rejects.toMatchObject({
        code: 'pricing.codeTaken',
      })
      await expect(staff.createList({ body: { code: 'b', name: 'B', market: 'x' } })).rejects.toMatchObject({
        errors: [{ path: 'body.market' }],
      })
      await expect(
        staff.createList({ body: { code: 'b', name: 'B', startsAt: day(2), endsAt: day(1) } }),
      ).rejects.toMatchObject({ code: 'pricing.periodInvalid' })
      await expect(staff.updateList({ params: { id: 'a' }, body: { endsAt: '2020' } })).rejects.toMatchObject({
        code: 'request.invalid',
      })
      await expect(staff.getList({ params: { id: 'z' } })).rejects.toMatchObject({ code: 'pricing.notFound' })
      for (const body of [
        { status: 'archived' as const },
        { market: 'main' },
        { kind: 'sale' as const },
        { endsAt: day(1) },
      ])
        await expect(staff.updateList({ params: { id: 'default' }, body })).rejects.toMatchObject({
          code: 'pricing.defaultFixed',
        })
      expect((await staff.listLists({ query: { q: 'default' } })).items).toMatchObject([
        { isDefault: true, priority: 0 },
      ])
    })
  })

  it('that begin or end by themselves are announced once', async () => {
    await turnPrices(context())
    await put({ amount: 8_000, startsAt: day(1), endsAt: day(2) })
    await staff.createList({ body: { code: 'sale', name: 'Sale', kind: 'sale', startsAt: day(1) } })
    await test.app.db.batch([{ sql: 'delete from events', args: [] }])
    const names = async () => (await test.app.db.raw('select name from events order by number')).flat()
    await turnPrices(context())
    expect(await names()).toEqual([])
    test.clock.advance(DAY)
    await turnPrices(context())
    await turnPrices(context())
    expect(await names()).toEqual(['price.changed', 'priceList.updated'])
    test.clock.advance(DAY)
    await turnPrices(context())
    expect(await names()).toEqual(['price.changed', 'priceList.updated', 'price.changed'])
  })
})
