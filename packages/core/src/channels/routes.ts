import { type Context, etagOf, expectedVersion, type Handlers, type Http } from '../kernel/index.ts'
import {
  authorizeUrl,
  completeAuthorization,
  connectionRow,
  connectionView,
  createConnection,
  installedChannel,
  listChannels,
  listConnections,
  readMappings,
  readPolicies,
  removeConnection,
  resyncConnection,
  testConnection,
  turnConnection,
  updateConnection,
  withApi,
  withWork,
  writeMappings,
  writePolicies,
} from './connections/index.ts'
import type { admin, hooks } from './contract.ts'
import { receiveHook } from './hooks/index.ts'
import {
  adoptListings,
  differenceOf,
  listItems,
  listingDetail,
  overrideListing,
  pageOfListings,
  previewListing,
  retryListings,
  unlistItems,
} from './listings/index.ts'
import { orderHandlers } from './order-routes.ts'
import { causesOf, pageOfRuns, runDetail } from './records/index.ts'

async function shown(ctx: Context, http: Http, id: string) {
  const view = await connectionView(ctx, await connectionRow(ctx, id))
  http.set('ETag', etagOf(view.version))
  return view
}

/** A connection with its channel, for work on its listings. */
async function opened(ctx: Context, id: string) {
  const connection = await connectionRow(ctx, id)
  return { connection, channel: installedChannel(ctx, connection.channel).channel }
}

async function detail(ctx: Context, http: Http, id: string) {
  const view = await listingDetail(ctx, id)
  http.set('ETag', etagOf(view.version))
  return view
}

const waiting = async (ctx: Context, id: string) => {
  const { health } = await connectionView(ctx, await connectionRow(ctx, id))
  return { listings: health.queue.listings }
}

export const adminHandlers: Handlers<typeof admin, Context> = {
  ...orderHandlers,
  installed: async ({ ctx }) => ({ items: await listChannels(ctx) }),
  list: async ({ ctx }) => ({ items: await listConnections(ctx) }),
  connect: async ({ ctx, body, http }) => shown(ctx, http, await createConnection(ctx, body)),
  get: ({ ctx, params, http }) => shown(ctx, http, params.id),
  update: async ({ ctx, params, body, http }) =>
    shown(ctx, http, await updateConnection(ctx, { id: params.id, patch: body, version: expectedVersion(http) })),
  remove: async ({ ctx, params, http }) => {
    await removeConnection(ctx, { id: params.id, version: expectedVersion(http) })
  },
  test: ({ ctx, params }) => testConnection(ctx, params.id),
  authorize: ({ ctx, params }) => authorizeUrl(ctx, params.id),
  authorized: async ({ ctx, query }) => {
    const given = new URLSearchParams(
      Object.fromEntries(Object.entries(query).map(([key, value]) => [key, String(value)])),
    )
    const name = await completeAuthorization(ctx, given)
    return new Response(`${name} is connected. You may close this page.`, {
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
  },
  confirm: async ({ ctx, params, http }) =>
    shown(ctx, http, await turnConnection(ctx, { id: params.id, to: 'confirm' })),
  pause: async ({ ctx, params, http }) => shown(ctx, http, await turnConnection(ctx, { id: params.id, to: 'pause' })),
  resume: async ({ ctx, params, http }) => shown(ctx, http, await turnConnection(ctx, { id: params.id, to: 'resume' })),
  difference: async ({ ctx, params }) => {
    const found = await withWork(ctx, { id: params.id, lane: 'difference' }, differenceOf)
    return { ...found, items: [...found.items] }
  },
  resync: async ({ ctx, params }) => {
    await resyncConnection(ctx, params.id)
    return waiting(ctx, params.id)
  },
  policies: async ({ ctx, params }) => readPolicies(ctx, (await connectionRow(ctx, params.id)).id),
  writePolicies: ({ ctx, params, body }) => writePolicies(ctx, { id: params.id, input: body }),
  mappings: async ({ ctx, params }) => readMappings(ctx, (await connectionRow(ctx, params.id)).id),
  writeMappings: ({ ctx, params, body }) => writeMappings(ctx, { id: params.id, input: body }),
  preview: async ({ ctx, params, body }) => {
    const preview = await previewListing(ctx, { ...(await opened(ctx, params.id)), choice: body })
    return { ...preview, refused: preview.refused.map((one) => ({ ...one, issues: [...one.issues] })) }
  },
  listItems: async ({ ctx, params, body }) => ({
    items: await listItems(ctx, { ...(await opened(ctx, params.id)), choice: body }),
  }),
  unlist: async ({ ctx, params, body }) => ({
    items: await unlistItems(ctx, { ...(await opened(ctx, params.id)), choice: body }),
  }),
  retry: async ({ ctx, params, body }) => {
    await connectionRow(ctx, params.id)
    await retryListings(ctx, { connectionId: params.id, id: body.listing, code: body.code })
    return waiting(ctx, params.id)
  },
  listings: async ({ ctx, params, query }) => {
    await connectionRow(ctx, params.id)
    return pageOfListings(ctx, { connectionId: params.id, ...query })
  },
  listing: ({ ctx, params, http }) => detail(ctx, http, params.id),
  causes: async ({ ctx, params }) => ({ items: await causesOf(ctx, (await connectionRow(ctx, params.id)).id) }),
  adopt: async ({ ctx, params }) => {
    const adoption = await withApi(ctx, { id: params.id, lane: 'adopt' }, (opened) => adoptListings(ctx, opened))
    return { ...adoption, unknown: [...adoption.unknown] }
  },
  runs: async ({ ctx, params, query }) =>
    pageOfRuns(ctx, { connectionId: (await connectionRow(ctx, params.id)).id, ...query }),
  run: ({ ctx, params }) => runDetail(ctx, params.id),
  override: async ({ ctx, params, body, http }) => {
    const overrides = Object.keys(body).length === 0 ? null : body
    await overrideListing(ctx, { id: params.id, overrides, version: expectedVersion(http) })
    return detail(ctx, http, params.id)
  },
}

export const hooksHandlers: Handlers<typeof hooks, Context> = {
  hear: ({ ctx, params, http }) => receiveHook(ctx, params.connection, http.request),
  answer: ({ ctx, params, http }) => receiveHook(ctx, params.connection, http.request),
}
