import { sql } from 'drizzle-orm'
import { type Context, DAY, list, param, plain, query } from '../kernel/index.ts'
import { webhookDeliveries } from './schema.ts'

/** So long the log answers questions; after an outage there is time to replay. */
const KEPT = 30 * DAY
const CHUNK = 500

/** Those of deleted endpoints go at once unless they are the log of what was sent; others when they are old, also when nobody ever took them. */
const prunable = query((q) =>
  q
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(sql`(${webhookDeliveries.updatedAt} < ${param('before')}
        and (${webhookDeliveries.status} <> 'pending' or ${webhookDeliveries.endpointId} in (select id from webhook_endpoints where status <> 'enabled')))
      or (${webhookDeliveries.status} = 'pending' and ${webhookDeliveries.endpointId} in (select id from webhook_endpoints where status = 'deleted'))`)
    .limit(CHUNK),
)

const removeAttempts = plain(
  sql`delete from webhook_attempts where delivery_id in (select value from json_each(${param('ids')}))`,
)
const removeDeliveries = plain(
  sql`delete from webhook_deliveries where id in (select value from json_each(${param('ids')}))`,
)
const removeMessages = plain(sql`
  delete from webhook_messages where created_at < ${param('before')}
    and not exists (select 1 from webhook_deliveries where message_id = webhook_messages.id)`)
const removeEndpoints = plain(sql`
  delete from webhook_endpoints where status = 'deleted'
    and not exists (select 1 from webhook_deliveries where endpoint_id = webhook_endpoints.id)`)

/** Forgets deliveries after 30 days, and what only they needed, in small steps that let others write in between. */
export async function pruneDeliveries(ctx: Context): Promise<number> {
  const before = ctx.now() - KEPT
  let removed = 0
  while (ctx.request.signal?.aborted !== true) {
    const rows = await ctx.db.all(prunable, { before })
    if (rows.length === 0) break
    const ids = list(rows.map(({ id }) => id))
    await ctx.db.batch([removeAttempts({ ids }), removeDeliveries({ ids })], { priority: 'background' })
    removed += rows.length
  }
  await ctx.db.batch([removeMessages({ before }), removeEndpoints()], { priority: 'background' })
  return removed
}
