import { and, asc, eq, ne, sql } from 'drizzle-orm'
import { type Context, list, newestFirst, oneOf, param, query, rowBy, type ShapeOf } from '../kernel/index.ts'
import type { DeliveryStatus } from './model.ts'
import { problems } from './problems.ts'
import { webhookAttempts, webhookDeliveries, webhookEndpoints, webhookMessages } from './schema.ts'

export type EndpointRow = typeof webhookEndpoints.$inferSelect
export type DeliveryRow = typeof webhookDeliveries.$inferSelect
export type AttemptRow = typeof webhookAttempts.$inferSelect

const endpointById = rowBy(webhookEndpoints, 'id')
const deliveryById = rowBy(webhookDeliveries, 'id')
const messageById = rowBy(webhookMessages, 'id')

const attemptsOf = query((q) =>
  q
    .select()
    .from(webhookAttempts)
    .where(eq(webhookAttempts.deliveryId, param('id')))
    .orderBy(asc(webhookAttempts.number)),
)

const waitingOf = query((q) =>
  q
    .select({ id: webhookDeliveries.endpointId, count: sql<number>`count(*)` })
    .from(webhookDeliveries)
    .where(and(oneOf(webhookDeliveries.endpointId, 'ids'), eq(webhookDeliveries.status, 'pending')))
    .groupBy(webhookDeliveries.endpointId),
)

/** Undefined for a deleted one. */
export async function findEndpoint(ctx: Pick<Context, 'db'>, id: string): Promise<EndpointRow | undefined> {
  const row = await ctx.db.get(endpointById, { id })
  return row?.status === 'deleted' ? undefined : row
}

/** Throws `webhooks.notFound`, for a deleted one too. */
export async function getEndpoint(ctx: Pick<Context, 'db'>, id: string): Promise<EndpointRow> {
  const row = await findEndpoint(ctx, id)
  if (row !== undefined) return row
  throw problems.notFound({ detail: `There is no webhook ${JSON.stringify(id.slice(0, 60))}.` })
}

/** How many deliveries of each endpoint wait. */
export async function countWaiting(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await ctx.db.all(waitingOf, { ids: list(ids) })
  return new Map(rows.map(({ id, count }) => [id, count]))
}

export const listEndpoints = newestFirst(
  webhookEndpoints,
  (has: ShapeOf<{ status?: EndpointRow['status'] | undefined }>) => [
    has.status ? eq(webhookEndpoints.status, param('status')) : ne(webhookEndpoints.status, 'deleted'),
  ],
)

/** Throws `webhooks.notFound`. */
export async function getDelivery(ctx: Context, id: string): Promise<DeliveryRow> {
  const row = await ctx.db.get(deliveryById, { id })
  if (row !== undefined) return row
  throw problems.notFound({ detail: `There is no delivery ${JSON.stringify(id.slice(0, 60))}.` })
}

export async function deliveryDetail(ctx: Context, delivery: DeliveryRow) {
  const [message, attempts] = await Promise.all([
    ctx.db.get(messageById, { id: delivery.messageId }),
    ctx.db.all(attemptsOf, { id: delivery.id }),
  ])
  return { body: message?.body ?? 'null', attempts }
}

interface Filters {
  readonly endpointId?: string | undefined
  readonly status?: DeliveryStatus | undefined
  readonly type?: string | undefined
  readonly messageId?: string | undefined
}

/** The log, from the newest delivery to the oldest. */
export const listDeliveries = newestFirst(webhookDeliveries, (has: ShapeOf<Filters>) => [
  has.endpointId && eq(webhookDeliveries.endpointId, param('endpointId')),
  has.status && eq(webhookDeliveries.status, param('status')),
  has.type && eq(webhookDeliveries.type, param('type')),
  has.messageId && eq(webhookDeliveries.messageId, param('messageId')),
])
