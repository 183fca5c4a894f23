import { eq, sql } from 'drizzle-orm'
import { type Context, insertInto, list, param, plain, query, run, type Statement } from '../kernel/index.ts'
import { INDEX } from './index-topic.ts'
import type { VariantRow } from './product-rows.ts'
import { browseStock } from './schema.ts'

const addStock = insertInto(browseStock)

export async function stockStatement(
  ctx: Context,
  productId: string,
  variants: readonly VariantRow[],
): Promise<Statement> {
  return addStock({ productId, available: await isAvailable(ctx, variants) })
}

async function isAvailable(ctx: Context, variants: readonly VariantRow[]): Promise<boolean> {
  if (variants.some(({ tracked, backorder }) => !tracked || backorder)) return true
  const stock = await anyStock(
    ctx,
    variants.map(({ id }) => id),
  )
  return stock > 0
}

const stockAnywhere = query((q) =>
  q
    .select({ available: sql<number>`coalesce(max(l.available), 0)`.as('available') })
    .from(sql`inventory_levels l join stock_locations s on s.id = l.location_id and s.status = 'active'`)
    .where(sql`l.variant_id in (select value from json_each(${param('ids')}))`),
)

async function anyStock(ctx: Context, variantIds: readonly string[]): Promise<number> {
  return (await ctx.db.get(stockAnywhere, { ids: list(variantIds) }))?.available ?? 0
}

const productOfVariant = query((q) =>
  q
    .select({ productId: sql<string>`product_id`.as('product_id') })
    .from(sql`product_variants`)
    .where(sql`id = ${param('variantId')}`),
)
const variantsOf = query((q) =>
  q
    .select({
      id: sql<string>`id`.as('id'),
      tracked: sql<number>`tracked`.as('tracked'),
      backorder: sql<number>`backorder`.as('backorder'),
    })
    .from(sql`product_variants`)
    .where(sql`product_id = ${param('productId')} and status = 'active'`),
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
  const available =
    variants.some(({ tracked, backorder }) => tracked === 0 || backorder === 1) ||
    (await anyStock(
      ctx,
      variants.map(({ id }) => id),
    )) > 0
  if (known === undefined || known.available === available) return
  await run(ctx, {
    name: 'browse.stock',
    plan: () => ({
      statements: [setStock({ productId, available: available ? 1 : 0 }, { touches: INDEX })],
      result: null,
    }),
  })
}
