import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StockLocation } from './locations/index.ts'
import { type HoldLine, REASONS } from './model.ts'
import { type SourcingRequest, type Stock, source } from './sourcing.ts'

const place = (id: string, rest: Partial<StockLocation> = {}): StockLocation => ({
  id,
  code: id,
  name: id,
  kind: 'warehouse',
  status: 'active',
  priority: 100,
  ships: true,
  pickup: false,
  marketCodes: [],
  countries: [],
  channelIds: [],
  handlingDays: 0,
  pickupHours: 0,
  line1: null,
  line2: null,
  city: null,
  region: null,
  postalCode: null,
  country: 'PL',
  phone: null,
  texts: {},
  version: 1,
  createdAt: 0,
  updatedAt: 0,
  ...rest,
})

/** `{ gdansk: { frame: 3 } }` */
const stockOf = (shelves: Record<string, Record<string, number>>): Stock => ({
  at: (variantId, locationId) => shelves[locationId]?.[variantId] ?? 0,
  knows: (variantId, locationId) => shelves[locationId]?.[variantId] !== undefined,
})

const want = (variantId: string, quantity: number, rest: Partial<HoldLine> = {}): HoldLine => ({
  key: variantId,
  variantId,
  quantity,
  tracked: true,
  backorder: false,
  ...rest,
})

const request = (lines: HoldLine[], rest: Partial<SourcingRequest> = {}): SourcingRequest => ({
  lines,
  destination: { country: 'PL' },
  marketCode: 'pl',
  channelId: 'web',
  ...rest,
})

const parts = (...args: Parameters<typeof source>) =>
  source(...args).allocations.map(({ key, locationId, quantity, short }) => [key, locationId, quantity, short])
const why = (...args: Parameters<typeof source>) =>
  source(...args).reasons.map(({ candidates }) => Object.fromEntries(candidates.map(([id, reason]) => [id, reason])))

