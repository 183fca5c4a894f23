import { type Context, etagOf, expectedVersion, type Handlers, type Http } from '../../kernel/index.ts'
import { attributeView, listAttributes } from './attribute-rows.ts'
import type { admin } from './contract.ts'
import type { AttributeView } from './model.ts'
import { createAttribute, updateAttribute } from './service.ts'

async function shown(ctx: Context, http: Http, ref: string): Promise<AttributeView> {
  const view = await attributeView(ctx, ref)
  http.set('ETag', etagOf(view.version))
  return view
}

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: ({ ctx, query }) => listAttributes(ctx, query),
  create: async ({ ctx, body, http }) => shown(ctx, http, await createAttribute(ctx, body)),
  get: ({ ctx, params, http }) => shown(ctx, http, params.id),
  update: async ({ ctx, params, body, http }) =>
    shown(ctx, http, await updateAttribute(ctx, { ref: params.id, patch: body, version: expectedVersion(http) })),
  archive: async ({ ctx, params, http }) => {
    const patch = { status: 'archived' } as const
    return shown(ctx, http, await updateAttribute(ctx, { ref: params.id, patch, version: expectedVersion(http) }))
  },
}
