import type { App } from '../../kernel/index.ts'
import type { MediaSize } from '../values.ts'
import { PREVIEW } from './sizes.ts'

/** What is needed to address a picture or file. */
export interface Addressable {
  readonly id: string
  /** Set for outside files. */
  readonly url: string | null
  readonly contentType: string | null
  readonly sizes: readonly MediaSize[]
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/avif': 'avif',
  'image/svg+xml': 'svg',
  'application/pdf': 'pdf',
}

/** `jpg` for `image/jpeg`; `bin` for what is not known. */
export function extensionOf(contentType: string): string {
  return EXTENSIONS[contentType] ?? 'bin'
}

type Place = Pick<App, 'settings'>

const isDrawing = ({ contentType }: Addressable) => contentType === 'image/svg+xml'

/**
 * The address of a picture in its greatest size, of a drawing or file as it was uploaded. Its content never changes,
 * so that it can be cached for ever.
 */
export function mediaUrl(ctx: Place, item: Addressable): string {
  if (item.url !== null) return item.url
  const greatest = item.sizes.at(-1)
  return greatest === undefined || isDrawing(item)
    ? `${ctx.settings.publicUrl}/store/media/${item.id}/original.${extensionOf(item.contentType ?? '')}`
    : sizeUrl(ctx, item.id, greatest)
}

/** Every made size with its address, the narrowest first; for `srcset`. Empty for outside files, and for drawings, which fit every width. */
export function mediaSizes(
  ctx: Place,
  item: Addressable,
): { readonly url: string; readonly width: number; readonly height: number }[] {
  if (isDrawing(item)) return []
  return item.sizes.map((size) => ({ url: sizeUrl(ctx, item.id, size), width: size.width, height: size.height }))
}

/** The address of the narrowest size in pixels that is at least so wide, else of the greatest; for mails and previews, which show no drawings. */
export function mediaUrlAtLeast(ctx: Place, item: Addressable, width: number): string {
  const fitting = item.sizes.find((size) => size.width >= width)
  return fitting === undefined ? mediaUrl(ctx, item) : sizeUrl(ctx, item.id, fitting)
}

export const PREVIEW_FILE = 'preview.jpg'

/**
 * A picture of 1200 × 630 for those who show links, by any address of an uploaded one: they show no drawings and no WebP. Undefined for pictures
 * that lie outside.
 */
export function linkPicture(url: string): LinkPicture | undefined {
  const [, folder] = /^(.*\/store\/media\/[^/]+)\/[^/]+$/.exec(url) ?? []
  return folder === undefined ? undefined : { url: `${folder}/${PREVIEW_FILE}`, ...PREVIEW }
}

export interface LinkPicture {
  readonly url: string
  readonly width: number
  readonly height: number
}

function sizeUrl(ctx: Place, id: string, size: MediaSize): string {
  return `${ctx.settings.publicUrl}/store/media/${id}/${size.width}.${extensionOf(size.contentType)}`
}
