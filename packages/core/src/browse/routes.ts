import type { Handlers } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { collectionPage, collectionView } from './collections.ts'
import type { store } from './contract.ts'
import { product, productPage } from './service.ts'

export const storeHandlers: Handlers<typeof store, StoreContext> = {
  products: ({ ctx, query }) => productPage(ctx, query),
  product: ({ ctx, params, query }) => product(ctx, params.handle, query.fields),
  collections: ({ ctx, query }) => collectionPage(ctx, query),
  collection: ({ ctx, params }) => collectionView(ctx, params.handle),
}
