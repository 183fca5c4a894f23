import { eq } from 'drizzle-orm'
import {
  type App,
  type Context,
  containing,
  contains,
  iso,
  list,
  newestFirst,
  oneOf,
  type Page,
  param,
  query,
  rowBy,
  type ShapeOf,
} from '../../kernel/index.ts'
import type { MediaRef } from '../model.ts'
import { problems } from '../problems.ts'
import { media } from '../schema.ts'
import { type TranslationRow, translationsOf } from '../texts/index.ts'
import type { MediaView } from './contract.ts'
import { mediaSizes, mediaUrl } from './url.ts'

export type MediaRow = typeof media.$inferSelect

interface Filters {
  readonly kind?: MediaRow['kind'] | undefined
  readonly q?: string | undefined
}

const byId = rowBy(media, 'id')
const byIds = query((q) => q.select().from(media).where(oneOf(media.id, 'ids')))
const byUrls = query((q) => q.select().from(media).where(oneOf(media.url, 'urls')))
const byHash = rowBy(media, 'hash')
const listed = newestFirst(media, (has: ShapeOf<Filters>) => [
  has.kind && eq(media.kind, param('kind')),
  has.q && contains([media.alt], 'q'),
])

/** Throws `catalog.notFound`. */
export async function mediaRow(ctx: Pick<App, 'db'>, id: string): Promise<MediaRow> {
  const row = await ctx.db.get(byId, { id })
  if (row === undefined) throw problems.notFound({ detail: 'There is no picture or file with this id.' })
  return row
}

export const mediaByHash = (ctx: Pick<App, 'db'>, hash: string) => ctx.db.get(byHash, { hash })
export const mediaByIds = (ctx: Pick<App, 'db'>, ids: readonly string[]) => ctx.db.all(byIds, { ids: list(ids) })
export const mediaByUrls = (ctx: Pick<App, 'db'>, urls: readonly string[]) => ctx.db.all(byUrls, { urls: list(urls) })

/** A picture or file as answers carry it, with its alt text as given (translated by the caller where that matters). */
export function mediaRef(ctx: Pick<App, 'settings'>, row: MediaRow, alt: string = row.alt): MediaRef {
  const { id, kind, width, height } = row
  return { id, kind, alt, url: mediaUrl(ctx, row), width, height, sizes: mediaSizes(ctx, row) }
}

export async function listMedia(
  ctx: Context,
  { kind, q, ...page }: Filters & { limit: number; cursor?: string | undefined },
): Promise<Page<MediaView>> {
  const { items, next } = await listed(ctx, { filters: { kind, ...containing('q', q) }, ...page })
  return { items: await mediaViews(ctx, items), next }
}

export async function mediaView(ctx: Context, id: string): Promise<MediaView> {
  const [view] = await mediaViews(ctx, [await mediaRow(ctx, id)])
  return view as MediaView
}

async function mediaViews(ctx: Context, rows: readonly MediaRow[]): Promise<MediaView[]> {
  const translated = await translationsOf(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    ...mediaRef(ctx, row),
    language: row.language,
    contentType: row.contentType,
    bytes: row.bytes,
    isExternal: row.url !== null,
    translations: altsOf(translated, row.id),
    version: row.version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }))
}

function altsOf(rows: readonly TranslationRow[], id: string): Record<string, string> {
  const own = rows.filter(({ entityId }) => entityId === id)
  return Object.fromEntries(own.map(({ language, texts }) => [language, texts.alt ?? '']))
}
