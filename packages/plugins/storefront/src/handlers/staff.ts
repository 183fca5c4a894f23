import { iso } from '@vitrine/core'
import { createKey, keyView, revokeKey } from '../keys.ts'
import { importRedirects } from '../redirects/import.ts'
import { createRedirect, deleteRedirect, updateRedirect, type Writer } from '../redirects/service.ts'
import { listRedirects, type RedirectRow } from '../redirects/store.ts'
import type { StorefrontScope } from '../scope.ts'
import { windowContext } from '../site.ts'
import { statusOf } from '../status.ts'
import { textOf } from './body.ts'
import type { Handlers } from './types.ts'

const writer = ({ ctx, db, newId, now, config }: StorefrontScope): Writer => ({
  ctx,
  db,
  newId,
  now,
  most: config.limits.redirects,
})

const view = ({ id, source, target, status, createdAt, updatedAt }: RedirectRow) => ({
  id,
  from: source,
  to: target,
  status,
  createdAt: iso(createdAt),
  updatedAt: iso(updatedAt),
})

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
  status: (_, scope) => statusOf(scope),
  createKey: async ({ body }, scope) => {
    const { channel } = await windowContext(scope.ctx, scope.config)
    return keyView(await createKey(scope, channel, body.name))
  },
  revokeKey: async ({ params }, scope) => {
    const { channel } = await windowContext(scope.ctx, scope.config)
    await revokeKey(scope, channel, params.id)
    return undefined
  },
  redirects: async ({ query: { q, limit, cursor } }, { ctx }) => {
    const { items, next } = await listRedirects(ctx, { filters: { q }, limit, cursor })
    return { items: items.map(view), next }
  },
  createRedirect: async ({ body }, scope) => view(await createRedirect(writer(scope), body)),
  updateRedirect: async ({ params, body }, scope) => view(await updateRedirect(writer(scope), params.id, body)),
  deleteRedirect: async ({ params }, scope) => {
    await deleteRedirect(writer(scope), params.id)
    return undefined
  },
  importRedirects: async ({ http, query }, scope) => {
    const text = await textOf(http.request, { type: 'text/csv', maxBytes: LARGEST_FILE })
    return Response.json(await importRedirects(writer(scope), { text, dryRun: query.dryRun ?? false }))
  },
}

/** Bytes. */
const LARGEST_FILE = 10 * 1_048_576
