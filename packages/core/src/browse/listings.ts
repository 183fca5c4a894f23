import { sql } from 'drizzle-orm'
import { list, param, plain, type Statement } from '../kernel/index.ts'
import type { Known } from './index-lines.ts'
import type { browseProducts } from './schema.ts'

const rows = sql`(select value ->> 0 as channel_id, value ->> 1 as product_id, value ->> 2 as created_at, value ->> 3 as publish_at,
  value ->> 4 as unpublish_at, value ->> 5 as listed from json_each(${param('rows')}))`

const leave = plain(sql`delete from browse_products where product_id in (select value from json_each(${param('ids')}))
  and (channel_id, product_id) not in (select channel_id, product_id from ${rows})`)
const put = plain(sql`insert into browse_products (channel_id, product_id, created_at, publish_at, unpublish_at, listed)
  select channel_id, product_id, created_at, publish_at, unpublish_at, listed from ${rows} where true
  on conflict (channel_id, product_id) do update set
    created_at = excluded.created_at, publish_at = excluded.publish_at, unpublish_at = excluded.unpublish_at, listed = excluded.listed`)

/** The lines that list these products in the channels of the rows and in no others. What stays as it is moves no count. */
export function listingLines(
  ids: readonly string[],
  listed: readonly (typeof browseProducts.$inferInsert)[],
  { areNew }: Pick<Known, 'areNew'>,
): Statement[] {
  const given = listed.map((row) => [
    row.channelId,
    row.productId,
    row.createdAt,
    row.publishAt,
    row.unpublishAt ?? null,
    row.listed === false ? 0 : 1,
  ])
  const values = { ids: list(ids), rows: JSON.stringify(given) }
  return [...(areNew ? [] : [leave(values)]), ...(given.length === 0 ? [] : [put(values)])]
}
