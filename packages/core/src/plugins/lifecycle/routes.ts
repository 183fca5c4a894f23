import { type Context, etagOf, expectedVersion, type Handlers, type Http } from '../../kernel/index.ts'
import { waitingItems } from './action-items.ts'
import type { admin } from './contract.ts'
import { getPlugin, listPlugins } from './manifest.ts'
import type { PluginView } from './model.ts'
import { removePlugin } from './removal.ts'
import { type Turning, turnPlugin } from './status.ts'

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: ({ ctx }) => listPlugins(ctx),
  get: ({ ctx, params, http }) => tagged(ctx, http, params.id),
  waiting: async ({ ctx }) => ({ items: await waitingItems(ctx) }),
  enable: ({ ctx, params, http }) => turned(ctx, http, { id: params.id, status: 'enabled' }),
  disable: ({ ctx, params, http }) => turned(ctx, http, { id: params.id, status: 'disabled' }),
  remove: ({ ctx, params, query, http }) =>
    removePlugin(ctx, { id: params.id, data: query.data, revision: expectedVersion(http) }),
}

async function turned(ctx: Context, http: Http, turning: Omit<Turning, 'revision'>): Promise<PluginView> {
  await turnPlugin(ctx, { ...turning, revision: expectedVersion(http) })
  return tagged(ctx, http, turning.id)
}

async function tagged(ctx: Context, http: Http, id: string): Promise<PluginView> {
  const view = await getPlugin(ctx, id)
  http.set('ETag', etagOf(view.revision))
  return view
}
