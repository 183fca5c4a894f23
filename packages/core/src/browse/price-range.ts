import { sql } from 'drizzle-orm'
import { param, query, queryByShape } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'

/** Collections with fewer products are read whole; of larger ones the first from either end of the prices that is in them is found soon. */
const FEW = 2_000

interface Shape extends Readonly<Record<string, unknown>> {
  readonly from: 'shop' | 'collection'
  readonly end: 'least' | 'most'
}

const isShown = sql`exists (select 1 from browse_products b where b.channel_id = ${param('channelId')} and b.product_id = p.product_id
  and b.publish_at <= ${param('now')} and (b.unpublish_at is null or b.unpublish_at > ${param('now')}))`
const inPlace = sql`p.market_id = ${param('marketId')} and p.currency = ${param('currency')}`

const ofFew = query((q) =>
  q
    .select({
      least: sql<number | null>`min(p.amount)`.as('least'),
      most: sql<number | null>`max(p.amount)`.as('most'),
    })
    .from(sql`collection_products c cross join browse_prices p on ${inPlace} and p.product_id = c.product_id`)
    .where(sql`c.collection_id = ${param('collectionId')} and ${isShown}`),
)

const edge = queryByShape((q, { from, end }: Shape) =>
  q
    .select({ amount: sql<number>`p.amount`.as('amount') })
    .from(sql`browse_prices p`)
    .where(
      from === 'shop'
        ? sql`${inPlace} and ${isShown}`
        : sql`${inPlace} and exists (select 1 from collection_products c where c.collection_id = ${param('collectionId')} and c.product_id = p.product_id) and ${isShown}`,
    )
    .orderBy(end === 'least' ? sql`p.amount` : sql`p.amount desc`)
    .limit(1),
)

/** The lowest and highest price of what is shown in a collection of so many products, or in the whole shop; null when nothing has one. */
export async function priceRange(
  ctx: StoreContext,
  { collectionId, size }: { collectionId: string | undefined; size: number },
): Promise<{ least: number; most: number } | null> {
  const values = {
    channelId: ctx.channel.id,
    marketId: ctx.market.id,
    currency: ctx.currency,
    collectionId: collectionId ?? null,
    now: ctx.now(),
  }
  if (collectionId !== undefined && size < FEW) {
    const found = await ctx.db.get(ofFew, values)
    return found === undefined || found.least === null || found.most === null
      ? null
      : { least: found.least, most: found.most }
  }
  const from = collectionId === undefined ? 'shop' : 'collection'
  const least = await ctx.db.get(edge({ from, end: 'least' }), values)
  const most = await ctx.db.get(edge({ from, end: 'most' }), values)
  return least === undefined || most === undefined ? null : { least: least.amount, most: most.amount }
}
