import type { Context, Handlers } from '../../kernel/index.ts'
import type { admin } from './contract.ts'
import { textsOf, translate } from './service.ts'

export const adminHandlers: Handlers<typeof admin, Context> = {
  get: ({ ctx, params }) => textsOf(ctx, params.owner),
  put: async ({ ctx, params, body }) => {
    await translate(ctx, { entityId: params.entity, language: params.language, texts: body.texts })
    return textsOf(ctx, params.entity)
  },
  remove: async ({ ctx, params }) => {
    await translate(ctx, { entityId: params.entity, language: params.language, texts: undefined })
    return undefined
  },
}
