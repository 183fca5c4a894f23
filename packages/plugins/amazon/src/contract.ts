import { route } from '@vitrine/core'
import * as v from 'valibot'
import { problems } from './problems.ts'

const every = [problems.noConnection, problems.refused, problems.unavailable] as const

const Subscribed = v.object({ type: v.string(), subscriptionId: v.string(), destinationId: v.string() })

const Target = v.union([
  v.strictObject({
    eventBridge: v.strictObject({
      region: v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is a region of AWS such as eu-west-1')),
      accountId: v.pipe(v.string(), v.regex(/^\d{12}$/, 'is an AWS account of twelve digits')),
    }),
  }),
  v.strictObject({
    sqs: v.strictObject({
      arn: v.pipe(v.string(), v.maxLength(1000), v.regex(/^arn:aws:sqs:\S+:\S+:\S+/, 'is the ARN of a queue')),
    }),
  }),
])

export const contract = {
  subscribe: route.put('/connections/:connection/notifications', {
    access: 'channels:write',
    body: Target,
    output: v.object({
      destinationId: v.string(),
      /** Partner event source that waits in EventBridge; null for queues. */
      eventSource: v.nullable(v.string()),
      subscriptions: v.array(Subscribed),
    }),
    problems: every,
    summary: 'Has Amazon tell of changed orders and listings by EventBridge or a queue',
  }),
  subscriptions: route.get('/connections/:connection/notifications', {
    access: 'channels:read',
    output: v.object({ items: v.array(Subscribed) }),
    problems: every,
    summary: 'What Amazon tells of',
  }),
  unsubscribe: route.delete('/connections/:connection/notifications', {
    access: 'channels:write',
    output: v.object({ removed: v.number() }),
    problems: every,
    summary: 'Has Amazon tell of nothing more',
  }),
  productTypes: route.get('/connections/:connection/product-types', {
    access: 'channels:read',
    query: v.object({
      keywords: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(200))),
      itemName: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(500))),
    }),
    output: v.object({ items: v.array(v.object({ name: v.string(), displayName: v.string() })) }),
    problems: every,
    summary: 'Product types that fit to words or to the name of an item: the categories of Amazon',
  }),
} as const
