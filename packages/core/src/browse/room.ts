import {
  type ProductEvent,
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
import { contribute, mountable, type Room } from '../kernel/index.ts'
import { store } from './contract.ts'
import { reindex } from './reindex.ts'
import { storeHandlers } from './routes.ts'
import { refreshStock } from './stock-index.ts'

const followProducts = on<ProductEvent>(
  [productCreated, productUpdated, productArchived, productDeleted, variantCreated, variantUpdated, variantArchived],
  {
    name: 'browse/products',
    from: 'start',
    run: ({ data }, ctx) => reindex(ctx, [data.productId]),
  },
)

const followStock = on(stockChanged, {
  name: 'browse/stock',
  from: 'start',
  run: ({ data }, ctx) => refreshStock(ctx, data.variantId),
})

export const browseRoom: Room = {
  id: 'browse',
  mounts: [mountable('store', store, storeHandlers)],
  contributes: [contribute(subscription, followProducts), contribute(subscription, followStock)],
}
