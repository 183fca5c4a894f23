import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { productVariants } from '../../catalog/index.ts'
import { type Context, list, param, query } from '../../kernel/index.ts'
import type { AnyChannel } from '../channel.ts'
import type { Listed, ListedPage } from '../connected.ts'
import type { ConnectionRow } from '../connection-rows.ts'
import type { ItemProduct } from '../item.ts'
import { itemOf, itemProduct, type ProductOnChannel, readItems } from '../items.ts'
import type { ListingOverrides } from '../model.ts'
import { listings } from '../schema.ts'
import { productUrl } from './product-url.ts'

const page = query((q) =>
  q
    .select({
      id: listings.id,
      key: listings.key,
      itemId: listings.itemId,
      productId: listings.productId,
      overrides: listings.overrides,
    })
    .from(listings)
    .where(
      and(
        eq(listings.connectionId, param('connectionId')),
        gt(listings.id, param('after')),
        eq(listings.isWanted, true),
      ),
    )
    .orderBy(asc(listings.id))
    .limit(param('limit')),
)

interface Paging {
  readonly connection: ConnectionRow
  readonly channel: AnyChannel
  readonly after?: string | undefined
  readonly limit: number
}

/** What a connection is wanted to show, with what was overridden for it; what is not for sale is left out. */
export async function listedItems(
  ctx: Context,
  { connection, channel, after = '', limit }: Paging,
): Promise<ListedPage> {
  const rows = await ctx.db.all(page, { connectionId: connection.id, after, limit })
  const products = await readItems(ctx, connection, [...new Set(rows.map(({ productId }) => productId))])
  const productIn = productsOnce(productUrl(ctx))
  const items = rows.flatMap(({ id, key, itemId, productId, overrides }): Listed[] => {
    const found = products.get(productId)
    if (found === undefined || found.goods.status !== 'active') return []
    const product = productIn(found, overrides)
    const isOfProduct = channel.listings?.unit === 'product'
    const item = itemOf(product, isOfProduct ? (product.variants[0]?.variantId ?? '') : itemId, overrides)
    return item === undefined ? [] : [{ id, key, item }]
  })
  return { items, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) }
}

/** Variants of a product share it, unless something was overridden for one. */
function productsOnce(urlOf: (handle: string) => string) {
  const made = new Map<string, ItemProduct>()
  return (found: ProductOnChannel, overrides: ListingOverrides | null): ItemProduct => {
    const known = overrides === null ? made.get(found.goods.id) : undefined
    const product = known ?? itemProduct(found, overrides, urlOf)
    if (overrides === null) made.set(found.goods.id, product)
    return product
  }
}

const missing = query((q) =>
  q
    .select({ id: productVariants.id })
    .from(productVariants)
    .where(
      and(
        eq(productVariants.status, 'active'),
        sql`${productVariants.productId} in (select value from json_each(${param('productIds')}))`,
        sql`not exists (select 1 from channel_listings where connection_id = ${param('connectionId')}
          and item_id in (${productVariants.id}, ${productVariants.productId}))`,
      ),
    )
    .orderBy(asc(productVariants.productId), asc(productVariants.position)),
)

/** Variants of these products that were never listed on a connection. */
export async function unlistedOf(
  { db }: Pick<Context, 'db'>,
  { connectionId, productIds }: { readonly connectionId: string; readonly productIds: readonly string[] },
): Promise<readonly string[]> {
  const rows = await db.all(missing, { connectionId, productIds: list(productIds) })
  return rows.map(({ id }) => id)
}
