/**
 * Usage plans: calls in a second and how many at once after a pause, by operation (Selling Partner API models, "Usage Plan" of each
 * operation). Amazon gives some sellers more, and says so in `x-amzn-RateLimit-Limit`.
 */
export const limits = {
  default: { rate: 1, burst: 5 },
  login: { rate: 1, burst: 10 },
  documents: { rate: 20, burst: 20 },
  searchDefinitionsProductTypes: { rate: 5, burst: 10 },
  getDefinitionsProductType: { rate: 5, burst: 10 },
  putListingsItem: { rate: 5, burst: 10 },
  patchListingsItem: { rate: 5, burst: 5 },
  deleteListingsItem: { rate: 5, burst: 5 },
  getListingsItem: { rate: 5, burst: 10 },
  searchListingsItems: { rate: 5, burst: 5 },
  searchOrders: { rate: 0.0056, burst: 20 },
  getOrder: { rate: 0.5, burst: 30 },
  confirmShipment: { rate: 2, burst: 10 },
  updateShipmentStatus: { rate: 5, burst: 15 },
  createFeedDocument: { rate: 0.5, burst: 15 },
  createFeed: { rate: 0.0083, burst: 15 },
  getFeeds: { rate: 0.0222, burst: 10 },
  getFeed: { rate: 2, burst: 15 },
  getFeedDocument: { rate: 0.0222, burst: 10 },
  getMarketplaceParticipations: { rate: 0.016, burst: 15 },
  getDestinations: { rate: 1, burst: 5 },
  createDestination: { rate: 1, burst: 5 },
  getSubscription: { rate: 1, burst: 5 },
  createSubscription: { rate: 1, burst: 5 },
  deleteSubscriptionById: { rate: 1, burst: 5 },
} as const

/** An operation with a usage plan of its own. */
export type Bucket = keyof typeof limits
