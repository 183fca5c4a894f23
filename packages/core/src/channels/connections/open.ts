import { and, asc, eq } from 'drizzle-orm'
import { type Context, param, query } from '../../kernel/index.ts'
import type { Connected } from '../connected.ts'
import { itemProduct, readItems } from '../items.ts'
import { productUrl } from '../listings/index.ts'
import { connections } from '../schema.ts'
import { bucketsOf, openAccount, recorderOf, scrubberOf } from '../work/index.ts'
import { installedChannel } from './installed.ts'

const liveOf = query((q) =>
  q
    .select()
    .from(connections)
    .where(and(eq(connections.channel, param('channel')), eq(connections.status, 'live')))
    .orderBy(asc(connections.createdAt), asc(connections.id)),
)

/** Every live connection of a channel, for the other keys of its plugin: their calls are limited and recorded as all others. */
export async function liveConnections(
  ctx: Context,
  channelId: string,
): Promise<Connected<unknown, unknown, unknown>[]> {
  const installed = installedChannel(ctx, channelId)
  const { channel } = installed
  const rows = await ctx.db.all(liveOf, { channel: channelId })
  return Promise.all(
    rows.map(async (connection) => {
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
      const buckets = bucketsOf(ctx, connection.id, channel.limits ?? {})
      const account = openAccount(ctx, { connection, installed, buckets, signal, recorder, scrubber })
      const products = async (ids: readonly string[]) =>
        [...(await readItems(ctx, connection, ids)).values()]
          .filter(({ goods }) => goods.status === 'active')
          .map((found) => itemProduct(found, null, productUrl(ctx)))
      return { id: connection.id, name: connection.name, account, api: await channel.connect(account), products }
    }),
  )
}
