import {
  attributeUpdated,
  collectionArchived,
  collectionCreated,
  collectionDeleted,
  collectionUpdated,
  productArchived,
  productDeleted,
  productUpdated,
  variantArchived,
  variantCreated,
  variantUpdated,
} from '../../catalog/index.ts'
import { on, type Subscription } from '../../events/index.ts'
import { locationUpdated, stockChanged } from '../../inventory/index.ts'
import { marketUpdated } from '../../markets/index.ts'
import { priceChanged, priceListUpdated } from '../../pricing/index.ts'
import {
  followAttribute,
  followCollection,
  followDeleted,
  followLocation,
  followMarket,
  followPriceList,
} from './follow.ts'
import { markChanged } from './marks.ts'

/** Events of different aggregates that are taken together: their marks are one write. */
const AT_ONCE = 100

/** Every change that a channel may show is marked for all of them. */
export const markings: readonly Subscription[] = [
  on(stockChanged, {
    name: 'channels/stock.changed',
    atOnce: AT_ONCE,
    run: ({ data }, ctx) => markChanged(ctx, 'stock', [data.variantId]),
  }),
  on(priceChanged, {
    name: 'channels/price.changed',
    atOnce: AT_ONCE,
    run: ({ data }, ctx) => markChanged(ctx, 'prices', data.variantIds),
  }),
  on(priceListUpdated, {
    name: 'channels/priceList.updated',
    run: ({ data }, ctx) => followPriceList(ctx, data.priceListId),
  }),
  on([productUpdated, productArchived, productDeleted], {
    name: 'channels/product.updated',
    atOnce: AT_ONCE,
    run: ({ data }, ctx) => markChanged(ctx, 'products', [data.productId]),
  }),
  // Whether its stock is counted is a field of the variant.
  on([variantCreated, variantUpdated, variantArchived], {
    name: 'channels/variant.updated',
    atOnce: AT_ONCE,
    run: async ({ data }, ctx) => {
      await Promise.all([markChanged(ctx, 'products', [data.productId]), markChanged(ctx, 'stock', [data.variantId])])
    },
  }),
  on([collectionCreated, collectionUpdated, collectionArchived], {
    name: 'channels/collection.updated',
    run: ({ data }, ctx) => followCollection(ctx, data),
  }),
  on(collectionDeleted, { name: 'channels/collection.deleted', run: (_event, ctx) => followDeleted(ctx) }),
  on(attributeUpdated, {
    name: 'channels/attribute.updated',
    run: ({ data }, ctx) => followAttribute(ctx, data.attributeId),
  }),
  on(locationUpdated, {
    name: 'channels/location.updated',
    run: ({ data }, ctx) => followLocation(ctx, data.locationId),
  }),
  on(marketUpdated, {
    name: 'channels/market.updated',
    run: ({ data }, ctx) => followMarket(ctx, data.marketId),
  }),
]
