import * as v from 'valibot'

export const EventView = v.object({
  number: v.number(),
  id: v.string(),
  name: v.string(),
  aggregate: v.string(),
  data: v.unknown(),
  isPublic: v.boolean(),
  occurredAt: v.string(),
  commandId: v.nullable(v.string()),
})

export const ConsumerView = v.object({
  name: v.string(),
  /** False when no subscription of this program has the name any more. */
  isKnown: v.boolean(),
  /** True while the plugin that it belongs to is disabled; what happens waits for it for thirty days. */
  isPaused: v.boolean(),
  cursor: v.number(),
  /** Committed events that it has not seen. */
  lag: v.number(),
  /** Events that wait for another try, or behind one of the same aggregate. */
  waiting: v.number(),
  dead: v.number(),
  leasedUntil: v.nullable(v.string()),
  seenAt: v.string(),
})

export const DeadLetterView = v.object({
  consumer: v.string(),
  event: EventView,
  attempts: v.number(),
  error: v.nullable(v.string()),
  parkedAt: v.string(),
})
