import { or, sql } from 'drizzle-orm'
import { emit } from '../../events/index.ts'
import { deleteFrom, list, oneOf, param, plain, query, type Statement } from '../../kernel/index.ts'
import { collectionUpdated } from '../events.ts'
import { problems } from '../problems.ts'
import { collectionProducts, collections } from '../schema.ts'
import type { Writing } from './writing.ts'

const named = query((q) =>
  q
    .select({ id: collections.id, handle: collections.handle, kind: collections.kind })
    .from(collections)
    .where(or(oneOf(collections.id, 'refs'), oneOf(collections.handle, 'refs'))),
)
/** Behind those that are there. */
const join = plain(sql`insert or ignore into collection_products (collection_id, product_id, position)
  select ${param('collectionId')}, ${param('productId')}, coalesce(max(position) + 1, 0)
  from collection_products where collection_id = ${param('collectionId')}`)
const leave = deleteFrom(collectionProducts)

/** The lines that put the product into the named manual collections and out of the others. Collections with a rule decide themselves. */
export async function membershipLines(writing: Writing, refs: readonly string[] | undefined): Promise<Statement[]> {
  if (refs === undefined) return []
  const { ctx, productId, before, path, commandId } = writing
  const rows = await ctx.db.all(named, { refs: list(refs) })
  const wanted = new Set(refs.map((ref, index) => idOf(rows, ref, `${path}.collections.${index}`)))
  const present = (before?.collections ?? []).filter(({ kind }) => kind === 'manual').map(({ id }) => id)
  const told = (collectionId: string, line: Statement) => [
    { ...line, touches: `collection:${collectionId}` },
    emit(ctx, collectionUpdated, {
      aggregate: collectionId,
      data: { collectionId, change: 'products', products: [productId] },
      commandId,
    }),
  ]
  return [
    ...present
      .filter((id) => !wanted.has(id))
      .flatMap((collectionId) => told(collectionId, leave({ collectionId, productId }))),
    ...[...wanted]
      .filter((id) => !present.includes(id))
      .flatMap((collectionId) => told(collectionId, join({ collectionId, productId }))),
  ]
}

function idOf(rows: readonly { id: string; handle: string; kind: string }[], ref: string, path: string): string {
  const row = rows.find(({ id, handle }) => id === ref || handle === ref)
  if (row === undefined)
    throw problems.unknownReference({
      detail: `There is no collection ${JSON.stringify(ref)}.`,
      errors: [{ path, code: 'unknown', message: 'is no collection' }],
    })
  if (row.kind === 'rule')
    throw problems.notManual({ errors: [{ path, code: 'rule', message: 'is filled by its rule' }] })
  return row.id
}
