import { sql } from 'drizzle-orm'
import { param, plain, type Statement } from '../kernel/index.ts'
import type { Facet } from './facet-rows.ts'
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

/** The lines that leave these products with these facets and no others, as rows to filter by and as lists that are counted. They need their documents. */
export function facetLines(ids: readonly string[], facets: readonly Facet[]): Statement[] {
  const byProduct = groupBy(facets, ({ productId }) => productId)
  const products = JSON.stringify(ids.map((id) => [id, numbered(byProduct.get(id) ?? [])]))
  const isEmpty = facets.length === 0
  return [forget({ products }), ...(isEmpty ? [] : [add({ products }), number({ products })]), describe({ products })]
}

/** Variants of a product go by the order of their ids, from 1; what belongs to all of it is 0. */
function numbered(facets: readonly Facet[]): [key: string, value: string, variantId: string, variant: number][] {
  const variants = [...new Set(facets.map(({ variantId }) => variantId))].filter((id) => id !== '').sort()
  return facets.map(({ key, value, variantId }) => [key, value, variantId, variants.indexOf(variantId) + 1])
}
