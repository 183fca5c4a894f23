import type { Context } from '../../kernel/index.ts'
import { filesOf } from './files.ts'
import { makePreview } from './sizes.ts'

interface Original {
  readonly fileKey: string
  readonly contentType: string
}

const made = new Map<string, Promise<boolean>>()

/** Where the preview of a picture lies beside its original. */
export const previewKeyOf = (fileKey: string) => `${fileKey.slice(0, fileKey.lastIndexOf('/'))}/preview.jpg`

/**
 * The key of a picture's preview: drawn when somebody asks for it first, kept from then on. However many ask at once, it is drawn once.
 * Undefined for what is no picture, and where sharp is missing.
 */
export async function previewOf(ctx: Context, original: Original): Promise<string | undefined> {
  if (!original.contentType.startsWith('image/')) return undefined
  const key = previewKeyOf(original.fileKey)
  const running = made.get(key)
  if (running !== undefined) return (await running) ? key : undefined
  const drawing = draw(ctx, original, key).finally(() => made.delete(key))
  made.set(key, drawing)
  return (await drawing) ? key : undefined
}

async function draw(ctx: Context, { fileKey, contentType }: Original, key: string): Promise<boolean> {
  const files = filesOf(ctx)
  const before = await files.read(key)
  if (before !== undefined) {
    await before.body.cancel()
    return true
  }
  const original = await files.read(fileKey)
  if (original === undefined) return false
  const bytes = new Uint8Array(await new Response(original.body).arrayBuffer())
  const preview = await makePreview(bytes, contentType)
  if (preview === undefined) return false
  await files.write(key, preview, { contentType: 'image/jpeg' })
  return true
}
