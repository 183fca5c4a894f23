import { sql } from 'drizzle-orm'
import { type ActionItem, type Context, DAY, param, query } from '../kernel/index.ts'
import { connections } from './schema.ts'

const count = (name: string, from: ReturnType<typeof sql>) =>
  sql<number>`(select count(*) ${from})`.mapWith(Number).as(name)
const since = (name: string, column: ReturnType<typeof sql>, from: ReturnType<typeof sql>) =>
  sql<number | null>`(select min(${column}) ${from})`.as(name)

const parkedOrders = sql`from channel_orders where connection_id = channel_connections.id and status = 'parked'`
const dead = sql`from channel_commands where connection_id = channel_connections.id
  and (status in ('refused', 'failed') or status = 'pending' and updated_at < ${param('before')})`
const faults = sql`from channel_health where connection_id = channel_connections.id and fault is not null`
const notEnded = sql`from channel_listings where connection_id = channel_connections.id and refused_hash = 'withdrawn'`

const waiting = query((q) =>
  q
    .select({
      id: connections.id,
      channel: connections.channel,
      name: connections.name,
      orders: count('orders', parkedOrders),
      ordersSince: since('orders_since', sql`updated_at`, parkedOrders),
      commands: count('commands', dead),
      commandsSince: since('commands_since', sql`updated_at`, dead),
      listings: count('listings', notEnded),
      listingsSince: since('listings_since', sql`status_at`, notEnded),
      broken: count('broken', faults),
      brokenSince: since('broken_since', sql`fault ->> 'at'`, faults),
      fault: sql<string | null>`(select fault ->> 'message' ${faults})`.as('fault'),
    })
    .from(connections),
)

/** A channel that took a command and says nothing of it for so long needs a person. */
const SILENT = DAY

/** What waits for people at each connection: accounts to connect again, orders that are not in the book, commands and withdrawals that a channel refused. */
export async function channelItems(ctx: Context): Promise<ActionItem[]> {
  const rows = await ctx.db.all(waiting, { before: ctx.now() - SILENT })
  return rows.flatMap(({ id, channel, name, ...row }) => {
    const item = (what: string, told: Omit<ActionItem, 'id' | 'plugin'>): ActionItem[] =>
      told.count === 0 ? [] : [{ id: `${what}/${id}`, plugin: channel, ...told }]
    return [
      ...item('broken-connection', {
        title: `${name} must be connected again`,
        detail: row.fault ?? '',
        href: `/admin/connections/${id}`,
        count: row.broken,
        since: row.brokenSince,
      }),
      ...item('parked-orders', {
        title: `${row.orders} ${row.orders === 1 ? 'order' : 'orders'} of ${name} wait for you`,
        detail: 'They are not in the book as the channel has them. Each says what is wrong with it.',
        href: `/admin/connections/${id}/orders?status=parked`,
        count: row.orders,
        since: row.ordersSince,
      }),
      ...item('dead-commands', {
        title: `${row.commands} ${row.commands === 1 ? 'message' : 'messages'} about orders did not get through to ${name}`,
        detail: 'Retry them, put them right, or skip them when you saw to it at the channel.',
        href: `/admin/connections/${id}/commands`,
        count: row.commands,
        since: row.commandsSince,
      }),
      ...item('not-ended', {
        title: `${row.listings} ${row.listings === 1 ? 'listing' : 'listings'} could not be taken off ${name}`,
        detail: 'The channel refused to end them. Retry, or end them at the channel.',
        href: `/admin/connections/${id}/listings?status=rejected`,
        count: row.listings,
        since: row.listingsSince,
      }),
    ]
  })
}
