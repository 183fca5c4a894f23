import { and, asc, eq, lte, sql } from 'drizzle-orm'
import { type App, list, OWED, param, plain, query } from '../kernel/index.ts'
import { webhookDeliveries, webhookEndpoints, webhookMessages } from './schema.ts'

/** A process that dies keeps its deliveries this long; twice what a call may take. */
const LEASE = 30_000

/** Endpoints that have something due and may be called. */
const endpointsDue = query((q) =>
  q
    .select()
    .from(webhookEndpoints)
    .where(
      and(
        eq(webhookEndpoints.status, 'enabled'),
        lte(webhookEndpoints.pausedUntil, param('now')),
        sql`exists (select 1 from webhook_deliveries due where due.endpoint_id = ${webhookEndpoints.id} and due.status = 'pending' and due.next_at <= ${param('now')})`,
      ),
    ),
)

const dueOf = query((q) =>
  q
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.endpointId, param('endpointId')),
        eq(webhookDeliveries.status, 'pending'),
        lte(webhookDeliveries.nextAt, param('now')),
      ),
    )
    .orderBy(asc(webhookDeliveries.nextAt))
    .limit(param('limit')),
)

/** Whoever comes second finds it no longer due. */
const take = plain(sql`
  update webhook_deliveries set lease_owner = ${param('lease')}, next_at = ${param('until')}
  where id in (select value from json_each(${param('ids')})) and status = 'pending' and next_at <= ${param('now')}`)

const taken = query((q) =>
  q
    .select({ delivery: webhookDeliveries, message: webhookMessages })
    .from(webhookDeliveries)
    .innerJoin(webhookMessages, eq(webhookMessages.id, webhookDeliveries.messageId))
    .where(eq(webhookDeliveries.leaseOwner, param('lease'))),
)

const freeAll = plain(sql`
  update webhook_deliveries set next_at = ${param('now')}, lease_owner = null where lease_owner is not null and status = 'pending'`)

/** Takes what is due for this process, as much as `free` says there is room for at each endpoint. */
export async function takeDue(
  app: App,
  free: (endpoint: { readonly id: string; readonly failures: number }) => number,
) {
  const now = app.now()
  const endpoints = await app.db.all(endpointsDue, { now })
  const ids: string[] = []
  for (const endpoint of endpoints) {
    const limit = free(endpoint)
    if (limit <= 0) continue
    const rows = await app.db.all(dueOf, { endpointId: endpoint.id, now, limit })
    ids.push(...rows.map(({ id }) => id))
  }
  if (ids.length === 0) return []
  const lease = app.newId('lease')
  await app.db.batch([take({ lease, now, until: now + LEASE, ids: list(ids) })], OWED)
  const rows = await app.db.all(taken, { lease })
  const byId = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]))
  return rows.flatMap(({ delivery, message }) => {
    const endpoint = byId.get(delivery.endpointId)
    return endpoint === undefined ? [] : [{ lease, delivery, message, endpoint }]
  })
}

/** For a process that knows it is alone, at its start: what a dead one held need not lapse first. */
export async function freeDeliveries(app: Pick<App, 'db' | 'now'>): Promise<void> {
  await app.db.batch([freeAll({ now: app.now() })])
}

/** When what is taken now comes back by itself. */
export const leaseEnd = (now: number) => now + LEASE
