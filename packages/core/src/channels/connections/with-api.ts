import { type Context, type Problem, SECOND } from '../../kernel/index.ts'
import type { Account } from '../account.ts'
import type { AnyChannel } from '../channel.ts'
import type { ConnectionRow } from '../connection-rows.ts'
import { channelFailure, type Failure, failureOf } from '../failure.ts'
import {
  type Buckets,
  bucketsOf,
  circuitOf,
  forgetToken,
  openAccount,
  type Recorder,
  recorderOf,
  scrubberOf,
  type Work,
} from '../lane/index.ts'
import type { InstalledChannel } from '../point.ts'
import { problems } from '../problems.ts'
import { installedChannel } from './installed.ts'
import { connectionRow } from './row.ts'

export interface Opened {
  readonly connection: ConnectionRow
  readonly channel: AnyChannel
  readonly api: unknown
}

interface Asking {
  readonly id: string
  /** What is done, for the records. */
  readonly lane: string
  /** The channel of a plugin that is disabled; otherwise it must be enabled. */
  readonly installed?: InstalledChannel
}

interface WithAccount extends Omit<Opened, 'api'> {
  readonly account: Account<unknown, unknown>
  readonly installed: InstalledChannel
  readonly recorder: Recorder
  readonly buckets: Buckets
  readonly signal: AbortSignal
}

/** The same with all that a lane has, for what compares and sends as lanes do. */
export function withWork<T>(ctx: Context, asking: Asking, work: (at: Work) => Promise<T>): Promise<T> {
  return withAccount(ctx, asking, async (opened) => {
    const circuit = circuitOf(ctx, asking.id)
    return work({ ...opened, ctx, circuit, api: await opened.installed.connect(opened.account, ctx) })
  })
}

/** Something that staff does at the channel itself, at once. Throws `channels.notConnected` with the channel's words when it fails. */
export function withApi<T>(ctx: Context, asking: Asking, work: (opened: Opened) => Promise<T>): Promise<T> {
  return withAccount(ctx, asking, async ({ account, connection, channel, installed }) =>
    work({ connection, channel, api: await installed.connect(account, ctx) }),
  )
}

/** The same before the account is connected: limited and recorded as all calls. A token that ended before its time is renewed once. */
export async function withAccount<T>(
  ctx: Context,
  asking: Asking,
  work: (opened: WithAccount) => Promise<T>,
): Promise<T> {
  const installed = asking.installed ?? installedChannel(ctx, (await connectionRow(ctx, asking.id)).channel)
  try {
    return await tryOnce(ctx, { ...asking, installed }, work)
  } catch (thrown) {
    if (!isChannelFailure(thrown)) throw thrown
    if (installed.channel.oauth === undefined || thrown.failure.status !== 401) throw notConnected(ctx, thrown.failure)
  }
  await forgetToken(ctx, asking.id)
  return tryOnce(ctx, { ...asking, installed }, work).catch((thrown) => {
    throw isChannelFailure(thrown) ? notConnected(ctx, thrown.failure) : thrown
  })
}

/** What it throws has no secrets in its words. */
async function tryOnce<T>(
  ctx: Context,
  { id, lane, installed }: Required<Asking>,
  work: (opened: WithAccount) => Promise<T>,
): Promise<T> {
  const connection = await connectionRow(ctx, id)
  const scrubber = scrubberOf(ctx, connection)
  const recorder = recorderOf(ctx, { connectionId: id, lane, trigger: 'staff', scrub: scrubber.scrub })
  const buckets = bucketsOf(ctx, id, installed.channel.limits ?? {})
  const signal = ctx.request.signal ?? new AbortController().signal
  const account = openAccount(ctx, { connection, installed, buckets, signal, recorder, scrubber })
  try {
    const done = await work({ connection, channel: installed.channel, installed, account, recorder, buckets, signal })
    await recorder.end()
    return done
  } catch (thrown) {
    const words = scrubber.scrub(thrown instanceof Error ? thrown.message : String(thrown))
    await recorder.end(words)
    throw isChannelFailure(thrown) ? channelFailure({ ...failureOf(thrown), message: words }, thrown) : thrown
  }
}

function notConnected({ now }: Context, { kind, message, retryAt }: Failure): Problem {
  if (kind === 'auth') return problems.notConnected({ detail: message })
  if (retryAt === undefined)
    return problems.notConnected({ detail: message, hint: 'It may be down; try again in a while.' })
  const seconds = Math.max(1, Math.ceil((retryAt - now()) / SECOND))
  return problems.notConnected({
    detail: message,
    hint: `Try again in ${seconds} seconds.`,
    headers: { 'Retry-After': String(seconds) },
  })
}

const isChannelFailure = (thrown: unknown): thrown is { readonly failure: Failure } =>
  thrown instanceof Error && 'failure' in thrown
