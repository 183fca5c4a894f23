import type { App } from '../kernel/index.ts'
import { backoff } from './backoff.ts'
import type { RecordedEvent } from './event.ts'
import type { Subscription } from './subscription.ts'

interface Failed {
  readonly event: RecordedEvent
  readonly attempts: number
  readonly error: string
}

/** Later, or given up: a dead letter no longer holds up its aggregate and waits for a person. */
export function failure(app: App, { name, attempts: most }: Subscription, { event, attempts, error }: Failed) {
  const isDead = attempts >= most
  if (isDead) app.log.error({ subscription: name, event: event.id, attempts }, 'an event became a dead letter')
  const nextAt = app.now() + backoff(attempts, `${name}/${event.id}`)
  return { status: isDead ? ('dead' as const) : ('waiting' as const), attempts, nextAt, error }
}
