import { type Context, etagOf, expectedVersion, type Handlers, type Http } from '../../kernel/index.ts'
import { collectionView, listCollections, listMembers } from './collection-rows.ts'
import type { admin } from './contract.ts'
import { setMembers } from './members.ts'
import type { CollectionView } from './model.ts'
import { createCollection, deleteCollection, updateCollection } from './service.ts'

async function shown(ctx: Context, http: Http, ref: string): Promise<CollectionView> {
  const view = await collectionView(ctx, ref)
  http.set('ETag', etagOf(view.version))
  return view
}

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: ({ ctx, query }) => listCollections(ctx, query),
  create: async ({ ctx, body, http }) => shown(ctx, http, await createCollection(ctx, body)),
  get: ({ ctx, params, http }) => shown(ctx, http, params.id),
  update: async ({ ctx, params, body, http }) =>
    shown(ctx, http, await updateCollection(ctx, { ref: params.id, patch: body, version: expectedVersion(http) })),
  archive: async ({ ctx, params, http }) => {
    const patch = { status: 'archived' } as const
    return shown(ctx, http, await updateCollection(ctx, { ref: params.id, patch, version: expectedVersion(http) }))
  },
  remove: async ({ ctx, params, http }) => {
    await deleteCollection(ctx, { ref: params.id, version: expectedVersion(http) })
    return undefined
  },
  products: ({ ctx, params, query }) => listMembers(ctx, { ref: params.id, ...query }),
  setProducts: async ({ ctx, params, body, http }) =>
    shown(ctx, http, await setMembers(ctx, { ref: params.id, input: body })),
}
