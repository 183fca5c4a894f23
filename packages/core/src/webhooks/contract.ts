import * as v from 'valibot'
import { pageOf, pageQuery, requestProblems, route } from '../kernel/shared.ts'
import {
  DeliveryRow,
  DeliveryStatus,
  DeliveryView,
  NewWebhookView,
  RotateInput,
  TestInput,
  WebhookInput,
  WebhookPatch,
  WebhookView,
} from './model.ts'
import { problems } from './problems.ts'

const read = { access: 'webhooks:read' } as const
const write = { access: 'webhooks:write' } as const
const time = v.pipe(v.string(), v.isoTimestamp())
const word = v.pipe(v.string(), v.maxLength(100))

export const admin = {
  list: route.get('/webhooks', {
    ...read,
    query: v.strictObject({ ...pageQuery, enabled: v.optional(v.boolean()) }),
    output: pageOf(WebhookView),
    summary: 'Webhooks with their health, newest first',
  }),
  create: route.post('/webhooks', {
    ...write,
    body: WebhookInput,
    output: NewWebhookView,
    status: 201,
    problems: [problems.urlRefused, problems.unknownEvent, problems.tooMany],
    summary: 'Let a system of the merchant be told what happens; the answer holds the secret, once',
  }),
  get: route.get('/webhooks/:id', {
    ...read,
    output: WebhookView,
    problems: [problems.notFound],
    summary: 'A webhook with its health',
  }),
  update: route.patch('/webhooks/:id', {
    ...write,
    body: WebhookPatch,
    output: WebhookView,
    problems: [
      problems.notFound,
      problems.urlRefused,
      problems.unknownEvent,
      requestProblems.preconditionFailed,
      requestProblems.conflict,
    ],
    summary: 'Change, disable or enable a webhook; enabling sends what was kept',
  }),
  remove: route.delete('/webhooks/:id', {
    ...write,
    problems: [problems.notFound, requestProblems.preconditionFailed, requestProblems.conflict],
    summary: 'Delete a webhook; its log stays until it is old',
  }),
  rotate: route.post('/webhooks/:id/rotate', {
    ...write,
    body: RotateInput,
    output: NewWebhookView,
    problems: [problems.notFound, requestProblems.preconditionFailed, requestProblems.conflict],
    summary: 'A new secret; for a while the old ones sign too',
  }),
  test: route.post('/webhooks/:id/test', {
    ...write,
    body: TestInput,
    output: DeliveryView,
    problems: [problems.notFound, problems.unknownEvent],
    summary: 'Send a test now and answer what came of it',
  }),
  replayFailed: route.post('/webhooks/:id/replay', {
    ...write,
    body: v.strictObject({ since: time, until: v.optional(time) }),
    output: v.object({
      replayed: v.number(),
      /** There are more than are replayed at once: ask again. */
      hasMore: v.boolean(),
    }),
    problems: [problems.notFound, problems.disabled],
    summary: 'Deliver again what failed, with the same ids',
  }),
  events: route.get('/webhook-events', {
    ...read,
    output: v.object({ items: v.array(v.object({ name: v.string(), isPublic: v.boolean() })) }),
    summary: 'Names of the events that a webhook can choose',
  }),
  deliveries: route.get('/webhook-deliveries', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      webhookId: v.optional(word),
      status: v.optional(DeliveryStatus),
      type: v.optional(word),
      messageId: v.optional(word),
    }),
    output: pageOf(DeliveryRow),
    summary: 'The log of deliveries, newest first',
  }),
  delivery: route.get('/webhook-deliveries/:id', {
    ...read,
    output: DeliveryView,
    problems: [problems.notFound],
    summary: 'A delivery with what was sent and every attempt',
  }),
  replay: route.post('/webhook-deliveries/:id/replay', {
    ...write,
    output: DeliveryView,
    problems: [problems.notFound, problems.disabled, problems.underWay],
    summary: 'Deliver again now, with the same id',
  }),
}
