import { and, asc, eq } from 'drizzle-orm'
import { type Context, param, query } from '../../kernel/index.ts'
import type { Connected, KnownConnection } from '../connected.ts'
import { type ConnectionRow, knownConnections } from '../connection-rows.ts'
import { itemProduct, readItems } from '../items.ts'
import { bucketsOf, openAccount, recorderOf, scrubberOf } from '../lane/index.ts'
import { listedItems, productUrl, unlistedOf } from '../listings/index.ts'
import { connections } from '../schema.ts'
import { storeOf } from '../store-of.ts'
import { installedChannel } from './installed.ts'

const liveOf = query((q) =>
  q
    .select()
    .from(connections)
    .where(and(eq(connections.channel, param('channel')), eq(connections.status, 'live')))
    .orderBy(asc(connections.createdAt), asc(connections.id)),
)
const byId = query((q) =>
  q
    .select()
    .from(connections)
    .where(eq(connections.id, param('id'))),
)

/** Every live connection of a channel, for the other keys of its plugin: their calls are limited and recorded as all others. */
export async function liveConnections(
  ctx: Context,
  channelId: string,
): Promise<Connected<unknown, unknown, unknown>[]> {
  const rows = await ctx.db.all(liveOf, { channel: channelId })
  return Promise.all(rows.map((row) => connected(ctx, row)))
}

/** One connection of a channel, live or not; undefined when it is another channel's, or none. */
export async function oneConnection(
  ctx: Context,
  { channel, id }: { readonly channel: string; readonly id: string },
): Promise<Connected<unknown, unknown, unknown> | undefined> {
  const row = await ctx.db.get(byId, { id })
  return row?.channel === channel ? connected(ctx, row) : undefined
}

/** The connections of a channel as they were set up. */
export async function knownOf(
  ctx: Pick<Context, 'db' | 'now'>,
  channelId: string,
): Promise<KnownConnection<unknown>[]> {
  return (await knownConnections(ctx)).filter(({ channel }) => channel === channelId)
}

async function connected(ctx: Context, connection: ConnectionRow): Promise<Connected<unknown, unknown, unknown>> {
  const installed = installedChannel(ctx, connection.channel)
  const scrubber = scrubberOf(ctx, connection)
  const run = recorderOf(ctx, {
    connectionId: connection.id,
    lane: 'plugin',
    trigger: 'change',
    scrub: scrubber.scrub,
  })
  const recorder = {
    ...run,
    record(exchange: Parameters<typeof run.record>[0]) {
      run.record(exchange)
      void run.end()
    },
  }
  const signal = ctx.request.signal ?? new AbortController().signal
  const buckets = bucketsOf(ctx, connection.id, installed.channel.limits ?? {})
  const account = openAccount(ctx, { connection, installed, buckets, signal, recorder, scrubber })
  const products = async (ids: readonly string[]) =>
    [...(await readItems(ctx, connection, ids)).values()]
      .filter(({ goods }) => goods.status === 'active')
      .map((found) => itemProduct(found, null, productUrl(ctx)))
  const [api, store] = await Promise.all([installed.connect(account, ctx), storeOf(ctx, connection)])
  const listed: Connected<unknown, unknown, unknown>['listed'] = (page) =>
    listedItems(ctx, { ...page, connection, channel: installed.channel })
  const unlisted = (productIds: readonly string[]) => unlistedOf(ctx, { connectionId: connection.id, productIds })
  return { id: connection.id, name: connection.name, account, api, store, products, listed, unlisted }
}
