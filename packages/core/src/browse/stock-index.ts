import { and, eq, sql } from 'drizzle-orm'
import { productVariants } from '../catalog/index.ts'
import { type Context, insertInto, list, param, plain, query, run, type Statement } from '../kernel/index.ts'
import { INDEX } from './index-topic.ts'
import type { VariantRow } from './product-rows.ts'
import { browseStock } from './schema.ts'

const addStock = insertInto(browseStock)

/** What of a variant decides whether its product can be had. */
type Stocked = Pick<VariantRow, 'id' | 'tracked' | 'backorder'>

/** The rows that say which products can be had, for any number of products in one read. */
export async function stockStatements(
  ctx: Context,
  products: ReadonlyMap<string, readonly Stocked[]>,
): Promise<ReadonlyMap<string, Statement>> {
  const stocked = await stockedAmong(ctx, [...products.values()].flat())
  return new Map(
    [...products].map(([productId, variants]) => [
      productId,
      addStock({ productId, available: variants.some(canBeHad(stocked)) }),
    ]),
  )
}

/** The one rule: not counted, sold beyond what is there, or there at some open location. */
function canBeHad(stocked: ReadonlySet<string>) {
  return ({ id, tracked, backorder }: Stocked) => !tracked || backorder || stocked.has(id)
}

const stockedVariants = query((q) =>
  q
    .selectDistinct({ variantId: sql<string>`l.variant_id`.as('variant_id') })
    .from(sql`inventory_levels l join stock_locations s on s.id = l.location_id and s.status = 'active'`)
    .where(sql`l.available > 0 and l.variant_id in (select value from json_each(${param('ids')}))`),
)

async function stockedAmong(ctx: Context, variants: readonly Stocked[]): Promise<ReadonlySet<string>> {
  const rows = await ctx.db.all(stockedVariants, { ids: list(variants.map(({ id }) => id)) })
  return new Set(rows.map(({ variantId }) => variantId))
}

const productOfVariant = query((q) =>
  q
    .select({ productId: sql<string>`product_id`.as('product_id') })
    .from(sql`product_variants`)
    .where(sql`id = ${param('variantId')}`),
)
const variantsOf = query((q) =>
  q
    .select({ id: productVariants.id, tracked: productVariants.tracked, backorder: productVariants.backorder })
    .from(productVariants)
    .where(and(eq(productVariants.productId, param('productId')), eq(productVariants.status, 'active'))),
)
const stockOf = query((q) =>
  q
    .select({ available: browseStock.available })
    .from(browseStock)
    .where(eq(browseStock.productId, param('productId'))),
)
const setStock = plain(
  sql`update browse_stock set available = ${param('available')} where product_id = ${param('productId')}`,
)

/** After a stock change: only when the product crossed between available and sold out is anything written. */
export async function refreshStock(ctx: Context, variantId: string): Promise<void> {
  const productId = (await ctx.db.get(productOfVariant, { variantId }))?.productId
  if (productId === undefined) return
  const known = await ctx.db.get(stockOf, { productId })
  const variants = await ctx.db.all(variantsOf, { productId })
  const available = variants.some(canBeHad(await stockedAmong(ctx, variants)))
  if (known === undefined || known.available === available) return
  await run(ctx, {
    name: 'browse.stock',
    plan: () => ({
      statements: [setStock({ productId, available: available ? 1 : 0 }, { touches: INDEX })],
      result: null,
    }),
  })
}
