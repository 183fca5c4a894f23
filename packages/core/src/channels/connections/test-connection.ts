import { type Context, OWED } from '../../kernel/index.ts'
import { CHANNELS } from '../connection-rows.ts'
import { mended } from '../lane/index.ts'
import { withApi } from './with-api.ts'

/** The test button: asks the platform who we are, and clears what stopped the connection. Throws `channels.notConnected` with its words. */
export async function testConnection(ctx: Context, id: string): Promise<{ account: string }> {
  const found = await withApi(ctx, { id, lane: 'test' }, async ({ connection, channel, api }) =>
    channel.test === undefined ? { account: connection.name } : channel.test(api),
  )
  await ctx.db.batch([mended({ connectionId: id }, { touches: CHANNELS })], OWED)
  return { account: found.account }
}
