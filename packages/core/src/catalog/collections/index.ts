import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'

export { type LowestPrices, lowestPrices } from './facts.ts'
export { COLLECTIONS, refreshCollection, refreshProducts } from './membership.ts'
export type { CollectionInput, CollectionPatch, CollectionView } from './model.ts'
export { createCollection, updateCollection } from './service.ts'
export { followProducts, followRules } from './subscriptions.ts'

export const collectionsContract = { admin }
export const collectionsHandlers = { admin: adminHandlers }
