import { and, eq, or, sql } from 'drizzle-orm'
import { products, productVariants } from '../../../catalog/index.ts'
import { type Context, list, oneOf, param, query } from '../../../kernel/index.ts'
import { readItems } from '../../items.ts'
import { notForSale } from '../deciding/index.ts'
import type { Chosen, Selection } from './choose.ts'
import type { Refused } from './preview.ts'

const columns = {
  itemId: productVariants.id,
  productId: productVariants.productId,
  sku: productVariants.sku,
  title: products.title,
}

const byItems = query((q) =>
  q
    .select(columns)
    .from(productVariants)
    .innerJoin(products, eq(products.id, productVariants.productId))
    .where(and(eq(productVariants.status, 'active'), or(oneOf(productVariants.id, 'ids'), oneOf(products.id, 'ids')))),
)

/** What was named and is not for sale anywhere. */
const named = query((q) =>
  q
    .select(columns)
    .from(productVariants)
    .innerJoin(products, eq(products.id, productVariants.productId))
    .where(
      and(
        sql`(${productVariants.status} <> 'active' or ${products.status} <> 'active')`,
        or(
          oneOf(products.id, 'products'),
          oneOf(products.handle, 'products'),
          oneOf(productVariants.id, 'variants'),
          oneOf(productVariants.sku, 'variants'),
        ),
      ),
    )
    .limit(param('limit')),
)

const MOST = 1_000

interface Choosing extends Selection {
  readonly chosen: readonly Chosen[]
  /** Those of the chosen that the connection sells. */
  readonly sold: ReadonlySet<string>
}

/** What was chosen and would not be listed, because it is not for sale, or not on the sales channel of the connection; with the reason. */
export async function unsoldOf(
  ctx: Context,
  { connection, channel, choice, chosen, sold }: Choosing,
): Promise<Refused[]> {
  const left = chosen.filter(({ itemId }) => !sold.has(itemId)).map(({ itemId }) => itemId)
  const refs = { products: list(choice.products ?? []), variants: list(choice.variants ?? []) }
  const rows = [
    ...(left.length === 0 ? [] : await ctx.db.all(byItems, { ids: list(left) })),
    ...(await ctx.db.all(named, { ...refs, limit: MOST })),
  ]
  const isOfProduct = channel.listings?.unit === 'product'
  const items = new Map(rows.map((row) => [isOfProduct ? row.productId : row.itemId, row]))
  const found = await readItems(ctx, connection, [...new Set(rows.map(({ productId }) => productId))])
  return [...items].map(([itemId, { productId, sku, title }]) => {
    const { message, issues } = notForSale(channel, found.get(productId))
    return { itemId, sku, title, message, issues }
  })
}
