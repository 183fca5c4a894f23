import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, caller, type Id, systemContext } from '../kernel/index.ts'
import { admin as marketsContract } from '../markets/contract.ts'
import { resolveStore } from '../markets/index.ts'
import { adminHandlers as marketHandlers } from '../markets/routes.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { admin } from './contract.ts'
import { deliveryOptions, methodsAt, type Parcel } from './index.ts'
import { adminHandlers } from './routes.ts'
import { updateMethod } from './service.ts'

describe('delivery', () => {
  let test: TestApp
  let staff: Caller<typeof admin>
  const context = () => systemContext(test.app)

  beforeEach(async () => {
    test = await openTestApp()
    staff = caller(admin, adminHandlers, context)
    const markets = caller(marketsContract, marketHandlers, context)
    await markets.create({
      body: {
        code: 'pl',
        name: 'Poland',
        countries: ['PL'],
        currency: 'PLN',
        currencies: ['EUR'],
        languages: ['pl', 'uk', 'en'],
      },
    })
  })
  afterEach(() => test.close())

  const parcel: Parcel = {
    goods: [{ variantId: 'var_frame', quantity: 2 }],
    country: 'PL',
    postalCode: '80-123',
    weightGrams: 1_000,
    subtotal: 10_000,
    pickupOnly: false,
    requiresShipping: true,
  }
  const offered = async (change: Partial<Parcel> = {}, wishes = { market: 'pl', language: 'pl' }) =>
    deliveryOptions(await resolveStore(context(), wishes), { ...parcel, ...change })

  const courier = {
    code: 'courier',
    type: 'shipping' as const,
    texts: { en: { name: 'Courier' }, pl: { name: 'Kurier', description: 'Pod drzwi' } },
    taxClass: 'standard',
    estimate: { minDays: 1, maxDays: 3 },
    rates: [
      { market: 'pl', currency: 'PLN', amount: 1_500, maxWeightGrams: 5_000, freeFrom: 20_000 },
      { market: 'pl', currency: 'PLN', amount: 4_000, minWeightGrams: 5_001, maxWeightGrams: 30_000 },
      { market: 'pl', currency: 'EUR', amount: 400 },
      { market: 'main', currency: 'EUR', amount: 900, estimate: { minDays: 4, maxDays: 9 } },
    ],
  }

  async function store(code: string): Promise<Id<'loc'>> {
    const id = test.app.newId('loc')
    const sql = `insert into stock_locations (id, code, name, kind, status, ships, pickup, country, created_at, updated_at)
      values (?, ?, 'A shop', 'store', 'active', 0, 1, 'PL', 0, 0)`
    await test.app.db.batch([{ sql, args: [id, code] }])
    return id
  }

  it('speaks the language of the buyer and costs what the market, currency and weight say', async () => {
    const made = await staff.create({ body: courier })
    expect(await offered()).toEqual([
      {
        id: made.id,
        code: 'courier',
        type: 'shipping',
        name: 'Kurier',
        description: 'Pod drzwi',
        amount: 1_500,
        currency: 'PLN',
        taxClass: 'standard',
        freeFrom: 20_000,
        estimate: { minDays: 1, maxDays: 3 },
      },
    ])
    expect(await offered({ weightGrams: 5_000 })).toMatchObject([{ amount: 1_500 }])
    expect(await offered({ weightGrams: 5_001 })).toMatchObject([{ amount: 4_000, freeFrom: null }])
    expect(await offered({ weightGrams: 30_001 })).toEqual([])
    const abroad = await offered({ country: 'DE' }, { market: 'main', language: 'en' })
    expect(abroad).toMatchObject([
      { name: 'Courier', amount: 900, currency: 'EUR', estimate: { minDays: 4, maxDays: 9 } },
    ])
  })

  it('costs nothing from a value of the goods on', async () => {
    await staff.create({ body: courier })
    expect(await offered({ subtotal: 19_999 })).toMatchObject([{ amount: 1_500 }])
    expect(await offered({ subtotal: 20_000 })).toMatchObject([{ amount: 0 }])
  })

  it('takes the rate of the most exact place, then the lowest', async () => {
    const rate = { market: 'pl', currency: 'PLN' }
    await staff.create({
      body: {
        ...courier,
        rates: [
          { ...rate, amount: 1_000 },
          { ...rate, amount: 2_000, countries: ['PL'] },
          { ...rate, amount: 3_500, postalCodes: ['80-*'] },
          { ...rate, amount: 3_000, postalCodes: ['80-*'] },
        ],
      },
    })
    expect(await offered()).toMatchObject([{ amount: 3_000 }])
    expect(await offered({ postalCode: '00-950' })).toMatchObject([{ amount: 2_000 }])
    expect(await offered({ country: 'DE', postalCode: '10115' })).toMatchObject([{ amount: 1_000 }])
  })

  it('offers each type only for goods that it suits', async () => {
    const rates = [{ market: 'pl', currency: 'PLN', amount: 0 }]
    const texts = { en: { name: 'x' } }
    const shop = await store('gdansk')
    for (const type of ['shipping', 'pickup', 'pickup_point', 'local', 'digital', 'carry_out'] as const)
      await staff.create({
        body: {
          code: type.replace('_', '-'),
          type,
          texts,
          rates,
          ...(type === 'pickup' ? { pickupLocationIds: [shop] } : {}),
        },
      })
    const types = async (change: Partial<Parcel>) => (await offered(change)).map(({ type }) => type)
    expect(await types({})).toEqual(['shipping', 'pickup', 'pickup_point', 'local'])
    expect(await types({ pickupOnly: true })).toEqual(['pickup'])
    expect(await types({ requiresShipping: false })).toEqual(['digital'])
    const web = await resolveStore(context(), { market: 'pl' })
    const till = { ...web, channel: { ...web.channel, kind: 'till' as const } }
    expect((await deliveryOptions(till, parcel)).map(({ type }) => type)).toContain('carry_out')
    expect(await methodsAt(context(), shop)).toMatchObject([{ code: 'pickup' }])
  })

  it('names the places of pickup, and offers none without a place', async () => {
    const [here, there] = [await store('here'), await store('there')]
    const made = await staff.create({
      body: {
        code: 'collect',
        type: 'pickup',
        texts: { en: { name: 'Collect' } },
        pickupLocationIds: [here, there],
        rates: [{ market: 'pl', currency: 'PLN', amount: 0 }],
      },
    })
    expect(await offered()).toMatchObject([{ pickupLocationIds: [here, there] }])
    await staff.update({ params: { id: made.id }, body: { pickupLocationIds: [] } })
    expect(await offered()).toEqual([])
  })

  it('is not offered on other channels, nor once archived, and a change is seen at once', async () => {
    const made = await staff.create({ body: { ...courier, channelIds: [test.app.newId('chn')] } })
    expect(await offered()).toEqual([])
    await staff.update({ params: { id: 'courier' }, body: { channelIds: [] } })
    expect(await offered()).toHaveLength(1)
    expect(await staff.archive({ params: { id: made.id } })).toMatchObject({ status: 'archived', version: 3 })
    expect(await offered()).toEqual([])
    await staff.update({ params: { id: made.id }, body: { status: 'active', position: 5 } })
    expect(await offered()).toHaveLength(1)
  })

  it('is listed with filters, and shown as it was written', async () => {
    const made = await staff.create({ body: courier })
    expect(await staff.get({ params: { id: 'courier' } })).toEqual(made)
    expect(made.rates[0]).toMatchObject({ market: 'pl', amount: 1_500, minWeightGrams: 0, maxWeightGrams: 5_000 })
    expect((await staff.list({ query: { type: 'shipping' } })).items).toEqual([made])
    expect((await staff.list({ query: { type: 'local' } })).items).toEqual([])
    expect((await staff.list({ query: { status: 'archived' } })).items).toEqual([])
  })

  it.each([
    [{ code: 'courier' }, 'delivery.codeTaken', 'body.code'],
    [{ rates: [{ market: 'xx', currency: 'EUR', amount: 1 }] }, 'delivery.unknownMarket', 'body.rates.0.market'],
    [{ rates: [{ market: 'pl', currency: 'USD', amount: 1 }] }, 'delivery.currencyNotSold', 'body.rates.0.currency'],
    [{ rates: [{ market: 'pl', currency: 'PLN', amount: -1 }] }, 'request.invalid', 'body.rates.0.amount'],
    [{ rates: [{ market: 'pl', currency: 'PLN', amount: 1.5 }] }, 'request.invalid', 'body.rates.0.amount'],
    [
      { rates: [{ market: 'pl', currency: 'PLN', amount: 1, postalCodes: ['(a+)+'] }] },
      'request.invalid',
      'body.rates.0.postalCodes.0',
    ],
    [
      { rates: [{ market: 'pl', currency: 'PLN', amount: 1, minWeightGrams: 2, maxWeightGrams: 1 }] },
      'request.invalid',
      'body.rates.0',
    ],
    [{ estimate: { minDays: 3, maxDays: 1 } }, 'request.invalid', 'body.estimate'],
    [{ texts: {} }, 'request.invalid', 'body.texts'],
    [{ pickupLocationIds: ['loc_01kt1a0f80et0akq6m0hbstk54'] }, 'delivery.pickupOnly', 'body.pickupLocationIds'],
    [
      { type: 'pickup' as const, pickupLocationIds: ['loc_01kt1a0f80et0akq6m0hbstk54'] },
      'delivery.unknownLocation',
      'body.pickupLocationIds.0',
    ],
  ])('refuses %j with %s', async (change, code, path) => {
    await staff.create({ body: courier })
    const before = (await staff.list({ query: {} })).items
    const body = { ...courier, code: 'other', ...change } as never
    await expect(staff.create({ body })).rejects.toMatchObject({ code, errors: [{ path }] })
    expect((await staff.list({ query: {} })).items).toEqual(before)
  })

  it('refuses a change of a version that the caller has not seen, and one of nothing', async () => {
    await staff.create({ body: courier })
    const stale = updateMethod(context(), { ref: 'courier', patch: { position: 1 }, version: 7 })
    await expect(stale).rejects.toMatchObject({ code: 'request.preconditionFailed', status: 412 })
    await expect(staff.get({ params: { id: 'nothing' } })).rejects.toMatchObject({ code: 'delivery.notFound' })
  })
})
