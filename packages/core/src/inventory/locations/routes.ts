import { type Context, expectedVersion, type Handlers } from '../../kernel/index.ts'
import { tagged } from '../tagged.ts'
import type { admin } from './contract.ts'
import { archiveLocation, createLocation, getLocation, listLocations, updateLocation } from './service.ts'

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: ({ ctx, query }) => listLocations(ctx, query),
  create: async ({ ctx, body, http }) => tagged(http, getLocation(ctx, await createLocation(ctx, body))),
  get: ({ ctx, params, http }) => tagged(http, getLocation(ctx, params.id)),
  update: async ({ ctx, params, body, http }) => {
    const id = await updateLocation(ctx, { ref: params.id, patch: body, version: expectedVersion(http) })
    return tagged(http, getLocation(ctx, id))
  },
  archive: async ({ ctx, params, http }) => {
    const id = await archiveLocation(ctx, { ref: params.id, version: expectedVersion(http) })
    return tagged(http, getLocation(ctx, id))
  },
  restore: async ({ ctx, params, http }) => {
    const patch = { status: 'active' } as const
    const id = await updateLocation(ctx, { ref: params.id, patch, version: expectedVersion(http) })
    return tagged(http, getLocation(ctx, id))
  },
}
