import { type Bucket, limits } from '../limits.ts'

/** Which usage plan a call draws from. */
const PLANS: readonly (readonly [RegExp, Bucket])[] = [
  [/^GET \/definitions\/[^/]+\/productTypes$/, 'searchDefinitionsProductTypes'],
  [/^GET \/definitions\//, 'getDefinitionsProductType'],
  [/^GET \/listings\/[^/]+\/items\/[^/]+$/, 'searchListingsItems'],
  [/^GET \/listings\//, 'getListingsItem'],
  [/^PUT \/listings\//, 'putListingsItem'],
  [/^PATCH \/listings\//, 'patchListingsItem'],
  [/^DELETE \/listings\//, 'deleteListingsItem'],
  [/^GET \/orders\/[^/]+\/orders$/, 'searchOrders'],
  [/^GET \/orders\//, 'getOrder'],
  [/^POST \/orders\/.+\/shipmentConfirmation$/, 'confirmShipment'],
  [/^POST \/orders\/.+\/shipment$/, 'updateShipmentStatus'],
  [/^POST \/feeds\/[^/]+\/documents$/, 'createFeedDocument'],
  [/^POST \/feeds\//, 'createFeed'],
  [/^GET \/feeds\/[^/]+\/documents\//, 'getFeedDocument'],
  [/^GET \/feeds\/[^/]+\/feeds$/, 'getFeeds'],
  [/^GET \/feeds\//, 'getFeed'],
  [/^GET \/sellers\//, 'getMarketplaceParticipations'],
  [/^GET \/notifications\/.+\/destinations/, 'getDestinations'],
  [/^POST \/notifications\/.+\/destinations/, 'createDestination'],
  [/^GET \/notifications\//, 'getSubscription'],
  [/^POST \/notifications\//, 'createSubscription'],
  [/^DELETE \/notifications\//, 'deleteSubscriptionById'],
]

export function planOf(method: string, path: string): Bucket | undefined {
  return PLANS.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1]
}

/** Amazon's own plans, so many times as fast. */
export function ratesAt(pace: number): Readonly<Record<string, { readonly rate: number; readonly burst: number }>> {
  const rows = Object.entries(limits).map(([name, { rate, burst }]) => [name, { rate: rate * pace, burst }])
  return Object.fromEntries(rows)
}
