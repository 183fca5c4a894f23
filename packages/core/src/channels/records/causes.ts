import { desc, sql } from 'drizzle-orm'
import { type Context, iso, param, query } from '../../kernel/index.ts'
import type { CauseView } from './model.ts'

const causes = query((q) =>
  q
    .select({
      code: sql<string>`coalesce(cause ->> '$.issues[0].code', cause ->> 'code')`.as('code'),
      message: sql<string>`min(coalesce(cause ->> '$.issues[0].message', cause ->> 'message'))`.as('message'),
      field: sql<string | null>`cause ->> '$.issues[0].field'`.as('field'),
      count: sql<number>`count(*)`.mapWith(Number).as('count'),
      since: sql<number>`min(since)`.mapWith(Number).as('since'),
    })
    .from(
      sql`(
        select cause, status_at as since from channel_listings
        where connection_id = ${param('connectionId')} and status in ('invalid', 'rejected', 'drifted') and cause is not null
        union all
        select cause, status_at from channel_listings where connection_id = ${param('connectionId')} and drift is not null
          and status = 'live' and cause is not null
        union all
        select cause, status_at from channel_listings where connection_id = ${param('connectionId')} and status in ('draft', 'ended')
          and is_wanted = 1 and cause ->> 'code' = 'not_for_sale'
        union all
        select cause, marked_at from channel_values where connection_id = ${param('connectionId')} and cause is not null)`,
    )
    .groupBy(sql`1, 3`)
    .orderBy(desc(sql`4`)),
)

/** Why listings, their stock or their prices stand still, the commonest cause first. */
export async function causesOf({ db }: Pick<Context, 'db'>, connectionId: string): Promise<CauseView[]> {
  const rows = await db.all(causes, { connectionId })
  return rows.map((row) => ({ ...row, since: iso(row.since) }))
}
