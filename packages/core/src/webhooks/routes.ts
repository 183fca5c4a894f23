import { type Context, etagOf, expectedVersion, fromIso, type Handlers, type Http } from '../kernel/index.ts'
import type { admin } from './contract.ts'
import { getDelivery, getEndpoint, listDeliveries, listEndpoints } from './reads.ts'
import { replayDelivery, replayFailed } from './replay.ts'
import { createEndpoint, deleteEndpoint, rotateSecret, type Secreted, updateEndpoint } from './service.ts'
import { publishedEvents } from './targets.ts'
import { tryOut } from './try-out.ts'
import { deliveryRow, deliveryView, webhookViews } from './views.ts'

async function webhook(ctx: Context, http: Http, id: string) {
  const row = await getEndpoint(ctx, id)
  const [view] = await webhookViews(ctx, [row])
  http.set('ETag', etagOf(row.version))
  return view as NonNullable<typeof view>
}

/** The only answer that holds a secret: nobody on the way may keep it. */
async function secreted(ctx: Context, http: Http, { id, secret }: Secreted) {
  http.set('Cache-Control', 'no-store')
  return { ...(await webhook(ctx, http, id)), secret }
}

const delivery = async (ctx: Context, id: string) => deliveryView(ctx, await getDelivery(ctx, id))

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: async ({ ctx, query: { enabled, ...page } }) => {
    const status = enabled === undefined ? undefined : enabled ? 'enabled' : 'disabled'
    const { items, next } = await listEndpoints(ctx, { filters: { status }, ...page })
    return { items: await webhookViews(ctx, items), next }
  },
  create: async ({ ctx, body, http }) => secreted(ctx, http, await createEndpoint(ctx, body)),
  get: ({ ctx, params, http }) => webhook(ctx, http, params.id),
  update: async ({ ctx, params, body, http }) =>
    webhook(ctx, http, await updateEndpoint(ctx, { id: params.id, patch: body, version: expectedVersion(http) })),
  remove: async ({ ctx, params, http }) => {
    await deleteEndpoint(ctx, { id: params.id, version: expectedVersion(http) })
    return undefined
  },
  rotate: async ({ ctx, params, body, http }) =>
    secreted(ctx, http, await rotateSecret(ctx, { id: params.id, ...body, version: expectedVersion(http) })),
  test: async ({ ctx, params, body }) => delivery(ctx, await tryOut(ctx, { id: params.id, ...body })),
  replayFailed: ({ ctx, params, body: { since, until } }) =>
    replayFailed(ctx, {
      endpointId: params.id,
      since: fromIso(since),
      until: until === undefined ? undefined : fromIso(until),
    }),
  events: ({ ctx }) => ({ items: publishedEvents(ctx).map(({ name, isPublic }) => ({ name, isPublic })) }),
  deliveries: async ({ ctx, query: { webhookId, status, type, messageId, ...page } }) => {
    const filters = { endpointId: webhookId, status, type, messageId }
    const { items, next } = await listDeliveries(ctx, { filters, ...page })
    return { items: items.map(deliveryRow), next }
  },
  delivery: ({ ctx, params }) => delivery(ctx, params.id),
  replay: async ({ ctx, params }) => delivery(ctx, await replayDelivery(ctx, params.id)),
}
