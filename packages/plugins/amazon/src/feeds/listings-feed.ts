import type { Acknowledgement } from '@vitrine/core'
import type { AmazonApi } from '../api.ts'
import type { Patched } from '../listings/publish.ts'
import { submitFeed } from './documents.ts'
import { receiptOf } from './receipts.ts'

/** Changes of many items as one `JSON_LISTINGS_FEED` (listings feed schema v2): each a message, each with a receipt. */
export async function sendPatches(api: AmazonApi, entries: readonly Patched[]): Promise<readonly Acknowledgement[]> {
  const content = JSON.stringify({
    header: { sellerId: api.settings.sellerId, version: '2.0' },
    messages: entries.map(({ key, shape, patches }, at) => ({
      messageId: at + 1,
      sku: key,
      operationType: 'PATCH',
      productType: shape.productType,
      patches,
    })),
  })
  const feedId = await submitFeed(api, {
    feedType: 'JSON_LISTINGS_FEED',
    contentType: 'application/json; charset=UTF-8',
    content,
    isRepeatable: true,
  })
  return entries.map(({ key }, at) => ({
    key,
    outcome: 'pending',
    receipt: receiptOf({ feedId, messageId: at + 1, key }),
  }))
}
