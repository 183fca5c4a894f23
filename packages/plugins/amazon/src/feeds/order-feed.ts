import { type CommandOutcome, failureOf } from '@vitrine/core'
import type { AmazonApi } from '../api.ts'
import { submitFeed } from './documents.ts'
import { receiptOf } from './receipts.ts'
import { element, type Xml } from './xml.ts'

/** Feeds of orders, which have no call of their own, and the kind of message that each takes. */
const MESSAGES = {
  POST_ORDER_ACKNOWLEDGEMENT_DATA: 'OrderAcknowledgement',
  POST_ORDER_FULFILLMENT_DATA: 'OrderFulfillment',
  POST_PAYMENT_ADJUSTMENT_DATA: 'OrderAdjustment',
} as const

export interface OrderMessage {
  readonly feedType: keyof typeof MESSAGES
  readonly orderId: string
  /** What is inside the message. */
  readonly body: readonly Xml[]
  readonly isRepeatable: boolean
}

/** Hands in one message about an order; what becomes of it is polled by its receipt. */
export async function sendOrderMessage(
  api: AmazonApi,
  { feedType, orderId, body, isRepeatable }: OrderMessage,
): Promise<CommandOutcome> {
  const kind = MESSAGES[feedType]
  const header = element('Header', [
    element('DocumentVersion', '1.01'),
    element('MerchantIdentifier', api.settings.sellerId),
  ])
  const message = element('Message', [
    element('MessageID', '1'),
    element(kind, [element('AmazonOrderID', orderId), ...body]),
  ])
  const envelope = element('AmazonEnvelope', [header, element('MessageType', kind), message])
  const content = `<?xml version="1.0" encoding="UTF-8"?>\n${envelope}`
  try {
    const feedId = await submitFeed(api, { feedType, contentType: 'text/xml; charset=UTF-8', content, isRepeatable })
    return { outcome: 'pending', receipt: receiptOf({ feedId, messageId: 1, key: orderId }), externalId: feedId }
  } catch (thrown) {
    const { kind, code = kind, message } = failureOf(thrown)
    if (kind !== 'refused') throw thrown
    return { outcome: 'refused', issues: [{ severity: 'error', code, message }] }
  }
}
