import { and, asc, eq, gt } from 'drizzle-orm'
import { type Context, param, query } from '../../kernel/index.ts'
import type { AnyChannel } from '../channel.ts'
import type { Listed, ListedPage } from '../connected.ts'
import type { ConnectionRow } from '../connection-rows.ts'
import { itemOf, itemProduct, readItems } from '../items.ts'
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
  const urlOf = productUrl(ctx)
  const items = rows.flatMap(({ id, key, itemId, productId, overrides }): Listed[] => {
    const found = products.get(productId)
    if (found === undefined || found.goods.status !== 'active') return []
    const product = itemProduct(found, overrides, urlOf)
    const isOfProduct = channel.listings?.unit === 'product'
    const item = itemOf(product, isOfProduct ? (product.variants[0]?.variantId ?? '') : itemId, overrides)
    return item === undefined ? [] : [{ id, key, item }]
  })
  return { items, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) }
}
