import { and, eq, sql } from 'drizzle-orm'
import { handleRedirects, isPublished, products, publications } from '../catalog/index.ts'
import { type KeptValue, keptAnswers, list, oneOf, type Problem, param, query } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { problems } from './problems.ts'

const byHandles = query((q) =>
  q
    .select({
      id: products.id,
      handle: products.handle,
      status: products.status,
      isPublished: sql<number>`coalesce(${isPublished(param('now'))}, 0)`.as('is_published'),
    })
    .from(products)
    .leftJoin(
      publications,
      and(eq(publications.productId, products.id), eq(publications.channelId, param('channelId'))),
    )
    .where(oneOf(products.handle, 'handles')),
)

const moved = query((q) =>
  q
    .select({ handle: products.handle })
    .from(handleRedirects)
    .innerJoin(products, and(eq(products.id, handleRedirects.entityId), eq(products.status, 'active')))
    .where(and(eq(handleRedirects.kind, 'product'), eq(handleRedirects.handle, param('handle')))),
)

/** The product that is sold under this handle. Throws `browse.productMoved`, `productGone` or `productNotFound`. */
export async function productIdOf(ctx: StoreContext, handle: string): Promise<string> {
  const found = await keptAnswers(ctx).loadTogether<string>({
    ids: [handle],
    prefix: `handle ${ctx.channel.id}`,
    load: (handles) => soldUnder(ctx, handles),
  })
  const id = found.get(handle)
  if (id === undefined) throw await whyNot(ctx, handle)
  return id
}

async function soldUnder(ctx: StoreContext, handles: readonly string[]): Promise<Map<string, KeptValue<string>>> {
  const rows = await rowsOf(ctx, handles)
  const sold = rows.filter(({ status, isPublished }) => status === 'active' && isPublished === 1)
  return new Map(sold.map(({ handle, id }) => [handle, { value: id, topics: [`product:${id}`], bytes: 200 }]))
}

function rowsOf(ctx: StoreContext, handles: readonly string[]) {
  return ctx.db.all(byHandles, { handles: list(handles), channelId: ctx.channel.id, now: ctx.now() })
}

async function whyNot(ctx: StoreContext, handle: string): Promise<Problem> {
  const [row] = await rowsOf(ctx, [handle])
  if (row?.status === 'archived') return problems.productGone({ detail: `${handle} is no longer sold.` })
  const next = row === undefined ? await ctx.db.get(moved, { handle }) : undefined
  if (next !== undefined)
    return problems.productMoved({ detail: `It is at ${next.handle} now.`, extra: { handle: next.handle } })
  return problems.productNotFound({
    detail: `No product ${JSON.stringify(handle.slice(0, 80))} is sold here.`,
    hint: 'GET /store/products lists what is.',
  })
}
