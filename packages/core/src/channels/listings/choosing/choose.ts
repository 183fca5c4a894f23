import { and, eq, sql } from 'drizzle-orm'
import { collectionProducts, collections, products, productVariants } from '../../../catalog/index.ts'
import { type Context, list, oneOf, param, query } from '../../../kernel/index.ts'
import type { AnyChannel } from '../../channel.ts'
import type { ConnectionRow } from '../../connection-rows.ts'
import { problems } from '../../problems.ts'

/** What somebody wants to list or unlist. */
export interface Choice {
  /** Ids or handles. */
  readonly products?: readonly string[] | undefined
  /** Ids or SKUs. */
  readonly variants?: readonly string[] | undefined
  /** Ids or handles. */
  readonly collections?: readonly string[] | undefined
  /** Everything that is for sale. */
  readonly all?: boolean | undefined
}

/** What is chosen for a connection. */
export interface Selection {
  readonly connection: ConnectionRow
  readonly channel: AnyChannel
  readonly choice: Choice
}

/** One thing that a channel may list. */
export interface Chosen {
  readonly itemId: string
  readonly productId: string
}

const columns = { itemId: productVariants.id, productId: productVariants.productId }
const isForSale = sql`${productVariants.status} = 'active' and ${products.status} = 'active'`

const byProducts = query((q) =>
  q
    .select(columns)
    .from(productVariants)
    .innerJoin(products, eq(products.id, productVariants.productId))
    .where(and(isForSale, sql`(${oneOf(products.id, 'refs')} or ${oneOf(products.handle, 'refs')})`)),
)
const byVariants = query((q) =>
  q
    .select(columns)
    .from(productVariants)
    .innerJoin(products, eq(products.id, productVariants.productId))
    .where(and(isForSale, sql`(${oneOf(productVariants.id, 'refs')} or ${oneOf(productVariants.sku, 'refs')})`)),
)
const byCollections = query((q) =>
  q
    .select(columns)
    .from(collectionProducts)
    .innerJoin(collections, eq(collections.id, collectionProducts.collectionId))
    .innerJoin(products, eq(products.id, collectionProducts.productId))
    .innerJoin(productVariants, eq(productVariants.productId, products.id))
    .where(and(isForSale, sql`(${oneOf(collections.id, 'refs')} or ${oneOf(collections.handle, 'refs')})`)),
)
const everything = query((q) =>
  q
    .select(columns)
    .from(productVariants)
    .innerJoin(products, eq(products.id, productVariants.productId))
    .where(and(isForSale, sql`${productVariants.id} > ${param('after')}`))
    .orderBy(productVariants.id)
    .limit(param('limit')),
)

const CHUNK = 2_000

/** The items that were chosen, each once: variants, or products where the channel lists products. Throws `channels.nothingToList`. */
export async function itemsOf({ db }: Pick<Context, 'db'>, channel: AnyChannel, choice: Choice): Promise<Chosen[]> {
  const { products: named = [], variants = [], collections: groups = [], all = false } = choice
  if (!all && named.length + variants.length + groups.length === 0) throw problems.nothingToList()
  const found: Chosen[] = []
  if (named.length > 0) found.push(...(await db.all(byProducts, { refs: list(named) })))
  if (variants.length > 0) found.push(...(await db.all(byVariants, { refs: list(variants) })))
  if (groups.length > 0) found.push(...(await db.all(byCollections, { refs: list(groups) })))
  for (let after: string | undefined = all ? '' : undefined; after !== undefined; ) {
    const rows: Chosen[] = await db.all(everything, { after, limit: CHUNK })
    found.push(...rows)
    after = rows.length === CHUNK ? rows.at(-1)?.itemId : undefined
  }
  const isOfProduct = channel.listings?.unit === 'product'
  const items = found.map(({ itemId, productId }) => ({ itemId: isOfProduct ? productId : itemId, productId }))
  return [...new Map(items.map((item) => [item.itemId, item])).values()]
}
