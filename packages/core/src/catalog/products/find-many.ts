import { and, eq, or } from 'drizzle-orm'
import { type App, list, oneOf, param, query } from '../../kernel/index.ts'
import { handleRedirects, productSources, products } from '../schema.ts'

const bySources = query((q) =>
  q
    .select({ ref: productSources.key, id: productSources.productId })
    .from(productSources)
    .where(and(eq(productSources.source, param('source')), oneOf(productSources.key, 'refs'))),
)
const byIds = query((q) =>
  q
    .select({ id: products.id, handle: products.handle })
    .from(products)
    .where(or(oneOf(products.id, 'refs'), oneOf(products.handle, 'refs'))),
)
const byHandles = query((q) =>
  q.select({ ref: products.handle, id: products.id }).from(products).where(oneOf(products.handle, 'refs')),
)
const byFormers = query((q) =>
  q
    .select({ ref: handleRedirects.handle, id: handleRedirects.entityId })
    .from(handleRedirects)
    .where(and(eq(handleRedirects.kind, 'product'), oneOf(handleRedirects.handle, 'refs'))),
)

type Reader = Pick<App, 'db'>
type Found = ReadonlyMap<string, string>

const found = (rows: readonly { readonly ref: string; readonly id: string }[]): Found =>
  new Map(rows.map(({ ref, id }) => [ref, id]))

export async function findBySources(ctx: Reader, source: string, keys: readonly string[]): Promise<Found> {
  return keys.length === 0 ? new Map() : found(await ctx.db.all(bySources, { source, refs: list(keys) }))
}

/** By the id, or the handle in its place. */
export async function findByIds(ctx: Reader, refs: readonly string[]): Promise<Found> {
  if (refs.length === 0) return new Map()
  const rows = await ctx.db.all(byIds, { refs: list(refs) })
  return found(
    rows.flatMap(({ id, handle }) => [
      { ref: handle, id },
      { ref: id, id },
    ]),
  )
}

/** By the handle of now, else by a former one. */
export async function findByHandles(ctx: Reader, handles: readonly string[]): Promise<Found> {
  if (handles.length === 0) return new Map()
  const refs = { refs: list(handles) }
  const [former, present] = [await ctx.db.all(byFormers, refs), await ctx.db.all(byHandles, refs)]
  return found([...former, ...present])
}
