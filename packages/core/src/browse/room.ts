import {
  attributeUpdated,
  productArchived,
  productCreated,
  productDeleted,
  productUpdated,
  variantArchived,
  variantCreated,
  variantUpdated,
} from '../catalog/index.ts'
import { on, subscription } from '../events/index.ts'
import { stockChanged } from '../inventory/index.ts'
import { job } from '../jobs/index.ts'
import { contribute, HOUR, mountable, type Room } from '../kernel/index.ts'
import { marketCreated, marketUpdated } from '../markets/index.ts'
import { priceChanged, priceListUpdated } from '../pricing/index.ts'
import { indexOnce, TOGETHER } from './coalesce.ts'
import { store } from './contract.ts'
import { isCovered } from './covered.ts'
import { mergeIndexes } from './merge.ts'
import { rebuild, reindexAttribute, reindexList } from './rebuild.ts'
import { storeHandlers } from './routes.ts'
import { refreshStock } from './stock-index.ts'
import { turnListings } from './turn.ts'

const followProducts = on<{ readonly productId: string }>(
  [
    productCreated,
    productUpdated,
    productArchived,
    productDeleted,
    variantCreated,
    variantUpdated,
    variantArchived,
    priceChanged,
  ],
  {
    name: 'browse/products',
    from: 'start',
    atOnce: TOGETHER,
    run: (event, ctx) => indexOnce(ctx, event),
  },
)

const followLists = on(priceListUpdated, {
  name: 'browse/price-lists',
  from: 'start',
  run: ({ data }, ctx) => reindexList(ctx, data.priceListId),
})

const followAttributes = on(attributeUpdated, {
  name: 'browse/attributes',
  from: 'start',
  run: ({ data }, ctx) => reindexAttribute(ctx, data.attributeId),
})

const followStock = on(stockChanged, {
  name: 'browse/stock',
  from: 'start',
  run: async (event, ctx) => {
    if (!isCovered(ctx.db, event)) await refreshStock(ctx, event.data.variantId)
  },
})

const SOLD_IN = ['currency', 'currencies', 'status']

/** The index holds a price for every market and currency. */
const followMarkets = on<{ readonly marketId: string; readonly fields?: readonly string[] }>(
  [marketCreated, marketUpdated],
  {
    name: 'browse/markets',
    from: 'start',
    timeout: HOUR,
    run: async ({ data: { fields = SOLD_IN } }, ctx) => {
      if (fields.some((field) => SOLD_IN.includes(field))) await rebuild(ctx)
    },
  },
)

export const browseRoom: Room = {
  id: 'browse',
  mounts: [mountable('store', store, storeHandlers)],
  contributes: [
    ...[followProducts, followLists, followAttributes, followStock, followMarkets].map((followed) =>
      contribute(subscription, followed),
    ),
    contribute(job, turnListings),
    contribute(job, mergeIndexes),
  ],
}
