import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, caller, isProblem, mount, problemBody, systemContext } from '../kernel/index.ts'
import { openTestApp, type TestApp } from '../testing/index.ts'
import { admin, store } from './contract.ts'
import { resolveStore, taxRates } from './index.ts'
import { adminHandlers, storeHandlers } from './routes.ts'

const DAY = 86_400_000

describe('markets', () => {
  let test: TestApp
  let staff: Caller<typeof admin>
  const context = () => systemContext(test.app)
  beforeEach(async () => {
    test = await openTestApp()
    staff = caller(admin, adminHandlers, context)
  })
  afterEach(() => test.close())

  const poland = {
    code: 'pl',
    name: 'Poland',
    countries: ['PL'],
    currency: 'PLN',
    currencies: ['EUR'],
    languages: ['pl', 'uk', 'en'],
  }

  it('let a new empty shop sell at once: one market, one web channel', async () => {
    const ctx = await resolveStore(context(), {})
    expect(ctx).toMatchObject({ market: { code: 'main' }, channel: { code: 'web' }, currency: 'EUR', language: 'en' })
  })

  it('are opened, read by id or code, changed and closed', async () => {
    const made = await staff.create({ body: poland })
    expect(made).toMatchObject({ currencies: ['PLN', 'EUR'], defaultLanguage: 'pl', taxRounding: 'line', version: 1 })
    expect(await staff.get({ params: { id: 'pl' } })).toEqual(made)
    const changed = await staff.update({ params: { id: made.id }, body: { defaultLanguage: 'ru', name: 'Polska' } })
    expect(changed).toMatchObject({ name: 'Polska', languages: ['ru', 'pl', 'uk', 'en'], version: 2 })
    expect(await staff.archive({ params: { id: 'pl' } })).toMatchObject({ status: 'archived', version: 3 })
  })

  it('are listed with filters, newest first, page by page', async () => {
    for (const code of ['a', 'b', 'c']) {
      test.clock.advance(1)
      await staff.create({ body: { ...poland, code, name: `Market ${code}` } })
    }
    const codes = async (query: Parameters<typeof staff.list>[0]['query']) =>
      (await staff.list({ query: query ?? {} })).items.map(({ code }) => code)
    expect(await codes({ q: 'market' })).toHaveLength(4)
    expect(await codes({ q: 'Market b' })).toEqual(['b'])
    expect(await codes({ status: 'archived' })).toEqual([])
    const first = await staff.list({ query: { limit: 2, q: 'Market ' } })
    const second = await staff.list({ query: { limit: 2, q: 'Market ', cursor: first.next ?? '' } })
    expect([...first.items, ...second.items].map(({ code }) => code)).toEqual(['c', 'b', 'a'])
    expect(second.next).toBeNull()
  })

  it('refuse a code that is in use, and name the field', async () => {
    await staff.create({ body: poland })
    await expect(staff.create({ body: poland })).rejects.toMatchObject({
      code: 'markets.codeTaken',
      errors: [{ path: 'body.code' }],
    })
  })

  it('refuse currencies, countries and languages that do not exist', async () => {
    const bad = { ...poland, currency: 'ZLO', countries: ['XX'], languages: ['polski'] }
    await expect(staff.create({ body: bad })).rejects.toMatchObject({
      code: 'request.invalid',
      errors: [{ path: 'body.countries.0' }, { path: 'body.currency' }, { path: 'body.languages.0' }],
    })
  })

  it('keep exactly one default', async () => {
    await staff.create({ body: { ...poland, isDefault: true } })
    expect((await resolveStore(context(), {})).market.code).toBe('pl')
    await expect(staff.update({ params: { id: 'pl' }, body: { isDefault: false } })).rejects.toMatchObject({
      code: 'markets.defaultNeeded',
    })
    await expect(staff.archive({ params: { id: 'pl' } })).rejects.toMatchObject({ code: 'markets.defaultNeeded' })
    expect((await staff.list({ query: {} })).items.filter(({ isDefault }) => isDefault)).toHaveLength(1)
  })

  it('refuse a change to a version that the caller has not seen', async () => {
    const app = new Hono()
    app.onError((error, c) =>
      isProblem(error) ? c.json(problemBody(error), error.status as 400) : c.text(String(error), 500),
    )
    mount(app, { prefix: '/admin', context: () => context() }, admin, adminHandlers)
    const made = await staff.create({ body: poland })
    const patch = (tag: string) =>
      app.request(`/admin/markets/${made.id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json', 'if-match': tag },
        body: '{"name":"Polska"}',
      })
    const done = await patch('"1"')
    expect([done.status, done.headers.get('etag')]).toEqual([200, '"2"'])
    expect((await patch('"1"')).status).toBe(412)
    expect((await patch('nonsense')).status).toBe(412)
  })

  describe('seen by a buyer', () => {
    beforeEach(async () => {
      await staff.create({ body: poland })
    })

    it('are asked for by header; texts fall back along the languages of the market', async () => {
      const ctx = await resolveStore(context(), { market: 'pl', currency: 'eur', language: 'de, uk-UA;q=0.8' })
      expect(ctx).toMatchObject({ currency: 'EUR', language: 'uk', languages: ['uk', 'pl', 'en'] })
      expect((await resolveStore(context(), { market: 'pl', language: 'de' })).language).toBe('pl')
    })

    it('are refused with the known ones when unknown', async () => {
      await expect(resolveStore(context(), { market: 'po' })).rejects.toMatchObject({
        code: 'markets.unknownMarket',
        hint: 'Did you mean pl? Known here: main, pl.',
      })
      await expect(resolveStore(context(), { market: 'pl', currency: 'USD' })).rejects.toMatchObject({
        code: 'markets.unknownCurrency',
        hint: 'Known here: PLN, EUR.',
      })
      await expect(resolveStore(context(), { channel: 'telepathy' })).rejects.toMatchObject({
        code: 'markets.unknownChannel',
      })
    })

    it('change for every request as soon as staff changed them', async () => {
      await resolveStore(context(), { market: 'pl' })
      await staff.update({ params: { id: 'pl' }, body: { currency: 'EUR' } })
      expect((await resolveStore(context(), { market: 'pl' })).currency).toBe('EUR')
      await staff.archive({ params: { id: 'pl' } })
      await expect(resolveStore(context(), { market: 'pl' })).rejects.toMatchObject({ code: 'markets.unknownMarket' })
    })

    it('are limited to those of the channel', async () => {
      await staff.createChannel({ body: { code: 'shop-krakow', name: 'Krakow', kind: 'till', marketCodes: ['pl'] } })
      expect(await resolveStore(context(), { channel: 'shop-krakow' })).toMatchObject({ market: { code: 'pl' } })
      await expect(resolveStore(context(), { channel: 'shop-krakow', market: 'main' })).rejects.toMatchObject({
        code: 'markets.unknownMarket',
      })
      const buyer = caller(store, storeHandlers, () => resolveStore(context(), { channel: 'shop-krakow' }))
      expect(await buyer.list({})).toMatchObject({
        items: [{ code: 'pl', currencies: ['PLN', 'EUR'] }],
        current: { market: 'pl', currency: 'PLN', language: 'pl', channel: 'shop-krakow' },
      })
      await expect(
        staff.createChannel({ body: { code: 'x', name: 'X', kind: 'till', marketCodes: ['pk'] } }),
      ).rejects.toMatchObject({ code: 'markets.unknownMarket', errors: [{ path: 'body.marketCodes.0' }] })
    })
  })

  describe('tax zones', () => {
    const rates = [
      { taxClass: 'standard', basisPoints: 2300 },
      { taxClass: 'reduced', basisPoints: 800 },
    ]

    it('answer the rates of a country, and of a region that has its own', async () => {
      await staff.createZone({ body: { name: 'Spain', country: 'ES', rates } })
      await staff.createZone({
        body: {
          name: 'Canaries',
          country: 'ES',
          region: 'Canarias',
          shippingClass: 'standard',
          rates: [{ taxClass: 'standard', basisPoints: 700 }],
        },
      })
      expect(await taxRates(context(), { country: 'ES' })).toMatchObject({
        rates: { standard: 2300, reduced: 800 },
        shippingClass: null,
      })
      expect(await taxRates(context(), { country: 'ES', region: 'canarias' })).toMatchObject({
        rates: { standard: 700 },
        shippingClass: 'standard',
      })
      expect(await taxRates(context(), { country: 'ES', region: 'Madrid' })).toMatchObject({
        rates: { standard: 2300 },
      })
      expect(await taxRates(context(), { country: 'FR' })).toEqual({ zone: null, rates: {}, shippingClass: null })
    })

    it('change their rates on the day that was planned', async () => {
      const turn = new Date(test.clock.now() + DAY).toISOString()
      const planned = [
        { taxClass: 'standard', basisPoints: 1900, endsAt: turn },
        { taxClass: 'standard', basisPoints: 2100, startsAt: turn },
      ]
      const zone = await staff.createZone({ body: { name: 'Somewhere', country: 'DE', rates: planned } })
      expect(zone.rates).toMatchObject(planned)
      expect((await taxRates(context(), { country: 'DE' })).rates).toEqual({ standard: 1900 })
      test.clock.advance(DAY)
      expect((await taxRates(context(), { country: 'DE' })).rates).toEqual({ standard: 2100 })
    })

    it('refuse two rates at once and two zones of one place', async () => {
      const zone = await staff.createZone({ body: { name: 'Poland', country: 'PL', rates } })
      await expect(
        staff.updateZone({
          params: { id: zone.id },
          body: { rates: [...rates, { taxClass: 'reduced', basisPoints: 500 }] },
        }),
      ).rejects.toMatchObject({ code: 'markets.ratesOverlap', errors: [{ path: 'body.rates.2' }] })
      await expect(staff.createZone({ body: { name: 'Again', country: 'PL', rates } })).rejects.toMatchObject({
        code: 'markets.zoneTaken',
      })
      expect(await taxRates(context(), { country: 'PL' })).toMatchObject({ zone: zone.id, rates: { reduced: 800 } })
    })

    it('stop taxing when archived, and make place for another', async () => {
      const zone = await staff.createZone({ body: { name: 'Poland', country: 'PL', rates } })
      await staff.archiveZone({ params: { id: zone.id } })
      expect((await taxRates(context(), { country: 'PL' })).zone).toBeNull()
      await staff.createZone({ body: { name: 'Poland', country: 'PL', rates: [] } })
      await expect(staff.updateZone({ params: { id: zone.id }, body: { status: 'active' } })).rejects.toMatchObject({
        code: 'markets.zoneTaken',
      })
    })
  })
})
