import { type RecordedEvent, recordedEvent } from '../events/index.ts'
import { type Context, iso } from '../kernel/index.ts'
import { messageOf } from './message.ts'
import { problems } from './problems.ts'
import { publishedEvents } from './targets.ts'

type Body = Readonly<Record<string, unknown>>

export interface Sample {
  readonly type: string
  readonly body: Body
}

/** The type of a test that copies no event. */
const TEST = 'webhook.test'

/** What a test says: the same as an event that happened, or just that it is a test. Throws `webhooks.unknownEvent`. */
export async function sampleOf(
  ctx: Context,
  { webhookId, eventId }: { readonly webhookId: string; readonly eventId: string | undefined },
): Promise<Sample> {
  if (eventId === undefined)
    return { type: TEST, body: { type: TEST, timestamp: iso(ctx.now()), aggregate: webhookId, data: { webhookId } } }
  const event = await requireEvent(ctx, eventId)
  return { type: event.name, body: JSON.parse(messageOf(event).body) as Body }
}

/** What is internal is as unknown here as what never happened. */
async function requireEvent(ctx: Context, eventId: string): Promise<RecordedEvent> {
  const event = await recordedEvent(ctx, eventId)
  if (event !== undefined && publishedEvents(ctx).some(({ name }) => name === event.name)) return event
  throw problems.unknownEvent({
    detail: `There is no event ${JSON.stringify(eventId)}, or it is older than what is kept.`,
    errors: [{ path: 'body.eventId', code: 'unknown', message: 'is not the id of an event that is kept' }],
  })
}

export interface Placed {
  readonly path: string
  readonly value?: unknown
}

/** A copy with values put in at dotted paths; what lies on the way is made. */
export function withValues(body: Body, set: readonly Placed[]): Body {
  return set.reduce((copy, { path, value }) => put(copy, path.split('.'), value) as Body, body)
}

/** Rebuilds instead of writing into what is there, so that a path such as `__proto__` is a name like any other. */
function put(into: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown {
  const parts = typeof into === 'object' && into !== null ? Object.entries(into) : []
  const before = parts.find(([name]) => name === key)?.[1]
  const after = rest.length === 0 ? value : put(before, rest, value)
  if (Array.isArray(into) && Number(key) < into.length) return into.with(Number(key), after)
  return Object.fromEntries([...parts.filter(([name]) => name !== key), [key, after]])
}
