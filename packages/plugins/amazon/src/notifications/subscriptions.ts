import { failureOf } from '@vitrine/core'
import * as v from 'valibot'
import type { AmazonApi } from '../api.ts'

/** What a shop wants to hear, with the version of the payload that it reads (schemas of Notifications 1.0). */
export const HEARD = [
  { type: 'ORDER_CHANGE', payloadVersion: '1.0' },
  { type: 'LISTINGS_ITEM_STATUS_CHANGE', payloadVersion: '1.0' },
  { type: 'LISTINGS_ITEM_ISSUES_CHANGE', payloadVersion: '1.0' },
  { type: 'LISTINGS_ITEM_MFN_QUANTITY_CHANGE', payloadVersion: '1.0' },
] as const

/** Where Amazon puts notifications. */
export type Target =
  | { readonly eventBridge: { readonly region: string; readonly accountId: string } }
  | { readonly sqs: { readonly arn: string } }

const Destination = v.object({
  destinationId: v.string(),
  name: v.string(),
  resource: v.object({
    eventBridge: v.optional(v.object({ name: v.optional(v.string()), region: v.string(), accountId: v.string() })),
    sqs: v.optional(v.object({ arn: v.string() })),
  }),
})
type Destination = v.InferOutput<typeof Destination>

const Subscription = v.object({ subscriptionId: v.string(), destinationId: v.string(), payloadVersion: v.string() })

const Destinations = v.object({ payload: v.optional(v.array(Destination), []) })
const MadeDestination = v.object({ payload: Destination })
const OneSubscription = v.object({ payload: Subscription })

/** Finds or makes the destination; such calls are the app's, without a seller. */
async function destinationFor(api: AmazonApi, target: Target, name: string): Promise<Destination> {
  const { body } = await api.app.get('/notifications/v1/destinations', {
    output: Destinations,
    bucket: 'getDestinations',
  })
  const known = body.payload.find(({ resource }) => isSame(resource, target))
  if (known !== undefined) return known
  const made = await api.app.post('/notifications/v1/destinations', {
    body: { name, resourceSpecification: target },
    output: MadeDestination,
    bucket: 'createDestination',
  })
  return made.body.payload
}

function isSame(resource: Destination['resource'], target: Target): boolean {
  if ('sqs' in target) return resource.sqs?.arn === target.sqs.arn
  const { eventBridge } = resource
  return eventBridge?.region === target.eventBridge.region && eventBridge.accountId === target.eventBridge.accountId
}

export interface Subscribed {
  readonly type: string
  readonly subscriptionId: string
  readonly destinationId: string
}

/** Subscribes to everything that the shop hears; what is there already stays as it is. */
export async function subscribe(api: AmazonApi, target: Target, name: string) {
  const destination = await destinationFor(api, target, name)
  const { destinationId, resource } = destination
  const subscriptions: Subscribed[] = []
  for (const heard of HEARD)
    subscriptions.push((await subscriptionOf(api, heard)) ?? (await subscribeTo(api, { ...heard, destinationId })))
  return { destinationId, eventSource: resource.eventBridge?.name ?? null, subscriptions }
}

interface Heard {
  readonly type: string
  readonly payloadVersion: string
}

async function subscribeTo(api: AmazonApi, { type, ...body }: Heard & { readonly destinationId: string }) {
  const answer = await api.seller.post(`/notifications/v1/subscriptions/${type}`, {
    body,
    output: OneSubscription,
    bucket: 'createSubscription',
  })
  const { subscriptionId, destinationId } = answer.body.payload
  return { type, subscriptionId, destinationId }
}

async function subscriptionOf(api: AmazonApi, { type, payloadVersion }: Heard): Promise<Subscribed | undefined> {
  try {
    const { body } = await api.seller.get(`/notifications/v1/subscriptions/${type}`, {
      query: { payloadVersion },
      output: OneSubscription,
      bucket: 'getSubscription',
    })
    const { subscriptionId, destinationId } = body.payload
    return { type, subscriptionId, destinationId }
  } catch (thrown) {
    if (failureOf(thrown).kind === 'missing') return undefined
    throw thrown
  }
}

/** What is subscribed now. */
export async function subscriptionsOf(api: AmazonApi): Promise<Subscribed[]> {
  const found: Subscribed[] = []
  for (const heard of HEARD) {
    const one = await subscriptionOf(api, heard)
    if (one !== undefined) found.push(one)
  }
  return found
}

/** Takes the shop's subscriptions back; such calls are the app's. The destination stays: other connections may use it. */
export async function unsubscribe(api: AmazonApi): Promise<number> {
  const found = await subscriptionsOf(api)
  for (const { type, subscriptionId } of found)
    await api.app.delete(`/notifications/v1/subscriptions/${type}/${encodeURIComponent(subscriptionId)}`, {
      bucket: 'deleteSubscriptionById',
      isRepeatable: true,
    })
  return found.length
}
