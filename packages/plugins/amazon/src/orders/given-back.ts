import type { GivenBack } from '@vitrine/core'
import type { AmazonApi } from '../api.ts'
import { feedsSince } from '../feeds/documents.ts'
import { receiptOf } from '../feeds/receipts.ts'

interface About {
  readonly externalId: string
  /** Milliseconds. */
  readonly since: number
}

/**
 * Feeds with refunds that were handed in since then. An order of Orders 2026-01-01 shows no refunds, and a feed does not say of which order it
 * is: the engine leaves out those that it knows, and asks a person when several are left.
 */
export async function givenBack(api: AmazonApi, { externalId, since }: About): Promise<readonly GivenBack[]> {
  const feeds = await feedsSince(api, { feedType: 'POST_PAYMENT_ADJUSTMENT_DATA', since })
  return feeds.map((feedId) => ({
    id: feedId,
    outcome: { outcome: 'pending', receipt: receiptOf({ feedId, messageId: 1, key: externalId }) },
  }))
}