describe('sourcing', () => {
  it('takes the first by priority when several have everything', () => {
    const args = [
      [place('a'), place('b')],
      stockOf({ a: { frame: 1 }, b: { frame: 9 } }),
      request([want('frame', 1)]),
    ] as const
    expect(parts(...args)).toEqual([['frame', 'a', 1, 0]])
    expect(why(...args)).toEqual([{ a: 'priority', b: 'lower_priority' }])
  })

  it('takes one in the country of the buyer before one that comes first by priority', () => {
    const args = [
      [place('vienna', { country: 'AT' }), place('lviv', { country: 'UA' })],
      stockOf({ vienna: { frame: 5 }, lviv: { frame: 5 } }),
      request([want('frame', 2)], { destination: { country: 'UA' } }),
    ] as const
    expect(parts(...args)).toEqual([['frame', 'lviv', 2, 0]])
    expect(why(...args)).toEqual([{ lviv: 'same_country', vienna: 'other_country' }])
  })

  it('prefers one parcel from afar to two from near', () => {
    const args = [
      [place('a'), place('b'), place('far', { country: 'DE' })],
      stockOf({ a: { frame: 2 }, b: { smoker: 1 }, far: { frame: 2, smoker: 1 } }),
      request([want('frame', 2), want('smoker', 1)]),
    ] as const
    expect(parts(...args)).toEqual([
      ['frame', 'far', 2, 0],
      ['smoker', 'far', 1, 0],
    ])
    expect(why(...args)[0]).toEqual({ a: 'more_parcels', b: 'no_stock', far: 'fewest_parcels' })
  })

  it('splits a line over two locations when none has enough', () => {
    const args = [
      [place('a'), place('b'), place('c')],
      stockOf({ a: { frame: 3 }, b: { frame: 1 }, c: { frame: 4 } }),
      request([want('frame', 7)]),
    ] as const
    expect(parts(...args)).toEqual([
      ['frame', 'a', 3, 0],
      ['frame', 'c', 4, 0],
    ])
    expect(why(...args)).toEqual([{ a: 'fewest_parcels', b: 'more_parcels', c: 'fewest_parcels' }])
  })

  it('takes two near locations before two of which one is far', () => {
    const args = [
      [place('far', { country: 'DE', priority: 1 }), place('a'), place('b')],
      stockOf({ far: { frame: 5 }, a: { frame: 3 }, b: { frame: 3 } }),
      request([want('frame', 6)]),
    ] as const
    expect(parts(...args)).toEqual([
      ['frame', 'a', 3, 0],
      ['frame', 'b', 3, 0],
    ])
  })

  it('serves a pickup from the chosen store alone', () => {
    const shop = place('shop', { ships: false, pickup: true })
    const args = [
      [place('a'), shop],
      stockOf({ a: { frame: 9 }, shop: { frame: 1 } }),
      request([want('frame', 2)], { pickupLocationId: 'shop' }),
    ] as const
    expect(source(...args).shortages).toEqual([{ key: 'frame', variantId: 'frame', requested: 2, available: 1 }])
    expect(why(...args)).toEqual([{ shop: 'not_enough', a: 'not_this_pickup' }])
    expect(
      parts(
        [place('a'), shop],
        stockOf({ shop: { frame: 2 } }),
        request([want('frame', 2)], { pickupLocationId: 'shop' }),
      ),
    ).toEqual([['frame', 'shop', 2, 0]])
  })

  it.each([
    [{ status: 'archived' }, 'archived'],
    [{ ships: false }, 'does_not_ship'],
    [{ marketCodes: ['nl'] }, 'market_not_served'],
    [{ countries: ['NL', 'DE'] }, 'country_not_served'],
    [{ channelIds: ['till'] }, 'channel_not_served'],
  ] as const)('refuses a location with %j', (rest, reason) => {
    const { allocations, shortages, reasons } = source(
      [place('a', rest as Partial<StockLocation>)],
      stockOf({ a: { frame: 9 } }),
      request([want('frame', 1)]),
    )
    expect({ allocations, available: shortages[0]?.available }).toEqual({ allocations: [], available: 0 })
    expect(reasons[0]?.candidates).toEqual([['a', reason, 9]])
  })

  it('owes what is missing where a backorder is allowed, at a place that keeps the goods', () => {
    const args = [
      [place('a'), place('b')],
      stockOf({ b: { frame: 1 } }),
      request([want('frame', 3, { backorder: true })]),
    ] as const
    expect(parts(...args)).toEqual([['frame', 'b', 3, 2]])
    expect(
      parts([place('a'), place('b')], stockOf({ b: { frame: 0 } }), request([want('frame', 3, { backorder: true })])),
    ).toEqual([['frame', 'b', 3, 3]])
    expect(why([place('a')], stockOf({}), request([want('frame', 1, { backorder: true })]))).toEqual([
      { a: 'backorder' },
    ])
  })

  it('spreads a rush over the locations that are equally near', () => {
    const places = [place('a'), place('b'), place('far', { country: 'DE' })]
    const stock = stockOf({ a: { frame: 5 }, b: { frame: 5 }, far: { frame: 5 } })
    const chosen = [1, 2, 3, 4].map(
      (turn) => source(places, stock, request([want('frame', 1)], { turn })).allocations[0]?.locationId,
    )
    expect(chosen).toEqual(['b', 'a', 'b', 'a'])
  })

  const shelves = fc.dictionary(
    fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.nat(4)),
  )
  const lines = fc.array(
    fc.record({
      variantId: fc.constantFrom('x', 'y', 'z'),
      quantity: fc.integer({ min: 1, max: 6 }),
      backorder: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  )
  const places = ['a', 'b', 'c', 'd', 'e'].map((id) => place(id, { country: id < 'c' ? 'PL' : 'DE' }))
  const linesOf = (wanted: { variantId: string; quantity: number; backorder: boolean }[]) => {
    const policy = new Map(wanted.map(({ variantId, backorder }) => [variantId, backorder]))
    return wanted.map(({ variantId, quantity }, at) =>
      want(variantId, quantity, { key: `${at}`, backorder: policy.get(variantId) === true }),
    )
  }

  it('never promises more of a shelf than lies on it, nor less than can be had', () => {
    fc.assert(
      fc.property(shelves, lines, (on, wanted) => {
        const stock = stockOf(on)
        const asked = linesOf(wanted)
        const { allocations, shortages } = source(places, stock, request(asked))
        for (const { id } of places)
          for (const variantId of ['x', 'y', 'z']) {
            const here = allocations.filter((one) => one.locationId === id && one.variantId === variantId)
            const covered = here.reduce((sum, { quantity, short }) => sum + quantity - short, 0)
            expect(covered).toBeLessThanOrEqual(stock.at(variantId, id))
            if (here.some(({ short }) => short > 0)) expect(covered).toBe(stock.at(variantId, id))
          }
        for (const { key, quantity } of asked) {
          const got = allocations.filter((one) => one.key === key).reduce((sum, one) => sum + one.quantity, 0)
          const isShort = shortages.some((shortage) => shortage.key === key)
          expect(got).toBe(isShort ? 0 : quantity)
        }
      }),
    )
  })

  it('uses no more locations than the best choice needs', () => {
    fc.assert(
      fc.property(shelves, lines, (on, wanted) => {
        const stock = stockOf(on)
        const asked = linesOf(wanted.map((line) => ({ ...line, backorder: false })))
        const { allocations, shortages } = source(places, stock, request(asked))
        fc.pre(shortages.length === 0)
        const need = new Map<string, number>()
        for (const { variantId, quantity } of asked) need.set(variantId, (need.get(variantId) ?? 0) + quantity)
        const suffices = (mask: number) =>
          [...need].every(
            ([variantId, quantity]) =>
              places.reduce((sum, { id }, at) => sum + ((mask >> at) & 1) * stock.at(variantId, id), 0) >= quantity,
          )
        const sizes = Array.from({ length: 32 }, (_, mask) => mask)
          .filter(suffices)
          .map((mask) => mask.toString(2).replaceAll('0', '').length)
        const used = new Set(allocations.map(({ locationId }) => locationId)).size
        const fewest = Math.min(...sizes)
        if (fewest <= 3) expect(used).toBeLessThanOrEqual(fewest)
      }),
    )
  })

  it('gives every location a reason whose verdict fits', () => {
    fc.assert(
      fc.property(shelves, lines, (on, wanted) => {
        const asked = linesOf(wanted)
        const { allocations, reasons } = source(places, stockOf(on), request(asked))
        for (const { key, candidates } of reasons) {
          expect(candidates.map(([id]) => id).sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
          const serving = new Set(allocations.filter((one) => one.key === key).map(({ locationId }) => locationId))
          for (const [id, reason] of candidates) expect(REASONS[reason][0] === 'chosen').toBe(serving.has(id))
        }
      }),
    )
  })
})
