import { and, eq } from 'drizzle-orm'
import { type SellableVariant, variantsForSale } from '../../catalog/index.ts'
import { list, oneOf, param, query } from '../../kernel/index.ts'
import type { StoreContext } from '../../markets/index.ts'
import { channelKeys, listings, listingValues } from '../schema.ts'

const byListing = query((q) =>
  q
    .select({ key: listings.key, itemId: listings.itemId })
    .from(listings)
    .where(and(eq(listings.connectionId, param('connectionId')), oneOf(listings.key, 'keys'))),
)
const byValue = query((q) =>
  q
    .selectDistinct({ key: listingValues.key, itemId: listingValues.variantId })
    .from(listingValues)
    .where(and(eq(listingValues.connectionId, param('connectionId')), oneOf(listingValues.key, 'keys'))),
)

const byStaff = query((q) =>
  q
    .select({ key: channelKeys.key, itemId: channelKeys.variantId })
    .from(channelKeys)
    .where(and(eq(channelKeys.connectionId, param('connectionId')), oneOf(channelKeys.key, 'keys'))),
)

/** The variants of keys: as staff said, else as they were listed, else by SKU. */
export async function variantsByKey(
  store: StoreContext,
  connectionId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, SellableVariant>> {
  const asked = { connectionId, keys: list(keys) }
  const listed = (await Promise.all([byListing, byValue, byStaff].map((read) => store.db.all(read, asked)))).flat()
  const byId = new Map(
    (await variantsForSale(store, { ids: listed.map(({ itemId }) => itemId) })).map((one) => [one.variantId, one]),
  )
  const found = new Map<string, SellableVariant>()
  for (const one of await variantsForSale(store, { skus: keys })) found.set(one.sku, one)
  for (const { key, itemId } of listed) {
    const variant = byId.get(itemId)
    if (variant !== undefined) found.set(key, variant)
  }
  return found
}
