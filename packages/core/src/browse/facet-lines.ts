import { sql } from 'drizzle-orm'
import { param, plain, type Statement } from '../kernel/index.ts'
import type { Facet } from './facet-rows.ts'
import { type KnownValues, pairOf } from './known-values.ts'
import { groupBy } from './product-rows.ts'

/** A facet in the list of a product is value × 4 096 + variant: more variants than a product may have. */
export const VARIANTS = 4_096

const each = sql`json_each(${param('products')}) p, json_each(p.value, '$[1]') f`
const rows = sql`select p.value ->> 0, f.value ->> 0, f.value ->> 1, f.value ->> 2 from ${each}`

const forget =
  plain(sql`delete from browse_facets where product_id in (select value ->> 0 from json_each(${param('products')}))
  and (product_id, key, value, variant_id) not in (${rows})`)
const add = plain(sql`insert or ignore into browse_facets (product_id, key, value, variant_id) ${rows}`)
const number = plain(
  sql`insert or ignore into browse_values (key, value) select distinct f.value ->> 0, f.value ->> 1 from ${each}`,
)
const describe = plain(sql`update browse_documents set facets = n.facets from (
    select p.value ->> 0 as product_id, (select json_group_array(number) from (
      select distinct v.id * ${sql.raw(String(VARIANTS))} + (f.value ->> 3) as number from json_each(p.value, '$[1]') f
      join browse_values v on v.key = f.value ->> 0 and v.value = f.value ->> 1 order by 1)) as facets
    from json_each(${param('products')}) p) n
  where browse_documents.product_id = n.product_id and browse_documents.facets <> n.facets`)

/** The facets of each product as one list of numbers. */
export type FacetLists = ReadonlyMap<string, readonly number[]>

/** Undefined when one of the values has no number yet. */
export function facetLists(
  ids: readonly string[],
  facets: readonly Facet[],
  values: KnownValues,
): FacetLists | undefined {
  const byProduct = groupBy(facets, ({ productId }) => productId)
  const lists = new Map<string, readonly number[]>()
  for (const id of ids) {
    const numbers = new Set<number>()
    for (const [key, value, , variant] of numbered(byProduct.get(id) ?? [])) {
      const number = values.get(pairOf({ key, value }))?.number
      if (number === undefined) return undefined
      numbers.add(number * VARIANTS + variant)
    }
    lists.set(
      id,
      [...numbers].sort((a, b) => a - b),
    )
  }
  return lists
}

interface Before {
  /** The index knows no facet of these products. */
  readonly areNew: boolean
  /** Their lists are written with their documents. */
  readonly areDescribed: boolean
}

/** The lines that leave these products with these facets and no others, as rows to filter by and as lists that are counted. They need their documents. */
export function facetLines(
  ids: readonly string[],
  facets: readonly Facet[],
  { areNew, areDescribed }: Before,
): Statement[] {
  const byProduct = groupBy(facets, ({ productId }) => productId)
  const products = JSON.stringify(ids.map((id) => [id, numbered(byProduct.get(id) ?? [])]))
  return [
    ...(areNew ? [] : [forget({ products })]),
    ...(facets.length === 0 ? [] : [add({ products })]),
    ...(areDescribed ? [] : [...(facets.length === 0 ? [] : [number({ products })]), describe({ products })]),
  ]
}

/** Variants of a product go by the order of their ids, from 1; what belongs to all of it is 0. */
function numbered(facets: readonly Facet[]): [key: string, value: string, variantId: string, variant: number][] {
  const variants = [...new Set(facets.map(({ variantId }) => variantId))].filter((id) => id !== '').sort()
  return facets.map(({ key, value, variantId }) => [key, value, variantId, variants.indexOf(variantId) + 1])
}
