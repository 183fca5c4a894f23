import type { RecordedEvent } from '../events/index.ts'
import { type Context, insertInto, iso, type Statement } from '../kernel/index.ts'
import { webhookDeliveries, webhookMessages } from './schema.ts'

/** What lines that make a delivery due touch, so that senders wake after the commit. */
export const DUE = 'webhook-deliveries'

const insertMessage = insertInto(webhookMessages, 'skip')
const insertDelivery = insertInto(webhookDeliveries, 'skip')

export interface Message {
  /** The `webhook-id`. */
  readonly id: string
  readonly eventId: string | null
  readonly type: string
  readonly body: string
}

/** `type`, `timestamp` and `data` as Standard Webhooks 1.0.0 recommends, and what `/admin/live` tells beside them. */
export function messageOf({ id, name, aggregate, occurredAt, data }: RecordedEvent): Message {
  const body = JSON.stringify({ type: name, timestamp: iso(occurredAt), id, aggregate, data })
  return { id, eventId: id, type: name, body }
}

/** Lines that send a message to endpoints, each once: who has it already does not get it again. */
export function queueLines(
  ctx: Pick<Context, 'newId' | 'now'>,
  { message, endpointIds }: { readonly message: Message; readonly endpointIds: readonly string[] },
): Statement[] {
  const now = ctx.now()
  const deliveries = endpointIds.map((endpointId) =>
    insertDelivery(
      {
        id: ctx.newId('whd'),
        endpointId,
        messageId: message.id,
        type: message.type,
        status: 'pending',
        nextAt: now,
        createdAt: now,
        updatedAt: now,
      },
      { touches: DUE },
    ),
  )
  return [insertMessage({ ...message, createdAt: now }), ...deliveries]
}
