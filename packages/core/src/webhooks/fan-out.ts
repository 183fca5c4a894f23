import { eq, or } from 'drizzle-orm'
import { type EventType, on, type Subscription } from '../events/index.ts'
import { type Context, query, remembered, run } from '../kernel/index.ts'
import { messageOf, queueLines } from './message.ts'
import { webhookEndpoints } from './schema.ts'

/** What lines touch that change who listens. */
export const WEBHOOKS = 'webhooks'

/** One that was disabled because it failed gets the rest when it comes back. */
const whoListens = query((q) =>
  q
    .select({ id: webhookEndpoints.id, events: webhookEndpoints.events })
    .from(webhookEndpoints)
    .where(or(eq(webhookEndpoints.status, 'enabled'), eq(webhookEndpoints.disabledReason, 'failing'))),
)

const known = remembered({ touches: [WEBHOOKS], load: ({ db }) => db.all(whoListens) })

/** Another process may just have added one: with a server everybody looks each time. */
const listeners = (ctx: Context) => (ctx.db.kind === 'local' ? known(ctx) : ctx.db.all(whoListens))

/** Queues each of these events for the endpoints that want it, once, however often it is delivered. */
export function fanOut(types: readonly EventType[]): Subscription {
  return on(types, {
    name: 'webhooks/queue',
    atOnce: 16,
    run: async (event, ctx) => {
      const wanting = (await listeners(ctx)).filter(({ events }) => events === null || events.includes(event.name))
      if (wanting.length === 0) return
      const endpointIds = wanting.map(({ id }) => id)
      await run(ctx, {
        name: 'webhook.queue',
        plan: () => ({ statements: queueLines(ctx, { message: messageOf(event), endpointIds }), result: null }),
      })
    },
  })
}
