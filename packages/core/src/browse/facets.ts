import { sql } from 'drizzle-orm'
import { moneyView, param, queryByShape } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { conditions, type Filters, shapeOf, valuesOf } from './listing.ts'
import type { FacetsView, FacetView } from './model.ts'
import { type Vocabulary, vocabulary } from './names.ts'

type Shape = ReturnType<typeof shapeOf>

const matching = (shape: Shape) =>
  sql`(select x.product_id from browse_products x where x.channel_id = ${param('channelId')} and ${sql.join(conditions(shape), sql` and `)})`

const counts = queryByShape((q, shape: Shape) =>
  q
    .select({
      key: sql<string>`f.key`.as('key'),
      value: sql<string>`f.value`.as('value'),
      count: sql<number>`count(distinct f.product_id)`.as('count'),
    })
    .from(sql`browse_facets f`)
    .where(sql`f.product_id in ${matching(shape)}`)
    .groupBy(sql`f.key`, sql`f.value`),
)

const totals = queryByShape((q, shape: Shape) =>
  q
    .select({
      total: sql<number>`count(*)`.as('total'),
      available: sql<number>`coalesce(sum(s.available), 0)`.as('available'),
      min: sql<number | null>`min(p.amount)`.as('least'),
      max: sql<number | null>`max(p.amount)`.as('most'),
    })
    .from(
      sql`${matching(shape)} m left join browse_prices p on p.market_id = ${param('marketId')} and p.currency = ${param('currency')} and p.product_id = m.product_id left join browse_stock s on s.product_id = m.product_id`,
    ),
)

interface Count {
  readonly key: string
  readonly value: string
  readonly count: number
}

/** Counts of every facet under the filters in force; a facet that is filtered by counts without its own choice, so that another can be seen. */
export async function facets(ctx: StoreContext, filters: Filters): Promise<FacetsView> {
  const words = await vocabulary(ctx)
  const total = await ctx.db.get(totals(shapeOf(filters)), valuesOf(ctx, filters))
  const all = await countsOf(ctx, filters)
  const chosen = [...filters.options, ...filters.attributes]
  const others = await Promise.all(
    chosen.map(async ({ key }) => (await countsOf(ctx, without(filters, key))).filter((count) => count.key === key)),
  )
  const rows = [...all.filter(({ key }) => !chosen.some((choice) => choice.key === key)), ...others.flat()]
  const money = (amount: number) => moneyView(amount, ctx.currency, ctx.language)
  return {
    total: total?.total ?? 0,
    price:
      total === undefined || total.min === null || total.max === null
        ? null
        : { min: money(total.min), max: money(total.max) },
    groups: [...groups(ctx, words, rows, chosen), availableGroup(total?.available ?? 0, filters)],
  }
}

function countsOf(ctx: StoreContext, filters: Filters): Promise<Count[]> {
  return ctx.db.all(counts(shapeOf(filters)), valuesOf(ctx, filters))
}

function without(filters: Filters, key: string): Filters {
  const others = (choices: Filters['options']) => choices.filter((choice) => choice.key !== key)
  return { ...filters, options: others(filters.options), attributes: others(filters.attributes) }
}

function groups(ctx: StoreContext, words: Vocabulary, rows: readonly Count[], chosen: Filters['options']): FacetView[] {
  const byKey = new Map<string, FacetView & { position: number }>()
  for (const row of rows) {
    const known = words.nameOf(row.key, '', ctx.languages)
    const group = byKey.get(row.key) ?? {
      key: row.key,
      name: known?.name ?? row.key,
      unit: null,
      values: [],
      position: known?.position ?? 0,
    }
    const value = words.nameOf(row.key, row.value, ctx.languages)
    const selected = chosen.some((choice) => choice.key === row.key && choice.values.includes(row.value))
    group.values.push({
      value: row.value,
      name: value?.name ?? row.value,
      count: row.count,
      swatch: value?.swatch ?? null,
      selected,
    })
    byKey.set(row.key, group)
  }
  const position = (key: string, value: string) => words.nameOf(key, value, ctx.languages)?.position ?? 0
  for (const group of byKey.values())
    group.values.sort(
      (a, b) =>
        position(group.key, a.value) - position(group.key, b.value) ||
        a.name.localeCompare(b.name, ctx.language, { numeric: true }),
    )
  return [...byKey.values()].sort((a, b) => a.position - b.position || a.name.localeCompare(b.name, ctx.language))
}

function availableGroup(count: number, filters: Filters): FacetView {
  return {
    key: 'available',
    name: 'available',
    unit: null,
    values: [{ value: 'true', name: 'true', count, swatch: null, selected: filters.available === true }],
  }
}
