import { type Context, expectedVersion, type Handlers } from '../../kernel/index.ts'
import { tagged } from '../tagged.ts'
import type { admin } from './contract.ts'
import { cancelTransfer, receiveTransfer, shipTransfer } from './moves.ts'
import { getTransfer, listTransfers } from './reads.ts'
import { createTransfer, updateTransfer } from './service.ts'

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: ({ ctx, query }) => listTransfers(ctx, query),
  create: async ({ ctx, body, http }) => tagged(http, getTransfer(ctx, await createTransfer(ctx, body))),
  get: ({ ctx, params, http }) => tagged(http, getTransfer(ctx, params.id)),
  update: async ({ ctx, params, body, http }) => {
    const id = await updateTransfer(ctx, { id: params.id, patch: body, version: expectedVersion(http) })
    return tagged(http, getTransfer(ctx, id))
  },
  ship: async ({ ctx, params, http }) => {
    const id = await shipTransfer(ctx, { id: params.id, version: expectedVersion(http) })
    return tagged(http, getTransfer(ctx, id))
  },
  receive: async ({ ctx, params, body, http }) => {
    const id = await receiveTransfer(ctx, { id: params.id, receipt: body, version: expectedVersion(http) })
    return tagged(http, getTransfer(ctx, id))
  },
  cancel: async ({ ctx, params, body, http }) => {
    const id = await cancelTransfer(ctx, { id: params.id, input: body, version: expectedVersion(http) })
    return tagged(http, getTransfer(ctx, id))
  },
}
