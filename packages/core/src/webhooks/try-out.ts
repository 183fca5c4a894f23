import { type Context, insertInto, run } from '../kernel/index.ts'
import { attempt } from './attempt.ts'
import { leaseEnd } from './due.ts'
import type { TestInput } from './model.ts'
import { deliveryDetail, getDelivery, getEndpoint } from './reads.ts'
import { sampleOf, withValues } from './sample.ts'
import { webhookDeliveries, webhookMessages } from './schema.ts'
import { settle } from './settle.ts'

const insertMessage = insertInto(webhookMessages)
const insertDelivery = insertInto(webhookDeliveries)

/** A test that is under way, as its command remembers it. */
interface Test {
  readonly deliveryId: string
  readonly lease: string
}

/**
 * Sends a test and waits for the answer, also to a disabled endpoint. It has an id of its own, so that a receiver does not take it for the
 * event that it copies, is tried once, and stands in the log like any other. Answers the id of its delivery.
 */
export async function tryOut(
  ctx: Context,
  { id: endpointId, eventId, set = [] }: TestInput & { readonly id: string },
): Promise<string> {
  const { result } = await run<Test>(ctx, {
    name: 'webhooks.test',
    plan: async () => {
      await getEndpoint(ctx, endpointId)
      const sample = await sampleOf(ctx, { webhookId: endpointId, eventId })
      const messageId = ctx.newId('msg')
      const body = JSON.stringify(withValues({ ...sample.body, id: messageId }, set))
      const now = ctx.now()
      const made = { type: sample.type, createdAt: now }
      const [deliveryId, lease] = [ctx.newId('whd'), ctx.newId('lease')]
      const held = { status: 'pending', leaseOwner: lease, nextAt: leaseEnd(now) } as const
      const message = insertMessage({ ...made, id: messageId, eventId: null, body })
      const delivery = insertDelivery({ ...made, ...held, id: deliveryId, endpointId, messageId, updatedAt: now })
      return { statements: [message, delivery], result: { deliveryId, lease } }
    },
  })
  await send(ctx, result)
  return result.deliveryId
}

/** A repeated request finds it sent, unless the first one died before: then it is sent now. */
async function send(ctx: Context, { deliveryId, lease }: Test): Promise<void> {
  const delivery = await getDelivery(ctx, deliveryId)
  if (delivery.leaseOwner !== lease) return
  const endpoint = await getEndpoint(ctx, delivery.endpointId)
  const { messageId } = delivery
  const { body } = await deliveryDetail(ctx, delivery)
  const attempted = await attempt(ctx, { endpoint, messageId, body })
  if (attempted !== undefined) await settle(ctx, { endpoint, delivery, lease, attempted, isTest: true })
}
