import { moneyView } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { facetCounts, type ValueCount } from './facet-counts.ts'
import type { Filters } from './listing.ts'
import type { FacetsView, FacetView } from './model.ts'
import { type Vocabulary, vocabulary } from './names.ts'
import { groupBy } from './product-rows.ts'

/** Counts of every facet under the filters in force; a facet that is filtered by counts without its own choice, so that another can be seen. */
export async function facets(ctx: StoreContext, filters: Filters): Promise<FacetsView> {
  const { total, available, price, values } = await facetCounts(ctx, filters)
  const money = (amount: number) => moneyView(amount, ctx.currency, ctx.language)
  const chosen = [...filters.options, ...filters.attributes]
  return {
    total,
    price: price === null ? null : { min: money(price.least), max: money(price.most) },
    groups: [...groups(ctx, await vocabulary(ctx), values, chosen), availableGroup(available, filters)],
  }
}

interface Placed<T> {
  readonly position: number
  readonly view: T
}

type ValueView = FacetView['values'][number]

function groups(
  ctx: StoreContext,
  words: Vocabulary,
  rows: readonly ValueCount[],
  chosen: Filters['options'],
): FacetView[] {
  const byKey = groupBy(rows, ({ key }) => key)
  const collator = collatorOf(ctx.language)
  const views = [...byKey].map(([key, values]): Placed<FacetView> => {
    const selected = new Set(chosen.filter((choice) => choice.key === key).flatMap((choice) => choice.values))
    const placed = values.map((row) => valueView(ctx, words, { ...row, selected: selected.has(row.value) }))
    const known = words.nameOf(key, '', ctx.languages)
    const view = { key, name: known?.name ?? key, unit: null, values: inOrder(placed, collator) }
    return { position: known?.position ?? 0, view }
  })
  return inOrder(views, collator)
}

function valueView(
  ctx: StoreContext,
  words: Vocabulary,
  { key, value, count, selected }: ValueCount & { selected: boolean },
): Placed<ValueView> {
  const known = words.nameOf(key, value, ctx.languages)
  const view = { value, name: known?.name ?? value, count, swatch: known?.swatch ?? null, selected }
  return { position: known?.position ?? 0, view }
}

function inOrder<T extends { readonly name: string }>(placed: Placed<T>[], collator: Intl.Collator): T[] {
  return placed
    .sort((a, b) => a.position - b.position || collator.compare(a.view.name, b.view.name))
    .map(({ view }) => view)
}

const collators = new Map<string, Intl.Collator>()

/** Making one costs as much as a thousand comparisons; there are as many as languages of markets. */
function collatorOf(language: string): Intl.Collator {
  const collator = collators.get(language) ?? new Intl.Collator(language, { numeric: true })
  collators.set(language, collator)
  return collator
}

function availableGroup(count: number, filters: Filters): FacetView {
  return {
    key: 'available',
    name: 'available',
    unit: null,
    values: [{ value: 'true', name: 'true', count, swatch: null, selected: filters.available === true }],
  }
}
