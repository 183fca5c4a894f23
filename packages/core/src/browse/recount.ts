import { sql } from 'drizzle-orm'
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
const count = plain(sql`insert into browse_counts (channel_id, collection_id, value_id, count)
  select ${param('channelId')}, ${param('collectionId')}, v.id, count(*) from (
    select product_id from browse_products where channel_id = ${param('channelId')} and listed = 1
      and (${param('collectionId')} = '' or product_id in (select product_id from collection_products where collection_id = ${param('collectionId')}))) b
  join (
    select product_id, ${listed} as id from browse_products where channel_id = ${param('channelId')}
    union all select product_id, ${available} from browse_stock where available = 1
    union all select distinct d.product_id, f.value / ${variants} from browse_documents d, json_each(d.facets) f) v on v.product_id = b.product_id
  group by v.id`)

/** Counts everything anew, a collection at a time; what the triggers of migration 0018 keep is the same at any moment. */
export async function recount(ctx: Context): Promise<void> {
  for (const scope of await ctx.db.all(scopes))
    await run(ctx, {
      name: 'browse.recount',
      plan: () => ({ statements: [forget(scope), count(scope)], result: null }),
    })
}
