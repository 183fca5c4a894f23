import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { type Context, list, param, plain, query, run, type Statement } from '../kernel/index.ts'
import { changedLine } from './blocks.ts'
import type { Known } from './index-lines.ts'

/**
 * The one rule of what can be had: a variant that is not counted, is sold beyond what is there, or is there at some open location.
 * It is decided where it is written, so that no change of stock can come between reading and writing.
 */
const canBeHad = (productId: SQLWrapper): SQL<number> => sql<number>`exists (
  select 1 from product_variants v where v.product_id = ${productId} and v.status = 'active' and (v.tracked = 0 or v.backorder = 1 or exists (
    select 1 from inventory_levels l join stock_locations s on s.id = l.location_id and s.status = 'active'
    where l.variant_id = v.id and l.available > 0)))`

const leave = plain(sql`delete from browse_stock where product_id in (select value from json_each(${param('ids')}))
  and product_id not in (select value from json_each(${param('sold')}))`)
const put = plain(sql`insert into browse_stock (product_id, available)
  select p.value, ${canBeHad(sql`p.value`)} from json_each(${param('sold')}) p where true
  on conflict (product_id) do update set available = excluded.available`)

/** The lines that say of those products that are sold whether they can be had, and nothing of the others. */
export function stockLines(
  ids: readonly string[],
  sold: readonly string[],
  { areNew }: Pick<Known, 'areNew'>,
): Statement[] {
  const values = { ids: list(ids), sold: list(sold) }
  return [...(areNew ? [] : [leave(values)]), ...(sold.length === 0 ? [] : [put(values)])]
}

const crossed = query((q) =>
  q
    .select({ productId: sql<string>`b.product_id`.as('product_id') })
    .from(sql`product_variants o join browse_stock b on b.product_id = o.product_id`)
    .where(sql`o.id = ${param('variantId')} and b.available <> ${canBeHad(sql`b.product_id`)}`),
)
const set = plain(
  sql`update browse_stock set available = ${canBeHad(sql`browse_stock.product_id`)} where product_id = ${param('productId')}`,
)

/** After a stock change: only when the product crossed between available and sold out is anything written. */
export async function refreshStock(ctx: Context, variantId: string): Promise<void> {
  const found = await ctx.db.get(crossed, { variantId })
  if (found === undefined) return
  const { productId } = found
  await run(ctx, {
    name: 'browse.stock',
    plan: () => ({ statements: [set({ productId }), changedLine([productId])], result: null }),
  })
}
