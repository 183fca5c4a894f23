import { sql } from 'drizzle-orm'
import { bulkStock } from '../inventory/index.ts'
import { type Context, list, param, query } from '../kernel/index.ts'
import type { ForeignProduct, ForeignVariant, RowError } from './product.ts'

/** A product that is in the catalogue now, with the variants of the file that were taken over. */
export interface Landed {
  readonly productId: string
  readonly product: ForeignProduct
  readonly variants: readonly ForeignVariant[]
}

const variantRows = query((q) =>
  q
    .select({
      productId: sql<string>`v.product_id`.as('product_id'),
      variantId: sql<string>`v.id`.as('variant_id'),
      tracked: sql<number>`v.tracked`.as('tracked'),
      hasLevel: sql<number>`exists (select 1 from inventory_levels l where l.variant_id = v.id)`.as('has_level'),
      choice: sql<string>`coalesce((select group_concat(name, char(10)) from (
        select w.name from variant_option_values c join product_option_values w on w.id = c.value_id join product_options o on o.id = c.option_id
        where c.variant_id = v.id order by o.position)), '')`.as('choice'),
    })
    .from(sql`product_variants v`)
    .where(sql`v.product_id in (select value from json_each(${param('ids')}))`),
)

export interface StockOptions {
  /** `keep` counts only variants that were never counted; `set` counts all. */
  readonly stock: 'keep' | 'set'
  /** Code of the location; null when the shop has none. */
  readonly location: string | null
}

/** Takes over the counts of the file, and answers what could not be counted. */
export async function importStock(
  ctx: Context,
  landed: readonly Landed[],
  { stock, location }: StockOptions,
): Promise<RowError[]> {
  const ids = landed.map(({ productId }) => productId)
  const rows = new Map(
    (await ctx.db.all(variantRows, { ids: list(ids) })).map((row) => [`${row.productId}\n${row.choice}`, row]),
  )
  const counts = landed.flatMap(({ productId, product, variants }) =>
    variants.flatMap((variant) => {
      const row = rows.get(`${productId}\n${variant.optionValues.join('\n')}`)
      const isWanted =
        row !== undefined && row.tracked === 1 && variant.quantity !== null && (stock === 'set' || row.hasLevel === 0)
      return isWanted ? [{ product, variant, variantId: row.variantId, set: Math.max(0, variant.quantity) }] : []
    }),
  )
  if (counts.length === 0) return []
  const error = ({ product, variant }: (typeof counts)[number], code: string, message: string): RowError => ({
    line: variant.line,
    key: product.key,
    column: 'Variant Inventory Qty',
    code,
    message,
  })
  if (location === null)
    return counts.map((count) =>
      error(count, 'location', 'is not taken over: the shop has no stock location yet. Make one and import again'),
    )
  const { refused } = await bulkStock(ctx, {
    rows: counts.map(({ variantId, set }) => ({ variantId: variantId as `var_${string}`, location, set })),
    reason: 'import',
  })
  return refused.flatMap(({ row, code, message }) => {
    const count = counts[row]
    return count === undefined ? [] : [error(count, code, message)]
  })
}
