import { and, asc, eq, gte, sql } from 'drizzle-orm'
import {
  type App,
  type Context,
  containing,
  contains,
  decodeCursor,
  encodeCursor,
  fromIso,
  iso,
  list,
  newestFirst,
  oneOf,
  type Page,
  param,
  query,
  queryByShape,
  rowByRef,
  type ShapeOf,
  toPage,
} from '../../kernel/index.ts'
import { type MediaRow, mediaByIds, mediaRef } from '../media/index.ts'
import type { ProductStatus } from '../model.ts'
import { problems } from '../problems.ts'
import { collectionProducts, collections, products } from '../schema.ts'
import { type TranslationRow, translationsOf } from '../texts/index.ts'
import type { CollectionView } from './model.ts'

export type CollectionRow = typeof collections.$inferSelect

const byRef = rowByRef(collections, 'handle')
const handles = query((q) =>
  q.select({ id: collections.id, handle: collections.handle }).from(collections).where(oneOf(collections.id, 'ids')),
)
const counts = query((q) =>
  q
    .select({ id: collectionProducts.collectionId, count: sql<number>`count(*)`.mapWith(Number).as('count') })
    .from(collectionProducts)
    .where(oneOf(collectionProducts.collectionId, 'ids'))
    .groupBy(collectionProducts.collectionId),
)

interface Filters {
  readonly status?: ProductStatus | undefined
  readonly kind?: 'manual' | 'rule' | undefined
  readonly parent?: string | undefined
  readonly q?: string | undefined
  readonly updatedSince?: number | undefined
}

const inside = sql`${collections.parentId} in (select p.id from ${collections} p where p.id = ${param('parent')} or p.handle = ${param('parent')})`

const listed = newestFirst(collections, (has: ShapeOf<Filters>) => [
  has.status && eq(collections.status, param('status')),
  has.kind && eq(collections.kind, param('kind')),
  has.parent && inside,
  has.q && contains([collections.title, collections.handle], 'q'),
  has.updatedSince && gte(collections.updatedAt, param('updatedSince')),
])

/** A collection by id or handle. */
export const findCollection = (ctx: Pick<App, 'db'>, ref: string) => ctx.db.get(byRef, { ref })

/** Throws `catalog.notFound`. */
export async function collectionRow(ctx: Pick<App, 'db'>, ref: string): Promise<CollectionRow> {
  const row = await findCollection(ctx, ref)
  if (row === undefined)
    throw problems.notFound({ detail: `There is no collection ${JSON.stringify(ref.slice(0, 60))}.` })
  return row
}

export async function collectionView(ctx: Context, ref: string): Promise<CollectionView> {
  const [view] = await views(ctx, [await collectionRow(ctx, ref)])
  return view as CollectionView
}

interface Paging {
  readonly limit: number
  readonly cursor?: string | undefined
}

export async function listCollections(
  ctx: Context,
  {
    limit,
    cursor,
    q,
    updatedSince,
    ...filters
  }: Omit<Filters, 'updatedSince'> & Paging & { updatedSince?: string | undefined },
): Promise<Page<CollectionView>> {
  const since = updatedSince === undefined ? {} : { updatedSince: fromIso(updatedSince) }
  const { items, next } = await listed(ctx, { filters: { ...filters, ...containing('q', q), ...since }, limit, cursor })
  return { items: await views(ctx, items), next }
}

async function views(ctx: Context, rows: readonly CollectionRow[]): Promise<CollectionView[]> {
  const ids = rows.map(({ id }) => id)
  const present = (all: readonly (string | null)[]) => all.filter((id) => id !== null)
  const [parents, counted, media, texts] = await Promise.all([
    ctx.db.all(handles, { ids: list(present(rows.map(({ parentId }) => parentId))) }),
    ctx.db.all(counts, { ids: list(ids) }),
    mediaByIds(ctx, present(rows.map(({ mediaId }) => mediaId))),
    translationsOf(ctx, ids),
  ])
  return rows.map(({ parentId, mediaId, ...row }) => ({
    ...row,
    rule: row.rule === null ? null : (row.rule as NonNullable<CollectionView['rule']>),
    parent: parents.find(({ id }) => id === parentId) ?? null,
    media: pictureOf(ctx, media, mediaId),
    productCount: counted.find(({ id }) => id === row.id)?.count ?? 0,
    translations: textsOf(texts, row.id),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }))
}

function pictureOf(ctx: Context, media: readonly MediaRow[], mediaId: string | null) {
  const row = media.find(({ id }) => id === mediaId)
  return row === undefined ? null : mediaRef(ctx, row)
}

function textsOf(texts: readonly TranslationRow[], id: string): Record<string, Record<string, string>> {
  return Object.fromEntries(
    texts.filter(({ entityId }) => entityId === id).map(({ language, texts: own }) => [language, { ...own }]),
  )
}

const members = queryByShape((q, { isLater }: { isLater: boolean }) =>
  q
    .select({
      productId: products.id,
      handle: products.handle,
      title: products.title,
      position: collectionProducts.position,
    })
    .from(collectionProducts)
    .innerJoin(products, eq(products.id, collectionProducts.productId))
    .where(
      and(
        eq(collectionProducts.collectionId, param('id')),
        isLater
          ? sql`(${collectionProducts.position}, ${collectionProducts.productId}) > (${param('afterPosition')}, ${param('afterId')})`
          : undefined,
      ),
    )
    .orderBy(asc(collectionProducts.position), asc(collectionProducts.productId))
    .limit(param('limit')),
)

export async function listMembers(ctx: Context, { ref, limit, cursor }: Paging & { ref: string }) {
  const { id } = await collectionRow(ctx, ref)
  const [afterPosition, afterId] = cursor === undefined ? [] : decodeCursor('members', cursor, 2)
  const rows = await ctx.db.all(members({ isLater: cursor !== undefined }), {
    id,
    afterPosition,
    afterId,
    limit: limit + 1,
  })
  return toPage(rows, limit, {
    cursor: (row) => encodeCursor('members', [row.position, row.productId]),
    item: (row) => row,
  })
}
