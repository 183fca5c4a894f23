import { sql } from 'drizzle-orm'
import {
  collectionUpdated,
  productArchived,
  productDeleted,
  productUpdated,
  variantArchived,
  variantCreated,
  variantUpdated,
} from '../../catalog/index.ts'
import { on, type Subscription } from '../../events/index.ts'
import { stockChanged } from '../../inventory/index.ts'
import { OWED, param, plain } from '../../kernel/index.ts'
import { priceChanged, priceListUpdated } from '../../pricing/index.ts'
import { CHANNELS } from '../connection-rows.ts'
import { markChanged } from './marks.ts'

/** Events of different aggregates that are taken together: their marks are one write. */
const AT_ONCE = 100

const markAllPrices = plain(sql`
  update channel_values set dirty = dirty + 1, marked_at = case when dirty = done then ${param('now')} else marked_at end
  where lane = 'prices'`)

const markOfCollection = plain(sql`
  update channel_listings set dirty = dirty + 1, marked_at = case when dirty = done then ${param('now')} else marked_at end
  where product_id in (select product_id from collection_products where collection_id = ${param('collectionId')}) and is_wanted = 1`)

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
    run: (_event, ctx) => ctx.db.batch([markAllPrices({ now: ctx.now() }, { touches: CHANNELS })], OWED),
  }),
  on([productUpdated, productArchived, productDeleted], {
    name: 'channels/product.updated',
    atOnce: AT_ONCE,
    run: ({ data }, ctx) => markChanged(ctx, 'products', [data.productId]),
  }),
  on([variantCreated, variantUpdated, variantArchived], {
    name: 'channels/variant.updated',
    atOnce: AT_ONCE,
    run: ({ data }, ctx) => markChanged(ctx, 'products', [data.productId]),
  }),
  on(collectionUpdated, {
    name: 'channels/collection.updated',
    run: ({ data }, ctx) =>
      ctx.db.batch(
        [markOfCollection({ collectionId: data.collectionId, now: ctx.now() }, { touches: CHANNELS })],
        OWED,
      ),
  }),
]
