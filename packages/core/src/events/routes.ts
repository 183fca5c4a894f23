import type { Context, Handlers, Http } from '../kernel/index.ts'
import type { admin, store } from './contract.ts'
import { discardDeadLetters, listDeadLetters, replayDeadLetters } from './dead-letters.ts'
import { type LiveOptions, liveStream } from './live.ts'
import { listConsumers, listEvents } from './service.ts'

interface LiveQuery {
  readonly from?: number | undefined
  readonly topic?: readonly string[] | undefined
  readonly aggregate?: readonly string[] | undefined
}

function liveOptions(
  audience: LiveOptions['audience'],
  { from, topic, aggregate }: LiveQuery,
  http: Http,
): LiveOptions {
  return { audience, from: lastEventId(http) ?? from, topics: topic, aggregates: aggregate }
}

/** Browsers send back what they were given; anything else is as if they sent nothing. */
function lastEventId(http: Http): number | undefined {
  const id = http.header('Last-Event-ID')
  return id !== undefined && /^\d{1,15}$/.test(id) ? Number(id) : undefined
}

export const storeHandlers: Handlers<typeof store, Context> = {
  live: ({ ctx, query, http }) => liveStream(ctx, liveOptions('public', query, http)),
}

export const adminHandlers: Handlers<typeof admin, Context> = {
  live: ({ ctx, query, http }) => liveStream(ctx, liveOptions('all', query, http)),
  events: ({ ctx, query }) => listEvents(ctx, query),
  consumers: ({ ctx }) => listConsumers(ctx),
  deadLetters: ({ ctx, query }) => listDeadLetters(ctx, query),
  replay: ({ ctx, body }) => replayDeadLetters(ctx, body),
  discard: ({ ctx, body }) => discardDeadLetters(ctx, body),
}
