import { and, asc, eq, sql } from 'drizzle-orm'
import {
  collections,
  handleRedirects,
  media,
  mediaSizes,
  mediaUrl,
  type Translator,
  translatorOf,
} from '../catalog/index.ts'
import {
  decodeCursor,
  encodeCursor,
  type Page,
  param,
  type Query,
  query,
  queryByShape,
  toPage,
} from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { LISTED, turned } from './counts.ts'
import type { CollectionView, Sort } from './model.ts'
import { problems } from './problems.ts'

/** The kept count, and what its products became by their dates since. */
const productCount = sql<number>`(
  coalesce((select n.count from browse_counts n where n.channel_id = ${param('channelId')} and n.collection_id = ${collections.id} and n.value_id = ${sql.raw(String(LISTED))}), 0)
  + coalesce((select sum(1 - 2 * t.listed) from ${turned} t cross join collection_products c on c.collection_id = ${collections.id} and c.product_id = t.product_id
    where t.channel_id = ${param('channelId')}), 0))`.as('product_count')

const parentHandle = sql<string | null>`(select p.handle from collections p where p.id = ${collections.parentId})`.as(
  'parent_handle',
)

const columns = { collection: collections, media, productCount, parent: parentHandle }

const byHandle = query((q) =>
  q
    .select(columns)
    .from(collections)
    .leftJoin(media, eq(media.id, collections.mediaId))
    .where(and(eq(collections.handle, param('handle')), eq(collections.status, 'active'))),
)

const pages = queryByShape((q, shape: { readonly parent: boolean; readonly after: boolean }) =>
  q
    .select(columns)
    .from(collections)
    .leftJoin(media, eq(media.id, collections.mediaId))
    .where(
      and(
        eq(collections.status, 'active'),
        ...(shape.parent
          ? [sql`${collections.parentId} = (select id from collections where handle = ${param('parent')})`]
          : []),
        ...(shape.after
          ? [sql`(${collections.position}, ${collections.id}) > (${param('afterPosition')}, ${param('afterId')})`]
          : []),
      ),
    )
    .orderBy(asc(collections.position), asc(collections.id))
    .limit(param('limit')),
)

const redirect = query((q) =>
  q
    .select({ handle: collections.handle })
    .from(handleRedirects)
    .innerJoin(collections, and(eq(collections.id, handleRedirects.entityId), eq(collections.status, 'active')))
    .where(and(eq(handleRedirects.kind, 'collection'), eq(handleRedirects.handle, param('handle')))),
)

type Row = typeof byHandle extends Query<infer R> ? R : never

/** Throws `browse.collectionMoved` with the new handle, or `browse.collectionNotFound`. */
export async function collectionRow(ctx: StoreContext, handle: string): Promise<Row> {
  const row = await ctx.db.get(byHandle, { handle, channelId: ctx.channel.id, now: ctx.now() })
  if (row !== undefined) return row
  const moved = await ctx.db.get(redirect, { handle })
  if (moved !== undefined)
    throw problems.collectionMoved({ detail: `It is at ${moved.handle} now.`, extra: { handle: moved.handle } })
  throw problems.collectionNotFound({
    detail: `No collection ${JSON.stringify(handle.slice(0, 80))} is shown here.`,
    hint: 'GET /store/collections lists them.',
  })
}

/** How the products of a collection are sorted when the buyer does not say. */
export function sortOf({ collection }: Row): Sort {
  return collection.sort
}

export async function collectionView(ctx: StoreContext, handle: string): Promise<CollectionView> {
  const row = await collectionRow(ctx, handle)
  return view(ctx, row, await textsOf(ctx, [row]))
}

export async function collectionPage(
  ctx: StoreContext,
  { limit, cursor, parent }: { limit: number; cursor?: string | undefined; parent?: string | undefined },
): Promise<Page<CollectionView>> {
  const after = cursor === undefined ? undefined : decodeCursor('collections', cursor, 2)
  const query = pages({ parent: parent !== undefined, after: after !== undefined })
  const rows = await ctx.db.all(query, {
    channelId: ctx.channel.id,
    now: ctx.now(),
    parent: parent ?? null,
    limit: limit + 1,
    afterPosition: after?.[0] ?? null,
    afterId: after?.[1] ?? null,
  })
  const translator = await textsOf(ctx, rows)
  return toPage(rows, limit, {
    cursor: ({ collection }) => encodeCursor('collections', [collection.position, collection.id]),
    item: (row) => view(ctx, row, translator),
  })
}

function textsOf(ctx: StoreContext, rows: readonly Row[]): Promise<Translator> {
  return translatorOf(ctx, {
    owners: rows.flatMap(({ collection, media: picture }) => [
      collection.id,
      ...(picture === null ? [] : [picture.id]),
    ]),
    languages: ctx.languages,
  })
}

function view(
  ctx: StoreContext,
  { collection, media: picture, productCount: count, parent }: Row,
  translator: Translator,
): CollectionView {
  const text = (field: string, own: string | null) =>
    translator.text(collection.id, field, { language: collection.language, text: own ?? '' })
  const item =
    picture === null
      ? null
      : { id: picture.id, url: picture.url, contentType: picture.contentType, sizes: picture.sizes ?? [] }
  return {
    id: collection.id,
    handle: collection.handle,
    title: text('title', collection.title),
    description: text('description', collection.description),
    image:
      item === null || picture === null
        ? null
        : {
            url: mediaUrl(ctx, item),
            alt: translator.text(item.id, 'alt', { language: picture.language, text: picture.alt }),
            width: picture.width,
            height: picture.height,
            sizes: mediaSizes(ctx, item),
          },
    parent,
    productCount: count,
    seo: {
      title: text('seoTitle', collection.seoTitle) || null,
      description: text('seoDescription', collection.seoDescription) || null,
    },
  }
}
