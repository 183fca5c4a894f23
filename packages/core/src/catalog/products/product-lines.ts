import { and, eq } from 'drizzle-orm'
import { deleteFrom, insertInto, param, type Refusal, type Statement, statement, update } from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { handleRedirects, productMedia, productSources, products } from '../schema.ts'
import { changeTexts, safeHtml } from '../texts/index.ts'
import { productAsRead } from './made.ts'
import type { ProductPatch } from './model.ts'
import type { ProductRecord } from './snapshot.ts'
import { changesOf, type Writing } from './writing.ts'

const insert = insertInto(products)
const change = update(products)
const insertSource = insertInto(productSources)
const redirect = insertInto(handleRedirects, { target: ['kind', 'handle'], update: ['entityId', 'createdAt'] })
const forget = statement((q) =>
  q
    .delete(handleRedirects)
    .where(and(eq(handleRedirects.kind, 'product'), eq(handleRedirects.handle, param('handle')))),
)
const putPicture = insertInto(productMedia, { target: ['productId', 'mediaId'], update: ['position'] })
const dropPicture = deleteFrom(productMedia)

/** The product's own row, new or changed, and what follows from its handle. `others`: something beside the row changes too. */
export function rowLines(
  writing: Writing,
  { input, isHandleGiven, others }: { input: ProductPatch; isHandleGiven: boolean; others: boolean },
): Statement[] {
  const { ctx, productId, before, handle, language, path } = writing
  const now = ctx.now()
  const refuse: Refusal = ({ kind, constraint }) =>
    kind === 'unique' && constraint.endsWith('.handle') && isHandleGiven
      ? problems.handleTaken({ errors: [{ path: `${path}.handle`, code: 'taken', message: 'is in use' }] })
      : 'stale'
  const guard = { refuse, touches: `product:${productId}` }
  const cells = cellsOf(input)
  if (before === undefined) {
    const title = input.title ?? handle
    const row = { ...cells, title, id: productId, handle, language, createdAt: now, updatedAt: now }
    if (writing.made !== undefined) writing.made.product = productAsRead(row)
    return [insert(row, guard), ...(isHandleGiven ? [forget({ handle })] : [])]
  }
  const { product } = before
  const changes = changesOf<ProductRecord>(product, { ...cells, handle, language })
  if (changes === undefined && !others) return []
  const next = { ...changes, version: product.version + 1, updatedAt: now }
  const moved =
    product.handle === handle
      ? []
      : [forget({ handle }), redirect({ kind: 'product', handle: product.handle, entityId: productId, createdAt: now })]
  return [change({ id: productId, version: product.version }, next, { ...guard, changes: 1 }), ...moved]
}

function cellsOf({ title, description, status, type, vendor, tags, taxClass, seoTitle, seoDescription }: ProductPatch) {
  return {
    title: title?.trim(),
    description: description === undefined ? undefined : safeHtml(description),
    status,
    type: type?.trim(),
    vendor: vendor?.trim(),
    tags: tags === undefined ? undefined : [...new Set(tags.map((tag) => tag.trim()))].sort(),
    taxClass,
    seoTitle,
    seoDescription,
  }
}

/** Remembers how the source names a new product. */
export function sourceLines({ productId }: Writing, key: { source: string; key: string } | undefined): Statement[] {
  return key === undefined ? [] : [insertSource({ ...key, productId }, { refuse: () => 'stale' })]
}

/** The lines that show these pictures in this order and no others. */
export function pictureLines({ productId, before }: Writing, mediaIds: readonly string[]): Statement[] {
  const known = new Map((before?.pictures ?? []).map(({ mediaId, position }) => [mediaId, position]))
  const gone = [...known.keys()].filter((mediaId) => !mediaIds.includes(mediaId))
  return [
    ...gone.map((mediaId) => dropPicture({ productId, mediaId })),
    ...mediaIds.flatMap((mediaId, position) =>
      known.get(mediaId) === position ? [] : [putPicture({ productId, mediaId, position })],
    ),
  ]
}

/** The lines of the product's own texts in other languages. */
export function textLines({ ctx, productId, before }: Writing, input: ProductPatch['translations'] = {}): Statement[] {
  return Object.entries(input).flatMap(([language, { description, ...texts }]) => {
    const known = before?.texts.find((row) => row.entityId === productId && row.language === language)?.texts
    const safe = description === undefined ? {} : { description: safeHtml(description) }
    return changeTexts(
      { ownerId: productId, entityId: productId, language },
      { before: known, change: { ...texts, ...safe }, now: ctx.now() },
    )
  })
}
