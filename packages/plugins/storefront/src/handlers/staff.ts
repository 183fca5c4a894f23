import { iso } from '@vitrine/core'
import { createKey, keyView, revokeKey } from '../keys.ts'
import { ALL } from '../redirects/book.ts'
import { importRedirects } from '../redirects/import.ts'
import { createRedirect, deleteRedirect, updateRedirect, type Writer } from '../redirects/service.ts'
import { listRedirects, type RedirectRow } from '../redirects/store.ts'
import type { StorefrontScope } from '../scope.ts'
import { statusOf, windowById } from '../status.ts'
import { textOf } from './body.ts'
import type { Handlers } from './types.ts'

const writer = ({ ctx, db, newId, now, config }: StorefrontScope): Writer => ({
  ctx,
  db,
  newId,
  now,
  most: config.limits.redirects,
})

const view = ({ id, window, source, target, status, createdAt, updatedAt }: RedirectRow) => ({
  id,
  window: window === ALL ? null : window,
  from: source,
  to: target,
  status,
  createdAt: iso(createdAt),
  updatedAt: iso(updatedAt),
})

/** Redirects without a window are those of all. Throws `storefront.unknownWindow`. */
async function knownWindow(scope: StorefrontScope, id: string | undefined): Promise<string> {
  return id === undefined ? ALL : ((await windowById(scope, id)).connection?.id ?? ALL)
}

type Staff =
  | 'status'
  | 'createKey'
  | 'revokeKey'
  | 'redirects'
  | 'createRedirect'
  | 'updateRedirect'
  | 'deleteRedirect'
  | 'importRedirects'

export const staffHandlers: Pick<Handlers, Staff> = {
  status: ({ query }, scope) => statusOf(scope, query.window),
  createKey: async ({ body }, scope) => {
    const { ctx } = await windowById(scope, body.window)
    return keyView(await createKey(scope, ctx.channel, body.name))
  },
  revokeKey: async ({ params, query }, scope) => {
    const { ctx } = await windowById(scope, query.window)
    await revokeKey(scope, ctx.channel, params.id)
    return undefined
  },
  redirects: async ({ query: { q, window, limit, cursor } }, { ctx }) => {
    const { items, next } = await listRedirects(ctx, { filters: { q, window }, limit, cursor })
    return { items: items.map(view), next }
  },
  createRedirect: async ({ body }, scope) =>
    view(await createRedirect(writer(scope), { ...body, window: await knownWindow(scope, body.window) })),
  updateRedirect: async ({ params, body }, scope) => view(await updateRedirect(writer(scope), params.id, body)),
  deleteRedirect: async ({ params }, scope) => {
    await deleteRedirect(writer(scope), params.id)
    return undefined
  },
  importRedirects: async ({ http, query }, scope) => {
    const text = await textOf(http.request, { type: 'text/csv', maxBytes: LARGEST_FILE })
    const window = await knownWindow(scope, query.window)
    return Response.json(await importRedirects(writer(scope), { text, window, dryRun: query.dryRun ?? false }))
  },
}

/** Bytes. */
const LARGEST_FILE = 10 * 1_048_576
