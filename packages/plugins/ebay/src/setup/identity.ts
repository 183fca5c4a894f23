import * as v from 'valibot'
import type { Ebay } from '../api/connect.ts'

const Page = v.object({ orders: v.optional(v.array(v.object({ sellerId: v.optional(v.string()) })), []) })

/** Older orders are in no search of eBay without a special right. */
const BACK = 89 * 86_400_000

/**
 * Whose account it is, as orders of the last three months say (getOrders, `sellerId`): no operation of the contracts tells it otherwise, so a
 * seller without an order has no name yet. The marketplace is no part of it, since items and orders are those of the seller on all of them.
 */
export async function sellerOf({ fulfillment, settings, now }: Ebay): Promise<string | undefined> {
  const since = new Date(now() - BACK).toISOString()
  const query = { filter: `lastmodifieddate:[${since}..]`, limit: '1' }
  const { body } = await fulfillment.get('/order', { query, bucket: 'fulfillment', output: Page })
  const seller = body.orders[0]?.sellerId
  return seller === undefined ? undefined : `${settings.environment} ${seller}`
}
