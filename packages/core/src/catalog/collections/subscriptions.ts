import { on } from '../../events/index.ts'
import {
  type CollectionEvent,
  collectionCreated,
  collectionUpdated,
  type ProductEvent,
  productCreated,
  productUpdated,
} from '../events.ts'
import { refreshCollection, refreshProducts } from './membership.ts'

/** Products move between collections with a rule after each change of theirs. */
export const followProducts = on<ProductEvent>([productCreated, productUpdated], {
  name: 'catalog/membership-of-products',
  from: 'start',
  run: ({ data }, ctx) => refreshProducts(ctx, [data.productId]),
})

/** A new rule is applied to every product. */
export const followRules = on<CollectionEvent>([collectionCreated, collectionUpdated], {
  name: 'catalog/membership-of-collections',
  from: 'start',
  run: async ({ data }, ctx) => {
    if (data.change === 'fields') await refreshCollection(ctx, data.collectionId)
  },
})
