export { ebay } from './ebay.ts'
export { MARKETPLACES, type MarketplaceId } from './marketplaces.ts'
