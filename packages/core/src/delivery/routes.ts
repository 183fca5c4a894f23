import { type Context, etagOf, expectedVersion, type Handlers, type Http } from '../kernel/index.ts'
import type { admin } from './contract.ts'
import { getMethod, listMethods } from './methods.ts'
import type { MethodView } from './model.ts'
import { createMethod, updateMethod } from './service.ts'

async function shown(ctx: Context, http: Http, ref: string): Promise<MethodView> {
  const view = await getMethod(ctx, ref)
  http.set('ETag', etagOf(view.version))
  return view
}

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: ({ ctx, query }) => listMethods(ctx, query),
  create: async ({ ctx, body, http }) => shown(ctx, http, await createMethod(ctx, body)),
  get: ({ ctx, params, http }) => shown(ctx, http, params.id),
  update: async ({ ctx, params, body, http }) =>
    shown(ctx, http, await updateMethod(ctx, { ref: params.id, patch: body, version: expectedVersion(http) })),
  archive: async ({ ctx, params, http }) => {
    const patch = { status: 'archived' } as const
    return shown(ctx, http, await updateMethod(ctx, { ref: params.id, patch, version: expectedVersion(http) }))
  },
}
