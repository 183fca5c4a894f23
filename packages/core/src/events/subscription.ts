import { type Context, extensionPoint, type Switch } from '../kernel/index.ts'
import type { EventType, RecordedEvent } from './event.ts'

export interface SubscriptionOptions<Data> {
  /** Unique and stable for ever, because the cursor is kept under it: `mail/order.placed`. */
  readonly name: string
  /**
   * Called at least once per event, in order within an aggregate. Commands that it runs with `run(ctx, …)` happen once per event,
   * whatever is delivered again; effects outside the database need the event's id as their own idempotency key.
   * Throwing parks the event and tries again later.
   */
  readonly run: (event: RecordedEvent<Data>, ctx: Context) => Promise<void> | void
  /** Where a new subscription begins: `head` (default) sees only what comes, `start` everything that is still kept. */
  readonly from?: 'head' | 'start'
  /** Tries before an event becomes a dead letter. Default 12, which takes about a day. */
  readonly attempts?: number
  /**
   * How many events of different aggregates may be taken at the same time. Default 1: all of them one after another, in commit order.
   * More is right where no two aggregates write the same row, such as one mail per order; their commands then share commits.
   */
  readonly atOnce?: number
  /** Milliseconds after which a run counts as failed and `ctx.request.signal` aborts. Default 60 000. */
  readonly timeout?: number
}

export interface Subscription {
  readonly name: string
  readonly events: readonly string[]
  readonly run: (event: RecordedEvent, ctx: Context) => Promise<void> | void
  readonly from: 'head' | 'start'
  readonly attempts: number
  readonly atOnce: number
  readonly timeout: number
  /** While it is off nothing is delivered; the cursor stays where it is, and what runs is cut off to be delivered again. */
  readonly power?: Switch
}

/** Where rooms and plugins hang what they do when something happened: `contribute(subscription, on(orderPlaced, { name, run }))`. */
export const subscription = extensionPoint<Subscription>('events.subscription')

/** Ties a handler to one event, or to several that one cursor must see in order. */
export function on<Data>(
  event: EventType<Data> | readonly EventType<Data>[],
  { name, run, from = 'head', attempts = 12, atOnce = 1, timeout = 60_000 }: SubscriptionOptions<Data>,
): Subscription {
  const types = (Array.isArray(event) ? event : [event]) as readonly EventType<Data>[]
  return {
    name,
    events: types.map((type) => type.name),
    run: run as Subscription['run'],
    from,
    attempts,
    atOnce,
    timeout,
  }
}
