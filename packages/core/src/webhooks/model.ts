import * as v from 'valibot'
import { shortText } from '../markets/model.ts'

const EventName = v.pipe(v.string(), v.maxLength(100))

const Url = v.pipe(v.string(), v.maxLength(2_000), v.url('must be an absolute address'))

const writable = {
  url: Url,
  /** Names of events, as `GET /admin/webhook-events` lists them; null is all of them, those of later versions too. */
  events: v.nullable(v.pipe(v.array(EventName), v.minLength(1), v.maxLength(200))),
  description: v.nullable(shortText(200)),
  enabled: v.boolean(),
}

export const WebhookInput = v.strictObject({
  url: writable.url,
  events: v.optional(writable.events, null),
  description: v.optional(writable.description, null),
  enabled: v.optional(writable.enabled, true),
})
export type WebhookInput = v.InferOutput<typeof WebhookInput>

export const WebhookPatch = v.strictObject({
  url: v.optional(writable.url),
  events: v.optional(writable.events),
  description: v.optional(writable.description),
  enabled: v.optional(writable.enabled),
})
export type WebhookPatch = v.InferOutput<typeof WebhookPatch>

export const RotateInput = v.strictObject({
  /** So long both secrets sign; 0 ends the old ones at once, as after a leak. */
  overlapHours: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(168)), 24),
})

export const WebhookView = v.object({
  id: v.string(),
  url: v.string(),
  description: v.nullable(v.string()),
  events: v.nullable(v.array(v.string())),
  enabled: v.boolean(),
  /** `staff` did it, the receiver answered 410 (`gone`), or it took nothing for days (`failing`): what comes is then kept for its return. */
  disabledReason: v.nullable(v.picklist(['staff', 'gone', 'failing'])),
  /** How many secrets sign at this moment: more than one while a change is under way. */
  secrets: v.number(),
  /** When the last of the old secrets stops signing. */
  overlapEndsAt: v.nullable(v.string()),
  health: v.object({
    status: v.picklist(['well', 'paused', 'failing', 'disabled']),
    /** Failures one after another. */
    failures: v.number(),
    failingSince: v.nullable(v.string()),
    /** It is not tried before this time. */
    pausedUntil: v.nullable(v.string()),
    /** When it will be disabled unless something is taken before. */
    disablesAt: v.nullable(v.string()),
    lastError: v.nullable(v.string()),
    /** Deliveries that wait for their first or next attempt. */
    waiting: v.number(),
  }),
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
})

export const NewWebhookView = v.object({
  ...WebhookView.entries,
  /** Shown here and never again; null when a repeated request finds it made. */
  secret: v.nullable(v.string()),
})

export const DeliveryStatus = v.picklist(['pending', 'delivered', 'failed'])
export type DeliveryStatus = v.InferOutput<typeof DeliveryStatus>

const delivery = {
  id: v.string(),
  webhookId: v.string(),
  /** The `webhook-id` that the receiver sees: the id of the event. */
  messageId: v.string(),
  type: v.string(),
  status: DeliveryStatus,
  attempts: v.number(),
  nextAttemptAt: v.nullable(v.string()),
  createdAt: v.string(),
  updatedAt: v.string(),
}

export const DeliveryRow = v.object(delivery)

export const AttemptView = v.object({
  number: v.number(),
  at: v.string(),
  outcome: v.picklist(['delivered', 'refused', 'timeout', 'unreachable', 'blocked']),
  durationMs: v.number(),
  responseStatus: v.nullable(v.number()),
  /** Without what may be secret. */
  responseHeaders: v.nullable(v.record(v.string(), v.string())),
  /** Its beginning, at most 4 KB. */
  responseBody: v.nullable(v.string()),
  error: v.nullable(v.string()),
})

export const DeliveryView = v.object({
  ...delivery,
  /** As it is sent. */
  body: v.unknown(),
  history: v.array(AttemptView),
})

const Path = v.pipe(v.string(), v.maxLength(200), v.regex(/^\w+(\.\w+){0,9}$/, 'must be a path such as data.orderId'))

export const TestInput = v.strictObject({
  /** Sends what this event says, with an id of its own; a `webhook.test` when left out. */
  eventId: v.optional(shortText(100)),
  /** Values put into the body at dotted paths, such as `data.orderId`. */
  set: v.optional(v.pipe(v.array(v.strictObject({ path: Path, value: v.unknown() })), v.maxLength(50))),
})
export type TestInput = v.InferOutput<typeof TestInput>
