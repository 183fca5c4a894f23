import { sql } from 'drizzle-orm'
import { param, query } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'

/** Numbers of values that every shop has: what is listed at all, and what of it can be had. */
export const LISTED = 1
export const AVAILABLE = 2

/** How many products a scope lists with a value. Kept by the database with every change of the index; see migration 0018. */
export interface Count {
  readonly valueId: number
  readonly count: number
}

const all = query((q) =>
  q
    .select({ valueId: sql<number>`value_id`.as('value_id'), count: sql<number>`count`.as('count') })
    .from(sql`browse_counts`)
    .where(sql`channel_id = ${param('channelId')} and collection_id = ${param('collectionId')} and count > 0`),
)

/** Every count of a collection, or of the whole shop when none is named, as each product was listed last: see `turnsOf`. */
export function countsIn(ctx: StoreContext, collectionId = ''): Promise<Count[]> {
  return ctx.db.all(all, { channelId: ctx.channel.id, collectionId })
}

/** A product whose dates passed since it was counted: to be added, or taken away. */
export interface Turn {
  readonly productId: string
  readonly number: number
  readonly sign: 1 | -1
}

const now = param('now')
const isLasting = sql`b.unpublish_at is null`
const isEnding = sql`b.unpublish_at is not null`

/** Rows of `browse_products` whose `listed` is not what their dates say now; each part reads an index from where something changed. */
export const turned = sql`(${sql.join(
  [
    sql`b.listed = 0 and ${isLasting} and b.publish_at <= ${now}`,
    sql`b.listed = 1 and ${isLasting} and b.publish_at > ${now}`,
    sql`b.listed = 0 and ${isEnding} and b.unpublish_at > ${now} and b.publish_at <= ${now}`,
    sql`b.listed = 1 and ${isEnding} and b.unpublish_at <= ${now}`,
    sql`b.listed = 1 and ${isEnding} and b.unpublish_at > ${now} and b.publish_at > ${now}`,
  ].map(
    (condition) =>
      sql`select b.channel_id, b.product_id, b.listed from sales_channels h cross join browse_products b on b.channel_id = h.id where ${condition}`,
  ),
  sql` union all `,
)})`

const turns = query((q) =>
  q
    .select({
      productId: sql<string>`t.product_id`.as('product_id'),
      number: sql<number>`d.number`.as('number'),
      sign: sql<1 | -1>`1 - 2 * t.listed`.as('sign'),
    })
    .from(sql`${turned} t join browse_documents d on d.product_id = t.product_id`)
    .where(sql`t.channel_id = ${param('channelId')}`),
)

/** Products of this channel that are counted and not shown now, or shown and not counted yet: few, and none after the next turn. */
export function turnsOf(ctx: StoreContext): Promise<Turn[]> {
  return ctx.db.all(turns, { channelId: ctx.channel.id, now: ctx.now() })
}
