/** Calls in a day that an application has by default, for one API; more are granted on request (Analytics API, `rate_limit`). */
const QUOTAS = {
  inventory: 2_000_000,
  fulfillment: 100_000,
  account: 25_000,
  taxonomy: 5_000,
  notification: 10_000,
  token: 50_000,
}
const DAY_SECONDS = 86_400

export type Bucket = keyof typeof QUOTAS

/** A day's quota as a bucket: evenly over the day, with a twentieth of it at once, and never more than 20 calls in a second. */
function bucketOf(quota: number) {
  return { rate: Math.min(20, quota / DAY_SECONDS), burst: Math.min(100, Math.floor(quota / 20)) }
}

/** One bucket for each API, since eBay counts them apart. */
export const LIMITS = {
  inventory: bucketOf(QUOTAS.inventory),
  fulfillment: bucketOf(QUOTAS.fulfillment),
  account: bucketOf(QUOTAS.account),
  taxonomy: bucketOf(QUOTAS.taxonomy),
  notification: bucketOf(QUOTAS.notification),
  token: bucketOf(QUOTAS.token),
} as const satisfies Readonly<Record<Bucket, { readonly rate: number; readonly burst: number }>>
