import { type Context, OWED } from '../../kernel/index.ts'
import { CHANNELS } from '../connection-rows.ts'
import { failureOf } from '../failure.ts'
import { problems } from '../problems.ts'
import { bucketsOf, mended, openAccount, recorderOf, scrubberOf } from '../work/index.ts'
import { connectionRow } from './connections.ts'
import { installedChannel } from './installed.ts'

/** The test button: asks the platform who we are. Clears what stopped the connection. Throws `channels.notConnected` with the platform's words. */
export async function testConnection(ctx: Context, id: string): Promise<{ account: string }> {
  const connection = await connectionRow(ctx, id)
  const installed = installedChannel(ctx, connection.channel)
  const scrubber = scrubberOf(ctx, connection)
  const recorder = recorderOf(ctx, { connectionId: id, lane: 'test', trigger: 'staff', scrub: scrubber.scrub })
  const buckets = bucketsOf(ctx, id, installed.channel.limits ?? {})
  const signal = ctx.request.signal ?? new AbortController().signal
  const account = openAccount(ctx, { connection, installed, buckets, signal, recorder, scrubber })
  try {
    const api = await installed.channel.connect(account)
    const found = (await installed.channel.test?.(api)) ?? { account: connection.name }
    await recorder.end()
    await ctx.db.batch([mended({ connectionId: id }, { touches: CHANNELS })], OWED)
    return found
  } catch (thrown) {
    const { message, kind } = failureOf(thrown)
    const words = scrubber.scrub(message)
    await recorder.end(words)
    throw problems.notConnected({
      detail: words,
      ...(kind === 'auth' ? {} : { hint: 'It may be down; try again in a while.' }),
    })
  }
}
