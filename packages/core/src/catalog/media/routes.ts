import { type Context, etagOf, expectedVersion, type Handlers, type Http } from '../../kernel/index.ts'
import { admin, type MediaView, type store } from './contract.ts'
import { downloadMedia } from './download.ts'
import { listMedia, mediaView } from './media-rows.ts'
import { addExternalMedia, removeMedia, updateMedia } from './service.ts'
import { readUpload, uploadMedia } from './upload.ts'

async function shown(ctx: Context, http: Http, id: string): Promise<MediaView> {
  const view = await mediaView(ctx, id)
  http.set('ETag', etagOf(view.version))
  return view
}

export const storeHandlers: Handlers<typeof store, Context> = {
  file: ({ ctx, params, http }) => downloadMedia(ctx, { ...params, known: http.header('If-None-Match') }),
}

export const adminHandlers: Handlers<typeof admin, Context> = {
  list: ({ ctx, query }) => listMedia(ctx, query),
  upload: async ({ ctx, query, http }) => {
    const bytes = await readUpload(http.request, admin.upload.maxBody)
    const { id, isNew } = await uploadMedia(ctx, { bytes, ...query })
    return Response.json(await mediaView(ctx, id), { status: isNew ? 201 : 200 })
  },
  addExternal: async ({ ctx, body, http }) => shown(ctx, http, await addExternalMedia(ctx, body)),
  get: ({ ctx, params, http }) => shown(ctx, http, params.id),
  update: async ({ ctx, params, body, http }) => {
    await updateMedia(ctx, { id: params.id, patch: body, version: expectedVersion(http) })
    return shown(ctx, http, params.id)
  },
  remove: async ({ ctx, params }) => {
    await removeMedia(ctx, params.id)
    return undefined
  },
}
