import { sql } from 'drizzle-orm'
import { list, param, query } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { collectionNumber, readBlock } from './block-rows.ts'
import { everyBlock } from './blocks.ts'
import { AVAILABLE, countsIn, LISTED, type Turn, turnsOf } from './counts.ts'
import type { Filters } from './listing.ts'
import type { Wanted } from './passing.ts'
import { priceRange } from './price-range.ts'
import { counter, type Question, type Tally } from './tally.ts'

export interface ValueCount {
  readonly key: string
  readonly value: string
  readonly count: number
}

export interface FacetCounts {
  readonly total: number
  readonly available: number
  /** Minor units. */
  readonly price: { readonly least: number; readonly most: number } | null
  readonly values: readonly ValueCount[]
}

/**
 * Counts of every facet value under the filters; values of a chosen key as if nothing of it were chosen. Without filters they are the kept
 * counts; with filters products are counted in blocks of plain numbers.
 */
export function facetCounts(ctx: StoreContext, filters: Filters): Promise<FacetCounts> {
  const { collectionId, options, attributes, ...others } = filters
  const isOpen =
    options.length + attributes.length === 0 && Object.values(others).every((filter) => filter === undefined)
  return isOpen ? keptCounts(ctx, collectionId) : talliedCounts(ctx, filters)
}

async function keptCounts(ctx: StoreContext, collectionId: string | undefined): Promise<FacetCounts> {
  const kept = await countsIn(ctx, collectionId)
  const counts = new Map(kept.map(({ valueId, count }) => [valueId, count]))
  const turns = await turnsOf(ctx)
  for (const sign of turns.length === 0 ? [] : ([1, -1] as const))
    for (const [value, count] of await countsOfTurned(ctx, { turns, sign, collectionId }))
      counts.set(value, (counts.get(value) ?? 0) + sign * count)
  const total = counts.get(LISTED) ?? 0
  return {
    total,
    available: counts.get(AVAILABLE) ?? 0,
    price: await priceRange(ctx, { collectionId, size: total }),
    values: await named(ctx, counts),
  }
}

interface Turned {
  readonly turns: readonly Turn[]
  readonly sign: 1 | -1
  readonly collectionId: string | undefined
}

async function countsOfTurned(ctx: StoreContext, { turns, sign, collectionId }: Turned): Promise<[number, number][]> {
  const numbers = turns.filter((turn) => turn.sign === sign).map(({ number }) => number)
  const { tally, add } = counter({ ...inCollection(collectionId), wanted: [], chosen: new Map() })
  add(await readBlock(ctx, { numbers }))
  return [[LISTED, tally.total], [AVAILABLE, tally.available], ...entries(tally)]
}

async function talliedCounts(ctx: StoreContext, filters: Filters): Promise<FacetCounts> {
  const { tally, add } = counter(await questionOf(ctx, filters))
  if (filters.ranked === undefined) for await (const block of everyBlock(ctx)) add(block)
  else add(await readBlock(ctx, { numbers: filters.ranked }))
  const { total, available, least, most } = tally
  return {
    total,
    available,
    price: least <= most ? { least, most } : null,
    values: await named(ctx, new Map(entries(tally))),
  }
}

const valuesOfKeys = query((q) =>
  q
    .select({
      id: sql<number>`id`.as('id'),
      key: sql<string>`key`.as('key'),
      value: sql<string>`value`.as('value'),
    })
    .from(sql`browse_values`)
    .where(sql`key in (select value from json_each(${param('keys')}))`),
)

async function questionOf(ctx: StoreContext, filters: Filters): Promise<Question> {
  const { options, attributes, collectionId, priceMin, priceMax, available } = filters
  const choices = [
    ...options.map((choice) => ({ ...choice, family: 'option' as const })),
    ...attributes.map((choice) => ({ ...choice, family: 'attribute' as const })),
  ]
  const keys = [...new Set(choices.map(({ key }) => key))]
  const known = keys.length === 0 ? [] : await ctx.db.all(valuesOfKeys, { keys: list(keys) })
  const of = (key: string) => known.filter((value) => value.key === key)
  const wanted = choices.map(({ family, key, values }): Wanted => {
    const ids = of(key).flatMap(({ id, value }) => (values.includes(value) ? [id] : []))
    return { family, key, values: ids }
  })
  return {
    now: ctx.now(),
    ...inCollection(collectionId),
    ...(priceMin === undefined ? {} : { priceMin }),
    ...(priceMax === undefined ? {} : { priceMax }),
    ...(available === undefined ? {} : { available }),
    wanted,
    chosen: new Map(keys.map((key) => [key, of(key).map(({ id }) => id)])),
  }
}

function inCollection(collectionId: string | undefined): Pick<Question, 'collection'> {
  return collectionId === undefined ? {} : { collection: collectionNumber(collectionId) }
}

function entries({ counts }: Tally): [number, number][] {
  const found: [number, number][] = []
  for (const [value, count] of counts.entries()) if (count > 0) found.push([value, count])
  return found
}

const valuesById = query((q) =>
  q
    .select({
      id: sql<number>`id`.as('id'),
      key: sql<string>`key`.as('key'),
      value: sql<string>`value`.as('value'),
    })
    .from(sql`browse_values`)
    .where(sql`id in (select value from json_each(${param('ids')})) and key <> ''`),
)

async function named(ctx: StoreContext, counts: ReadonlyMap<number, number>): Promise<ValueCount[]> {
  const counted = [...counts].filter(([, count]) => count > 0)
  const rows = await ctx.db.all(valuesById, { ids: list(counted.map(([id]) => id)) })
  return rows.map(({ id, key, value }) => ({ key, value, count: counts.get(id) ?? 0 }))
}
