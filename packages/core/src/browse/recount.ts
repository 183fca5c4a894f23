import { type SQL, sql } from 'drizzle-orm'
import { type Context, param, plain, query, run } from '../kernel/index.ts'
import { AVAILABLE, LISTED } from './counts.ts'
import { VARIANTS } from './facet-lines.ts'

const [listed, available, variants] = [LISTED, AVAILABLE, VARIANTS].map((number) => sql.raw(String(number)))

const scopes = query((q) =>
  q
    .select({ channelId: sql<string>`h.id`.as('channel_id'), collectionId: sql<string>`c.id`.as('collection_id') })
    .from(sql`sales_channels h cross join (select '' as id union all select id from collections) c`),
)

const forget = plain(
  sql`delete from browse_counts where channel_id = ${param('channelId')} and collection_id = ${param('collectionId')}`,
)
/** Products of the scope come first: each is looked up by its id, never the other way round. */
const countIn = (products: SQL) =>
  plain(sql`insert into browse_counts (channel_id, collection_id, value_id, count)
  select ${param('channelId')}, ${param('collectionId')}, id, count from (
    select ${listed} as id, count(*) as count from ${products}
    union all select ${available}, count(*) from ${products} cross join browse_stock s on s.product_id = b.product_id and s.available = 1
    union all select f.value / ${variants}, count(distinct d.product_id)
      from ${products} cross join browse_documents d on d.product_id = b.product_id cross join json_each(d.facets) f group by 1)
  where count > 0`)
const countShop = countIn(
  sql`(select product_id from browse_products where channel_id = ${param('channelId')} and listed = 1) b`,
)
const countCollection = countIn(
  sql`(select p.product_id from collection_products c cross join browse_products p
    on p.channel_id = ${param('channelId')} and p.product_id = c.product_id and p.listed = 1
    where c.collection_id = ${param('collectionId')}) b`,
)

/** Counts everything anew, a collection at a time; what the triggers of migration 0018 keep is the same at any moment. */
export async function recount(ctx: Context): Promise<void> {
  for (const scope of await ctx.db.all(scopes))
    await run(ctx, {
      name: 'browse.recount',
      priority: 'background',
      plan: () => ({
        statements: [forget(scope), (scope.collectionId === '' ? countShop : countCollection)(scope)],
        result: null,
      }),
    })
}
