import { eq, sql } from 'drizzle-orm'
import { type Context, type Ended, param, query } from '../kernel/index.ts'
import type { ConnectionRow } from './connection-rows.ts'
import { forgetConnection, revokeTokens, withWork } from './connections/index.ts'
import { type Halt, isHalt } from './lane/index.ts'
import { publishDue, publishFeed, retryListings, unlistItems } from './listings/index.ts'
import { type InstalledChannel, presentChannel } from './point.ts'
import { problems } from './problems.ts'
import { connections } from './schema.ts'

interface Removing {
  readonly id: string
  readonly data: 'keep' | 'drop'
}

const connectionsOf = query((q) =>
  q
    .select()
    .from(connections)
    .where(eq(connections.channel, param('channel'))),
)

/** Shown there, and not asked to be taken off. */
const shownOf = query((q) =>
  q
    .select({
      count: sql<number>`(select count(*) from channel_listings where connection_id = channel_connections.id
        and is_sent = 1 and coalesce(sent_hash, '') <> 'withdrawn')`
        .mapWith(Number)
        .as('count'),
    })
    .from(connections)
    .where(eq(connections.id, param('id'))),
)

const shown = async ({ db }: Context, id: string) => (await db.get(shownOf, { id }))?.count ?? 0

/**
 * Everything that a channel shows is taken off before its plugin goes, while its code is there to do it. An account that the channel takes no
 * more is left as it is. Throws `channels.stillListed` when something could not be ended, and may then be asked again.
 */
export async function endListings(ctx: Context, { id: channel }: Removing): Promise<Ended> {
  const installed = presentChannel(ctx, channel)
  let count = 0
  if (installed !== undefined)
    for (const connection of await ctx.db.all(connectionsOf, { channel }))
      count += await endAll(ctx, connection, installed)
  return { what: 'listings', count }
}

async function endAll(ctx: Context, connection: ConnectionRow, installed: InstalledChannel): Promise<number> {
  const { id, name } = connection
  const before = await shown(ctx, id)
  if (before === 0) return 0
  await unlistItems(ctx, { connection, channel: installed.channel, choice: { all: true } })
  await retryListings(ctx, { connectionId: id })
  const halt = await withdrawAll(ctx, id, installed)
  const left = await shown(ctx, id)
  if (left > 0 && halt?.kind !== 'auth')
    throw problems.stillListed({
      detail: `${left} listings of ${name} are still on the channel${halt === undefined ? '' : `: ${halt.message}`}.`,
      hint: 'Look at why they could not be ended, and remove the plugin again.',
    })
  return before - left
}

/** Answers what stopped it, if anything did. */
async function withdrawAll(ctx: Context, id: string, installed: InstalledChannel): Promise<Halt['halt'] | undefined> {
  const isFeed = installed.channel.listings?.feed !== undefined
  try {
    await withWork(ctx, { id, lane: 'removal', installed }, isFeed ? publishFeed : publishDue)
    return undefined
  } catch (thrown) {
    if (isHalt(thrown)) return thrown.halt
    throw thrown
  }
}

/** Says what stays on the channel because nobody is there to take it off, and forgets the accounts when the data is dropped. */
export async function forgetAccounts(ctx: Context, { id: channel, data }: Removing): Promise<Ended> {
  let count = 0
  for (const connection of await ctx.db.all(connectionsOf, { channel })) {
    count += await shown(ctx, connection.id)
    if (data === 'keep') continue
    await revokeTokens(ctx, connection)
    await forgetConnection(ctx, { id: connection.id, version: undefined, mayShow: true })
  }
  return { what: 'listings that stay on their channel, because it could not be asked to end them', count }
}
