import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemContext } from '../kernel/index.ts'
import { runSeed } from '../testing/index.ts'
import { type Catalogue, type Change, changes, openCatalogue } from './fixtures/catalogue.ts'
import { type Asked, type Counted, naiveFacets } from './fixtures/naive-facets.ts'
import type { FacetsView } from './model.ts'
import { recount } from './recount.ts'
import { turnListings } from './turn.ts'

const RUNS = Number(process.env.VITRINE_HISTORIES ?? 6)
const SEED = runSeed()

const QUESTIONS: readonly Asked[] = [
  {},
  { collection: 'tools' },
  { size: 'm' },
  { material: 'wood' },
  { size: 's', material: 'wool', collection: 'gifts' },
  { priceMax: 300 },
  { available: true },
  { available: false, size: 'l' },
]

describe('facets', () => {
  let shop: Catalogue
  beforeEach(async () => {
    shop = await openCatalogue()
  })
  afterEach(() => shop.close())

  const ask = async ({ collection, size, material, priceMax, available }: Asked): Promise<Counted> => {
    const query = new URLSearchParams({
      facets: 'true',
      limit: '1',
      ...(collection === undefined ? {} : { collection }),
      ...(size === undefined ? {} : { 'option.Size': size }),
      ...(material === undefined ? {} : { 'attribute.material': material }),
      ...(priceMax === undefined ? {} : { 'price.max': String(priceMax) }),
      ...(available === undefined ? {} : { available: String(available) }),
    })
    const response = await shop.commerce.app.request(`/store/products?${query}`)
    const { facets } = (await response.json()) as { facets: FacetsView }
    const values = facets.groups.flatMap(({ key, values: of }) => of.map(({ value, count }) => ({ key, value, count })))
    return {
      total: facets.total,
      available: values.find(({ key }) => key === 'available')?.count ?? 0,
      least: facets.price?.min.amount ?? null,
      most: facets.price?.max.amount ?? null,
      counts: Object.fromEntries(
        values.filter(({ key }) => key !== 'available').map(({ key, value, count }) => [`${key}=${value}`, count]),
      ),
    }
  }
  const kept = () =>
    shop.commerce.core.db.raw(
      'select channel_id, collection_id, value_id, count from browse_counts where count <> 0 order by 1, 2, 3',
    )
  const recounted = async () => {
    await recount(systemContext(shop.commerce.core))
    return kept()
  }
  /** The shop's own turn may come in between, since its clock runs by days: then they are read again. */
  const agreed = async (change: Change): Promise<unknown[][]> => {
    const turns = () => shop.commerce.core.db.raw("select count(*) from commands where name = 'browse.turn'")
    const before = await turns()
    const counts = await kept()
    const anew = await recounted()
    if (String(await turns()) !== String(before)) return agreed(change)
    expect(counts, JSON.stringify(change)).toEqual(anew)
    return counts
  }
  let seen = 0
  const check = async (change: Change) => {
    await shop.change(change)
    const counts = await agreed(change)
    for (const asked of QUESTIONS)
      expect(await ask(asked), JSON.stringify([change, asked])).toEqual(await naiveFacets(shop.commerce, asked))
    seen += counts.length
  }

  it('are what anybody would count, after every change of any history, before and after what its dates bring is counted', {
    timeout: 20_000 + RUNS * 2_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(changes, { minLength: 8, maxLength: 14 }), async (history) => {
        for (const [at, change] of history.entries()) {
          await check(change)
          if (at % 3 === 2) await turnListings.run(systemContext(shop.commerce.core))
        }
      }),
      { numRuns: RUNS, seed: SEED },
    )
    process.stdout.write(`B1: ${RUNS} histories, ${seen} counters as counted anew, VITRINE_SEED=${SEED}\n`)
    expect(seen).toBeGreaterThan(30 * RUNS)
  })

  const write = (product: number): Change => ({
    kind: 'write',
    product,
    sizes: ['S', 'M'],
    material: 'wood',
    collections: ['tools'],
  })

  it('would be noticed to be wrong when leaving a collection were not counted', async () => {
    await check(write(1))
    await shop.commerce.core.db.batch([{ sql: 'drop trigger browse_counts_left', args: [] }])
    await shop.change({ kind: 'members', collection: 'tools', products: [] })
    const counts = await kept()
    expect(await ask({ collection: 'tools' })).not.toEqual(await naiveFacets(shop.commerce, { collection: 'tools' }))
    expect(counts).not.toEqual(await recounted())
  })

  it('follow dates at the moment, and the counts with the next turn', async () => {
    await check(write(1))
    await check({ kind: 'dates', product: 1, from: 1, days: 1 })
    const total = async () => (await ask({})).total
    const turn = async () => {
      await turnListings.run(systemContext(shop.commerce.core))
      return (await kept()).length > 0
    }
    expect([await total(), await turn()]).toEqual([0, false])
    await check({ kind: 'later', days: 1 })
    expect([await total(), await turn(), await total()]).toEqual([1, true, 1])
    await check({ kind: 'later', days: 1 })
    expect([await total(), await turn(), await total()]).toEqual([0, false, 0])
  })

  it('ask two options of one and the same variant', async () => {
    const { admin } = shop.commerce.call
    const options = [
      { name: 'Size', values: ['S', 'M'] },
      { name: 'Colour', values: ['Red', 'Blue'] },
    ]
    const variants = [
      { sku: 'a', options: { Size: 'S', Colour: 'Red' } },
      { sku: 'b', options: { Size: 'M', Colour: 'Blue' } },
    ]
    await admin.products.bulk({
      body: { products: [{ handle: 'suit', title: 'Suit', status: 'active', options, variants }] },
    })
    await shop.commerce.idle()
    const values = async (query: string) => {
      const response = await shop.commerce.app.request(`/store/products?facets=true&${query}`)
      const { facets, items } = (await response.json()) as { facets: FacetsView; items: unknown[] }
      const group = (key: string) =>
        facets.groups.find((found) => found.key === key)?.values.map(({ value, count }) => [value, count]) ?? []
      return { items: items.length, total: facets.total, size: group('option.size'), colour: group('option.colour') }
    }
    expect(await values('option.Size=S&option.Colour=Red')).toMatchObject({
      items: 1,
      total: 1,
    })
    expect(await values('option.Size=S&option.Colour=Blue')).toEqual({
      items: 0,
      total: 0,
      size: [
        ['s', 1],
        ['m', 1],
      ],
      colour: [
        ['red', 1],
        ['blue', 1],
      ],
    })
  })
})
