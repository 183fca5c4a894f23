import {
  type Context,
  iso,
  MINUTE,
  type PluginDatabase,
  param,
  plain,
  query,
  type StoreContext,
  shownProducts,
} from '@vitrine/core'
import { and, desc, eq, sql } from 'drizzle-orm'
import { CARD } from '../model.ts'
import { views } from '../schema.ts'
import type { Owner } from './person.ts'

const put = plain(sql`insert into storefront_views (owner, product_id, viewed_at)
  values (${param('owner')}, ${param('productId')}, ${param('now')})
  on conflict (owner, product_id) do update set viewed_at = max(viewed_at, excluded.viewed_at)`)
const dropOldest = plain(sql`delete from storefront_views where owner = ${param('owner')} and product_id not in (
  select product_id from storefront_views where owner = ${param('owner')}
  order by viewed_at desc, product_id desc limit ${param('most')})`)

const lookedAt = query((q) =>
  q
    .select({ viewedAt: views.viewedAt })
    .from(views)
    .where(and(eq(views.owner, param('owner')), eq(views.productId, param('productId')))),
)
const newest = query((q) =>
  q
    .select({ productId: views.productId, viewedAt: views.viewedAt })
    .from(views)
    .where(eq(views.owner, param('owner')))
    .orderBy(desc(views.viewedAt), desc(views.productId))
    .limit(param('limit')),
)

interface Writing {
  readonly ctx: Context
  readonly db: PluginDatabase
}

/** A page that is loaded again and again writes once a minute. */
const STEADY = MINUTE

/** Remembers a look at a product; of a person at most as many as the shop set, the oldest go. Resolves with whose it is. */
export async function remember(
  { ctx, db }: Writing,
  { owner, productId, most }: { readonly owner: Owner; readonly productId: string; readonly most: number },
): Promise<Owner> {
  const now = ctx.now()
  const before = await db.get(lookedAt, { owner, productId })
  if (before !== undefined && now - before.viewedAt < STEADY) return owner
  return db.run('view', () => ({
    statements: [put({ owner, productId, now }), dropOldest({ owner, most })],
    result: owner,
    isUnnamed: true,
  }))
}

export interface Viewed {
  readonly productId: string
  readonly viewedAt: number
}

/** Newest first. */
export function viewedBy({ db }: Pick<Context, 'db'>, owner: Owner, limit: number): Promise<Viewed[]> {
  return db.all(newest, { owner, limit })
}

/** As cards, without what is not sold here now. */
export async function viewedCards(
  ctx: StoreContext,
  owner: Owner,
  { limit, without, most }: { readonly limit: number; readonly without?: string | undefined; readonly most: number },
) {
  const seen = (await viewedBy(ctx, owner, most)).filter(({ productId }) => productId !== without)
  const ids = seen.map(({ productId }) => productId)
  const shown = await shownProducts(ctx, ids, CARD)
  return seen
    .flatMap(({ productId, viewedAt }) => {
      const product = shown.get(productId)
      return product === undefined ? [] : [{ viewedAt: iso(viewedAt), product }]
    })
    .slice(0, limit)
}
