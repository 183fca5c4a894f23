import { defineEvent } from '../events/index.ts'

/** An endpoint has not taken anything for a day: when nobody mends it, it is disabled at `disablesAt` (ISO 8601). */
export const webhookFailing = defineEvent<{
  readonly endpointId: string
  readonly failingSince: string
  readonly disablesAt: string
  readonly error: string
}>('webhook.failing')

/** An endpoint gets nothing any more: it answered 410 (`gone`), or it has failed for too long (`failing`). */
export const webhookDisabled = defineEvent<{ readonly endpointId: string; readonly reason: 'gone' | 'failing' }>(
  'webhook.disabled',
)
