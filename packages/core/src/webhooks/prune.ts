import { and, eq, lt, sql } from 'drizzle-orm'
import { type Context, DAY, list, param, plain, type Query, query } from '../kernel/index.ts'
import { webhookDeliveries } from './schema.ts'

/** So long the log answers questions; after an outage there is time to replay. */
const KEPT = 30 * DAY
const CHUNK = 500

interface Ids {
  readonly id: string
  readonly messageId: string
}

const ids = { id: webhookDeliveries.id, messageId: webhookDeliveries.messageId }

/** Over for long, or kept for an endpoint that has been disabled for long. */
const old = query((q) =>
  q
    .select(ids)
    .from(webhookDeliveries)
    .where(
      and(
        lt(webhookDeliveries.createdAt, param('before')),
        lt(webhookDeliveries.updatedAt, param('before')),
        sql`(${webhookDeliveries.status} <> 'pending'
          or ${webhookDeliveries.endpointId} in (select id from webhook_endpoints where status <> 'enabled'))`,
      ),
    )
    .limit(CHUNK),
)

/** What was on its way to an endpoint when that was deleted. */
const undeliverable = query((q) =>
  q
    .select(ids)
    .from(webhookDeliveries)
    .where(
      and(
        sql`${webhookDeliveries.endpointId} in (select id from webhook_endpoints where status = 'deleted')`,
        eq(webhookDeliveries.status, 'pending'),
      ),
    )
    .limit(CHUNK),
)

const removeAttempts = plain(
  sql`delete from webhook_attempts where delivery_id in (select value from json_each(${param('ids')}))`,
)
const removeDeliveries = plain(
  sql`delete from webhook_deliveries where id in (select value from json_each(${param('ids')}))`,
)
const removeMessages = plain(sql`
  delete from webhook_messages where id in (select value from json_each(${param('ids')}))
    and not exists (select 1 from webhook_deliveries where message_id = webhook_messages.id)`)
const removeEndpoints = plain(sql`
  delete from webhook_endpoints where status = 'deleted'
    and not exists (select 1 from webhook_deliveries where endpoint_id = webhook_endpoints.id)`)

const BACKGROUND = { priority: 'background' } as const

/** Forgets deliveries after 30 days, and what only they needed, in small steps that let others write in between. */
export async function pruneDeliveries(ctx: Context): Promise<number> {
  const removed = (await removeAll(ctx, old)) + (await removeAll(ctx, undeliverable))
  await ctx.db.batch([removeEndpoints()], BACKGROUND)
  return removed
}

async function removeAll(ctx: Context, read: Query<Ids>): Promise<number> {
  const before = ctx.now() - KEPT
  let removed = 0
  while (ctx.request.signal?.aborted !== true) {
    const rows = await ctx.db.all(read, { before })
    if (rows.length === 0) break
    const deliveries = { ids: list(rows.map(({ id }) => id)) }
    const messages = { ids: list(rows.map(({ messageId }) => messageId)) }
    const lines = [removeAttempts(deliveries), removeDeliveries(deliveries), removeMessages(messages)]
    await ctx.db.batch(lines, BACKGROUND)
    removed += rows.length
  }
  return removed
}
