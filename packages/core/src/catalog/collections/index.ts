import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'

export { type LowestPrices, lowestPrices } from './facts.ts'
export { refreshProducts } from './membership.ts'
export { followProducts, followRules } from './subscriptions.ts'

export const collectionsContract = { admin }
export const collectionsHandlers = { admin: adminHandlers }
