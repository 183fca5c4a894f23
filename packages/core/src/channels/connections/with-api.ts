import type { Context } from '../../kernel/index.ts'
import type { AnyChannel } from '../channel.ts'
import type { ConnectionRow } from '../connection-rows.ts'
import { type Failure, failureOf } from '../failure.ts'
import { problems } from '../problems.ts'
import { bucketsOf, openAccount, recorderOf, scrubberOf } from '../work/index.ts'
import { connectionRow } from './connections.ts'
import { installedChannel } from './installed.ts'

export interface Opened {
  readonly connection: ConnectionRow
  readonly channel: AnyChannel
  readonly api: unknown
}

interface Asking {
  readonly id: string
  /** What is done, for the records. */
  readonly lane: string
}

/**
 * Something that staff does at the channel itself, at once: limited and recorded as all calls. Throws `channels.notConnected` with the
 * channel's words when it fails.
 */
export async function withApi<T>(ctx: Context, { id, lane }: Asking, work: (opened: Opened) => Promise<T>): Promise<T> {
  const connection = await connectionRow(ctx, id)
  const installed = installedChannel(ctx, connection.channel)
  const scrubber = scrubberOf(ctx, connection)
  const recorder = recorderOf(ctx, { connectionId: id, lane, trigger: 'staff', scrub: scrubber.scrub })
  const buckets = bucketsOf(ctx, id, installed.channel.limits ?? {})
  const signal = ctx.request.signal ?? new AbortController().signal
  const account = openAccount(ctx, { connection, installed, buckets, signal, recorder, scrubber })
  try {
    const api = await installed.channel.connect(account)
    const done = await work({ connection, channel: installed.channel, api })
    await recorder.end()
    return done
  } catch (thrown) {
    if (!isChannelFailure(thrown)) {
      await recorder.end(scrubber.scrub(thrown instanceof Error ? thrown.message : String(thrown)))
      throw thrown
    }
    const { message, kind } = failureOf(thrown)
    const words = scrubber.scrub(message)
    await recorder.end(words)
    throw problems.notConnected({
      detail: words,
      ...(kind === 'auth' ? {} : { hint: 'It may be down; try again in a while.' }),
    })
  }
}

const isChannelFailure = (thrown: unknown): thrown is { readonly failure: Failure } =>
  thrown instanceof Error && 'failure' in thrown
