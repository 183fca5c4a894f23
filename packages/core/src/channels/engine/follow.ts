import { and, asc, eq, gt } from 'drizzle-orm'
import { attributeValues, type CollectionEvent, collectionProducts } from '../../catalog/index.ts'
import { inventoryLevels } from '../../inventory/index.ts'
import { type Context, OWED, param, type Query, query } from '../../kernel/index.ts'
import { allMarkets } from '../../markets/index.ts'
import { prices } from '../../pricing/index.ts'
import { markWhole } from '../mark-whole.ts'
import { connections, listings } from '../schema.ts'
import { type MarkKind, markChanged } from './marks.ts'

/** Things that are marked in one go: few, so that nobody waits for the writer for long. */
const STEP = 500

const variantsOfList = query((q) =>
  q
    .selectDistinct({ id: prices.variantId })
    .from(prices)
    .where(and(eq(prices.priceListId, param('of')), gt(prices.variantId, param('after'))))
    .orderBy(asc(prices.variantId))
    .limit(STEP),
)
const variantsAt = query((q) =>
  q
    .select({ id: inventoryLevels.variantId })
    .from(inventoryLevels)
    .where(and(eq(inventoryLevels.locationId, param('of')), gt(inventoryLevels.variantId, param('after'))))
    .orderBy(asc(inventoryLevels.variantId))
    .limit(STEP),
)
const productsOfCollection = query((q) =>
  q
    .select({ id: collectionProducts.productId })
    .from(collectionProducts)
    .where(and(eq(collectionProducts.collectionId, param('of')), gt(collectionProducts.productId, param('after'))))
    .orderBy(asc(collectionProducts.productId))
    .limit(STEP),
)
const productsOfAttribute = query((q) =>
  q
    .selectDistinct({ id: attributeValues.productId })
    .from(attributeValues)
    .where(and(eq(attributeValues.attributeId, param('of')), gt(attributeValues.productId, param('after'))))
    .orderBy(asc(attributeValues.productId))
    .limit(STEP),
)
const productsListed = query((q) =>
  q
    .selectDistinct({ id: listings.productId })
    .from(listings)
    .where(gt(listings.productId, param('after')))
    .orderBy(asc(listings.productId))
    .limit(STEP),
)
const ofMarket = query((q) =>
  q
    .select({ id: connections.id })
    .from(connections)
    .where(eq(connections.market, param('market'))),
)

interface Pages {
  readonly read: Query<{ id: string }>
  readonly of?: string
  readonly kind: MarkKind
}

async function markPages(ctx: Context, { read, of, kind }: Pages): Promise<void> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const ids: string[] = (await ctx.db.all(read, { of, after })).map(({ id }) => id)
    if (ids.length > 0) await markChanged(ctx, kind, ids)
    after = ids.length === STEP ? ids.at(-1) : undefined
  }
}

/** Any price of the list may be another now; where prices ride in the listing, the listing is. */
export const followPriceList = (ctx: Context, priceListId: string): Promise<void> =>
  markPages(ctx, { read: variantsOfList, of: priceListId, kind: 'prices' })

/** Whom a location serves decides what a connection may sell of what lies there. */
export const followLocation = (ctx: Context, locationId: string): Promise<void> =>
  markPages(ctx, { read: variantsAt, of: locationId, kind: 'stock' })

/** Names of attributes and their choices stand in listings. */
export const followAttribute = (ctx: Context, attributeId: string): Promise<void> =>
  markPages(ctx, { read: productsOfAttribute, of: attributeId, kind: 'products' })

/** Collections decide about policies and categories: of what is in them, and of what came or left. */
export function followCollection(ctx: Context, { collectionId, change, products }: CollectionEvent): Promise<void> {
  if (change === 'products' && products !== undefined) return markChanged(ctx, 'collections', products)
  return markPages(ctx, { read: productsOfCollection, of: collectionId, kind: 'collections' })
}

/** Nobody knows any more what was in a collection that was deleted. */
export const followDeleted = (ctx: Context): Promise<void> =>
  markPages(ctx, { read: productsListed, kind: 'collections' })

/** Languages, taxes and rounding of a market are those of the connections that sell in it. */
export async function followMarket(ctx: Context, marketId: string): Promise<void> {
  const market = (await allMarkets(ctx)).find(({ id }) => id === marketId)?.code ?? ''
  const selling = await ctx.db.all(ofMarket, { market })
  for (const { id } of selling) await ctx.db.batch(markWhole(id, ctx.now()), OWED)
}
