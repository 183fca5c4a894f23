import { eq } from 'drizzle-orm'
import { type Context, param, query } from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { media } from '../schema.ts'
import { filesOf } from './files.ts'
import { previewOf } from './preview.ts'
import { extensionOf, PREVIEW_FILE } from './url.ts'

const stored = query((q) =>
  q
    .select({ fileKey: media.fileKey, contentType: media.contentType, sizes: media.sizes, hash: media.hash })
    .from(media)
    .where(eq(media.id, param('id'))),
)

/** Even a drawing that slipped through can neither run nor fetch anything when it is opened by its address. */
const DRAWING = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

/** One size of a picture (`640.webp`), its preview (`preview.jpg`) or the file as uploaded (`original.pdf`), to be kept by readers for ever. Throws `catalog.notFound`. */
export async function downloadMedia(
  ctx: Context,
  { id, file, known }: { id: string; file: string; known: string | undefined },
): Promise<Response> {
  const found = await fileOf(ctx, id, file)
  if (found === undefined) throw problems.notFound({ detail: 'There is no such picture or file.' })
  const etag = `"${found.hash.slice(0, 32)}-${file}"`
  const headers = {
    'Content-Type': found.contentType,
    'Cache-Control': 'public, max-age=31536000, immutable',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': DRAWING,
    'Cross-Origin-Resource-Policy': 'cross-origin',
    ETag: etag,
  }
  if (known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) === true)
    return new Response(null, { status: 304, headers })
  const content = await filesOf(ctx).read(found.key)
  if (content === undefined) throw problems.notFound({ detail: 'The file is missing from the data folder.' })
  return new Response(content.body, { headers: { ...headers, 'Content-Length': String(content.size) } })
}

async function fileOf(ctx: Context, id: string, file: string) {
  const row = await ctx.db.get(stored, { id })
  if (row === undefined || row.fileKey === null || row.contentType === null) return undefined
  const { fileKey: key, contentType, sizes } = row
  const hash = row.hash ?? ''
  if (file === `original.${extensionOf(contentType)}`) return { key, contentType, hash }
  if (file === PREVIEW_FILE) {
    const preview = await previewOf(ctx, { fileKey: key, contentType })
    return preview === undefined ? undefined : { key: preview, contentType: 'image/jpeg', hash }
  }
  const size = sizes.find((each) => file === `${each.width}.${extensionOf(each.contentType)}`)
  return size === undefined ? undefined : { key: size.key, contentType: size.contentType, hash }
}
