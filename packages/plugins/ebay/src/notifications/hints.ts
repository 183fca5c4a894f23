import type { Hint, HookRequest } from '@vitrine/core'
import * as v from 'valibot'

const Message = v.object({
  metadata: v.object({ topic: v.string() }),
  notification: v.object({
    notificationId: v.string(),
    data: v.optional(v.record(v.string(), v.unknown()), {}),
  }),
})

/** A notification as what to look at. Order topics are few, so that orders are read by the clock too. */
export function hintsOf({ text }: HookRequest): readonly Hint[] {
  const { metadata, notification } = v.parse(Message, JSON.parse(text))
  const { notificationId: id, data } = notification
  if (metadata.topic === 'AUTHORIZATION_REVOCATION') return [{ id, about: 'connection' }]
  const order = data.orderId ?? (data.order as { readonly orderId?: unknown } | undefined)?.orderId
  if (typeof order === 'string') return [{ id, about: 'order', externalId: order }]
  return [{ id, about: 'nothing' }]
}
