import { type SQL, sql } from 'drizzle-orm'
import { collectionProducts, collections, products, productVariants } from '../../../catalog/index.ts'
import { type Context, list, oneOf, param, query } from '../../../kernel/index.ts'
import { problems } from '../../problems.ts'
import { listings } from '../../schema.ts'
import type { Selection } from './choose.ts'

const wanted = (which: SQL) =>
  query((q) =>
    q
      .select({ itemId: listings.itemId })
      .from(listings)
      .where(sql`${listings.connectionId} = ${param('connectionId')} and ${listings.isWanted} = 1 and (${which})`),
  )

/** By the ids too that the listing keeps: what was deleted is still there at the channel. */
const ofProducts = wanted(sql`${oneOf(listings.productId, 'refs')} or ${listings.productId} in (
  select ${products.id} from ${products} where ${oneOf(products.handle, 'refs')})`)
const ofVariants = wanted(sql`${oneOf(listings.itemId, 'refs')} or ${listings.itemId} in (
  select ${productVariants.id} from ${productVariants} where ${oneOf(productVariants.sku, 'refs')})`)
const ofProductsOfVariants = wanted(sql`${listings.productId} in (
  select ${productVariants.productId} from ${productVariants}
  where ${oneOf(productVariants.sku, 'refs')} or ${oneOf(productVariants.id, 'refs')})`)
const ofCollections = wanted(sql`${listings.productId} in (
  select ${collectionProducts.productId} from ${collectionProducts}
  join ${collections} on ${collections.id} = ${collectionProducts.collectionId}
  where ${oneOf(collections.id, 'refs')} or ${oneOf(collections.handle, 'refs')})`)
const everything = wanted(sql`1`)

/**
 * The items among those that were chosen that are listed, each once, whether they are for sale or not: archived goods are what is taken off
 * a channel most of all. Throws `channels.nothingToList`.
 */
export async function listedOf(
  { db }: Pick<Context, 'db'>,
  { connection, channel, choice }: Selection,
): Promise<string[]> {
  const { products: named = [], variants = [], collections: groups = [], all = false } = choice
  if (!all && named.length + variants.length + groups.length === 0) throw problems.nothingToList()
  const isOfProduct = channel.listings?.unit === 'product'
  const reads = [
    { read: ofProducts, refs: named },
    { read: isOfProduct ? ofProductsOfVariants : ofVariants, refs: variants },
    { read: ofCollections, refs: groups },
    { read: everything, refs: all ? ['all'] : [] },
  ].filter(({ refs }) => refs.length > 0)
  const found = await Promise.all(
    reads.map(({ read, refs }) => db.all(read, { connectionId: connection.id, refs: list(refs) })),
  )
  return [...new Set(found.flat().map(({ itemId }) => itemId))]
}
