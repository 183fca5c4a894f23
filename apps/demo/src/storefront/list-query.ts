import type { ProductsQuery } from '@vitrine/sdk'
import { minorOf } from '../shared/money.ts'

export const SORTS = ['relevance', 'manual', 'newest', 'title', 'price', '-price'] as const
export type Sort = (typeof SORTS)[number]

/** What a list page may be asked for; everything else in its address (`utm_source`, `gclid`) is somebody else's. */
export interface ListQuery {
  /** `option.*` and `attribute.*` with what was chosen. */
  readonly choices: Readonly<Record<string, readonly string[]>>
  /** As it was typed. */
  readonly priceMin: string
  readonly priceMax: string
  readonly available: boolean
  readonly sort: Sort | undefined
  readonly cursor: string | undefined
}

export function listQuery(search: URLSearchParams): ListQuery {
  const choices: Record<string, string[]> = {}
  for (const [key, value] of search)
    if (/^(option|attribute)\../.test(key) && value !== '') choices[key] = [...(choices[key] ?? []), value]
  return {
    choices,
    priceMin: search.get('price.min') ?? '',
    priceMax: search.get('price.max') ?? '',
    available: search.get('available') === 'true',
    sort: SORTS.find((sort) => sort === search.get('sort')),
    cursor: search.get('cursor') || undefined,
  }
}

/** The same for the shop; prices that are none are left out. */
export function forShop(query: ListQuery, currency: string): ProductsQuery<never, never> {
  const min = minorOf(query.priceMin, currency)
  const max = minorOf(query.priceMax, currency)
  return {
    ...query.choices,
    ...(min !== undefined && { 'price.min': min }),
    ...(max !== undefined && { 'price.max': max }),
    ...(query.available && { available: true }),
    ...(query.sort !== undefined && { sort: query.sort }),
    ...(query.cursor !== undefined && { cursor: query.cursor }),
  }
}

/** The address of the same list with something else; the page begins anew. */
export function listAddress(
  path: string,
  query: ListQuery,
  { q, cursor }: { q?: string | undefined; cursor?: string } = {},
): string {
  const search = new URLSearchParams()
  if (q !== undefined && q !== '') search.set('q', q)
  for (const [key, values] of Object.entries(query.choices)) for (const value of values) search.append(key, value)
  if (query.priceMin !== '') search.set('price.min', query.priceMin)
  if (query.priceMax !== '') search.set('price.max', query.priceMax)
  if (query.available) search.set('available', 'true')
  if (query.sort !== undefined) search.set('sort', query.sort)
  if (cursor !== undefined) search.set('cursor', cursor)
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

export function without(query: ListQuery, key: string, value: string): ListQuery {
  const left = (query.choices[key] ?? []).filter((each) => each !== value)
  return { ...query, choices: { ...query.choices, [key]: left } }
}

export function hasFilters({ choices, priceMin, priceMax, available }: ListQuery): boolean {
  return available || priceMin !== '' || priceMax !== '' || Object.values(choices).some((values) => values.length > 0)
}
