import type { Hint } from '@vitrine/core'
import * as v from 'valibot'

/* Notifications 1.0: some types are written in capitals (`Payload`), newer ones in small letters (`payload`). */

const Fact = v.looseObject({})
const Metadata = v.object({ NotificationId: v.optional(v.string()), notificationId: v.optional(v.string()) })

const Capital = v.object({ NotificationType: v.string(), Payload: Fact, NotificationMetadata: v.optional(Metadata) })
const Small = v.object({ notificationType: v.string(), payload: Fact, notificationMetadata: v.optional(Metadata) })

interface Notification {
  readonly id: string | undefined
  readonly type: string
  readonly payload: Readonly<Record<string, unknown>>
}

function notificationOf(value: unknown): Notification | undefined {
  const capital = v.safeParse(Capital, value)
  if (capital.success) {
    const { NotificationType: type, Payload: payload, NotificationMetadata: about } = capital.output
    return { id: about?.NotificationId ?? about?.notificationId, type, payload }
  }
  const small = v.safeParse(Small, value)
  if (!small.success) return undefined
  const { notificationType: type, payload, notificationMetadata: about } = small.output
  return { id: about?.notificationId ?? about?.NotificationId, type, payload }
}

/** An event of EventBridge has the notification as its detail; a queue's message is the notification, or has it as its body's text. */
const Event = v.object({ id: v.string(), detail: v.unknown() })
const Queued = v.object({
  body: v.optional(v.string()),
  Body: v.optional(v.string()),
  messageId: v.optional(v.string()),
})

/** The hints in what was posted: one event or message, or a list of them as forwarders of queues send. */
export function hintsIn(value: unknown): readonly Hint[] {
  if (Array.isArray(value)) return value.flatMap(hintsIn)
  const records = (value as { readonly Records?: unknown } | null)?.Records
  if (Array.isArray(records)) return records.flatMap(hintsIn)
  const event = v.safeParse(Event, value)
  if (event.success && event.output.detail !== undefined) return hintsOf(event.output.detail, event.output.id)
  const queued = v.safeParse(Queued, value)
  const text = queued.success ? (queued.output.body ?? queued.output.Body) : undefined
  if (text !== undefined) return hintsOf(JSON.parse(text), queued.success ? queued.output.messageId : undefined)
  return hintsOf(value, undefined)
}

function hintsOf(value: unknown, outerId: string | undefined): readonly Hint[] {
  const notification = notificationOf(value)
  if (notification === undefined) return []
  const id = notification.id ?? outerId
  return id === undefined ? [] : [{ id, ...meaning(notification) }]
}

const LISTING_TYPES: readonly string[] = [
  'LISTINGS_ITEM_STATUS_CHANGE',
  'LISTINGS_ITEM_ISSUES_CHANGE',
  'LISTINGS_ITEM_MFN_QUANTITY_CHANGE',
  'ITEM_PRODUCT_TYPE_CHANGE',
]

/** Only which thing to look at: what it is now is read from Amazon. Feeds are polled anyway, and product types read anew each day. */
function meaning({ type, payload }: Notification): Omit<Hint, 'id'> {
  if (type === 'ORDER_CHANGE') return about('order', inside(payload, 'OrderChangeNotification').AmazonOrderId)
  if (LISTING_TYPES.includes(type)) return about('listing', payload.Sku ?? payload.SellerSKU)
  return { about: 'nothing' }
}

function inside(payload: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> {
  return (payload[name] ?? payload) as Readonly<Record<string, unknown>>
}

const about = (kind: 'order' | 'listing', externalId: unknown): Omit<Hint, 'id'> => ({
  about: kind,
  ...(typeof externalId === 'string' ? { externalId } : {}),
})
