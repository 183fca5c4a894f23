import { and, asc, eq, gte, lte, sql } from 'drizzle-orm'
import { audit } from '../access/index.ts'
import { type Context, list, param, plain, query, run } from '../kernel/index.ts'
import { DUE } from './message.ts'
import { problems } from './problems.ts'
import { getDelivery, getEndpoint } from './reads.ts'
import { webhookDeliveries } from './schema.ts'

/** So many are replayed by one request. */
const MOST = 5_000

const revive = plain(sql`
  update webhook_deliveries set status = 'pending', tries = 0, next_at = ${param('now')}, updated_at = ${param('now')}
  where id = ${param('id')} and lease_owner is null`)

const failedBetween = query((q) =>
  q
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.endpointId, param('endpointId')),
        eq(webhookDeliveries.status, 'failed'),
        gte(webhookDeliveries.createdAt, param('since')),
        lte(webhookDeliveries.createdAt, param('until')),
      ),
    )
    .orderBy(asc(webhookDeliveries.createdAt), asc(webhookDeliveries.id))
    .limit(MOST),
)

const reviveFailed = plain(sql`
  update webhook_deliveries set status = 'pending', tries = 0, next_at = ${param('now')}, updated_at = ${param('now')}
  where id in (select value from json_each(${param('ids')})) and status = 'failed'`)

async function requireEnabled(ctx: Context, endpointId: string): Promise<void> {
  const endpoint = await getEndpoint(ctx, endpointId)
  if (endpoint.status !== 'enabled') throw problems.disabled()
}

/** Sends a message again now, whatever became of it, with the id that the receiver may know. Throws `webhooks.underWay`, `webhooks.disabled`. */
export async function replayDelivery(ctx: Context, id: string): Promise<string> {
  const { result } = await run(ctx, {
    name: 'webhooks.replay',
    plan: async (commandId) => {
      const delivery = await getDelivery(ctx, id)
      await requireEnabled(ctx, delivery.endpointId)
      const line = revive(
        { id: delivery.id, now: ctx.now() },
        { changes: 1, touches: DUE, refuse: () => problems.underWay() },
      )
      const note = audit(ctx, { action: 'webhooks.replay', subject: delivery.id, commandId })
      return { statements: [line, note], result: delivery.id }
    },
  })
  return result
}

export interface Outage {
  readonly endpointId: string
  /** Milliseconds, both inclusive, of when the deliveries were queued. */
  readonly since: number
  readonly until: number | undefined
}

/** Sends again what an endpoint did not take, at most 5 000 at once, the oldest first; `hasMore` asks for another call. */
export async function replayFailed(ctx: Context, { endpointId, since, until }: Outage) {
  const done = await run(ctx, {
    name: 'webhooks.replayFailed',
    plan: async (commandId) => {
      await requireEnabled(ctx, endpointId)
      const now = ctx.now()
      const rows = await ctx.db.all(failedBetween, { endpointId, since, until: until ?? now })
      const line = reviveFailed({ now, ids: list(rows.map(({ id }) => id)) }, { touches: DUE })
      const detail = { since, until, count: rows.length }
      const note = audit(ctx, { action: 'webhooks.replayFailed', subject: endpointId, detail, commandId })
      return { statements: [line, note], result: rows.length }
    },
  })
  return { replayed: done.result, hasMore: done.result === MOST }
}
