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
  if (metadata.topic === 'MARKETPLACE_ACCOUNT_DELETION') return closedAccount(id, data)
  const order = data.orderId ?? (data.order as { readonly orderId?: unknown } | undefined)?.orderId
  if (typeof order === 'string') return [{ id, about: 'order', externalId: order }]
  return [{ id, about: 'nothing' }]
}

/** Somebody closed the account: whoever has data of that user erases it. Orders name the user by one of these. */
function closedAccount(id: string, { username, userId }: Readonly<Record<string, unknown>>): readonly Hint[] {
  const names = [...new Set([username, userId])].filter((name) => typeof name === 'string' && name !== '')
  if (names.length === 0) return [{ id, about: 'nothing' }]
  return names.map((name) => ({ id, about: 'buyer', externalId: String(name) }))
}
