import { and, asc, count, eq, sql } from 'drizzle-orm'
import { type Context, iso, isoOrNull, MINUTE, maskSecrets, param, query } from '../../kernel/index.ts'
import { allConnections, type ConnectionRow } from '../connection-rows.ts'
import { type HealthRow, healthOf } from '../lane/index.ts'
import { enabledChannel } from '../point.ts'
import { connections, listings } from '../schema.ts'
import type { ConnectionView } from './model.ts'

const byStatus = query((q) =>
  q
    .select({ status: listings.status, count: count().as('count') })
    .from(listings)
    .where(eq(listings.connectionId, param('connectionId')))
    .groupBy(listings.status)
    .orderBy(asc(listings.status)),
)

/** Wanted, and not for sale when it was compared last. */
const unsold = query((q) =>
  q
    .select({
      reason: sql<string>`cause ->> '$.issues[0].code'`.as('reason'),
      message: sql<string>`cause ->> '$.issues[0].message'`.as('message'),
      count: count().as('count'),
    })
    .from(listings)
    .where(
      sql`${listings.connectionId} = ${param('connectionId')} and status in ('draft', 'ended') and is_wanted = 1
        and cause ->> 'code' = 'not_for_sale'`,
    )
    .groupBy(sql`1, 2`)
    .orderBy(sql`3 desc`),
)

const sent = query((q) =>
  q
    .select({ count: count().as('count') })
    .from(listings)
    .where(and(eq(listings.connectionId, param('connectionId')), eq(listings.isSent, true))),
)

const ofThis = sql`connection_id = channel_connections.id`
const waits = (name: string, table: ReturnType<typeof sql>, condition: ReturnType<typeof sql>) =>
  sql<number>`(select count(*) from ${table} where ${ofThis} and ${condition})`.mapWith(Number).as(name)

const queueOf = query((q) =>
  q
    .select({
      listings: waits('listings', sql`channel_listings`, sql`dirty > done`),
      stock: waits('stock', sql`channel_values`, sql`lane = 'stock' and dirty > done and is_there = 1`),
      prices: waits('prices', sql`channel_values`, sql`lane = 'prices' and dirty > done and is_there = 1`),
      receipts: waits('receipts', sql`channel_receipts`, sql`1`),
      orders: waits('orders', sql`channel_orders`, sql`dirty > done`),
      commands: waits('commands', sql`channel_commands`, sql`status = 'waiting'`),
      oldest: sql<number | null>`min(
        coalesce((select min(marked_at) from channel_listings where ${ofThis} and dirty > done), 9e15),
        coalesce((select min(marked_at) from channel_values where ${ofThis} and dirty > done and is_there = 1), 9e15))`
        .mapWith(Number)
        .as('oldest'),
    })
    .from(connections)
    .where(eq(connections.id, param('connectionId'))),
)

/** Listings of a connection that may be on the channel. */
export async function sentCount(ctx: Pick<Context, 'db'>, connectionId: string): Promise<number> {
  return (await ctx.db.get(sent, { connectionId }))?.count ?? 0
}

export async function listConnections(ctx: Context): Promise<ConnectionView[]> {
  const rows = await ctx.db.all(allConnections)
  return Promise.all(rows.map((row) => connectionView(ctx, row)))
}

export async function connectionView(ctx: Context, row: ConnectionRow): Promise<ConnectionView> {
  const installed = enabledChannel(ctx, row.channel)
  const key = { connectionId: row.id }
  const [statuses, notSold, health, queue] = await Promise.all([
    ctx.db.all(byStatus, key),
    ctx.db.all(unsold, key),
    ctx.db.get(healthOf, key),
    ctx.db.get(queueOf, key),
  ])
  const { salesChannelId, market, currency, language, stockPolicy, pricePolicy, onDrift, version } = row
  const schema = installed?.channel.settings
  const { oldest = null, ...waiting } = queue ?? { ...NOTHING, oldest: null }
  const lag = oldest === null || oldest >= 9e15 || row.status !== 'live' ? 0 : Math.max(0, ctx.now() - oldest)
  return {
    id: row.id,
    channel: row.channel,
    title: installed?.channel.title ?? row.channel,
    name: row.name,
    status: row.status,
    settings: schema === undefined ? {} : (maskSecrets(schema, row.settings) ?? {}),
    hasCredentials: row.credentials !== null || row.tokens !== null,
    tokensExpireAt: isoOrNull(row.tokensExpireAt),
    hookUrl: installed?.channel.webhook === undefined ? null : `${ctx.settings.publicUrl}/hooks/${row.id}`,
    salesChannelId,
    market,
    currency,
    language,
    stockPolicy,
    pricePolicy,
    onDrift,
    listings: Object.fromEntries(statuses.map((one) => [one.status, one.count])),
    notSold,
    health: healthView(ctx, { health, queue: waiting, lag }),
    version,
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }
}

const NOTHING = { listings: 0, stock: 0, prices: 0, receipts: 0, orders: 0, commands: 0 }

interface Told {
  readonly health: HealthRow | undefined
  readonly queue: typeof NOTHING
  readonly lag: number
}

function healthView({ now }: Pick<Context, 'now'>, { health, queue, lag }: Told): ConnectionView['health'] {
  const isOpen = (health?.openUntil ?? 0) > now()
  const fault = health?.fault ?? null
  const isFailing = isOpen || (health?.failures ?? 0) > 0
  return {
    status: fault !== null ? 'broken' : isFailing ? 'failing' : lag > MINUTE ? 'behind' : 'ok',
    fault,
    circuit: isOpen ? 'open' : 'closed',
    opensAgainAt: isOpen ? isoOrNull(health?.openUntil ?? null) : null,
    failures: health?.failures ?? 0,
    lastSuccessAt: isoOrNull(health?.lastSuccessAt ?? null),
    lastFailureAt: isoOrNull(health?.lastFailureAt ?? null),
    lastFailure: health?.lastFailure ?? null,
    queue,
    lag,
  }
}
