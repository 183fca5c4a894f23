import * as v from 'valibot'
import { pageOf, pageQuery, route } from '../kernel/shared.ts'
import { ConsumerView, DeadLetterView, EventView } from './model.ts'
import { problems } from './problems.ts'

const name = v.pipe(v.string(), v.maxLength(200))
const names = v.pipe(v.array(name), v.maxLength(50))

const liveQuery = v.strictObject({
  /** Begin after this number, when no Last-Event-ID is sent; the head when neither is. */
  from: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Names of events or their first part: `stock`, `product.updated`. All when left out. */
  topic: v.optional(names),
  /** Ids of things: only events about one of them. */
  aggregate: v.optional(names),
})

const letters = v.strictObject({
  consumer: name,
  /** One event; all dead letters of the consumer when left out. */
  eventId: v.optional(name),
})

export const store = {
  live: route.events('/live', {
    query: liveQuery,
    problems: [problems.tooManyStreams],
    summary: 'Server-sent events about what buyers may see; resumed by Last-Event-ID',
  }),
}

export const admin = {
  live: route.events('/live', {
    query: liveQuery,
    access: 'events:read',
    problems: [problems.tooManyStreams],
    summary: 'Server-sent events about everything; resumed by Last-Event-ID',
  }),
  events: route.get('/events', {
    query: v.strictObject({ ...pageQuery, name: v.optional(name), aggregate: v.optional(name) }),
    output: pageOf(EventView),
    access: 'events:read',
    summary: 'What happened, newest first',
  }),
  consumers: route.get('/events/consumers', {
    output: v.object({ items: v.array(ConsumerView) }),
    access: 'events:read',
    summary: 'Consumers with their lag',
  }),
  deadLetters: route.get('/events/dead-letters', {
    query: v.strictObject({ ...pageQuery, consumer: v.optional(name) }),
    output: pageOf(DeadLetterView),
    access: 'events:read',
    summary: 'Events that a consumer gave up on',
  }),
  replay: route.post('/events/dead-letters/replay', {
    body: letters,
    output: v.object({ replayed: v.number() }),
    access: 'events:write',
    problems: [problems.unknownConsumer],
    summary: 'Deliver dead letters again, with the same event ids',
  }),
  discard: route.post('/events/dead-letters/discard', {
    body: letters,
    output: v.object({ discarded: v.number() }),
    access: 'events:write',
    problems: [problems.unknownConsumer],
    summary: 'Forget dead letters',
  }),
}
