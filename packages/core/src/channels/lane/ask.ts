import { type Context, SECOND } from '../../kernel/index.ts'
import type { Account } from '../account.ts'
import type { AnyChannel } from '../channel.ts'
import type { ConnectionRow } from '../connection-rows.ts'
import { type Failure, failureOf } from '../failure.ts'
import type { Buckets } from './buckets.ts'
import { forgetToken } from './credentials.ts'
import type { Circuit } from './health.ts'
import type { Recorder } from './recorder.ts'

/** What one stretch of work has at hand. */
export interface Work {
  readonly ctx: Context
  readonly connection: ConnectionRow
  readonly channel: AnyChannel
  readonly account: Account<unknown, unknown>
  /** What `connect` made. */
  readonly api: unknown
  readonly circuit: Circuit
  readonly buckets: Buckets
  readonly recorder: Recorder
  readonly signal: AbortSignal
}

/** Thrown out of a lane when nothing more can be done now: the channel is down, throttles, or refuses us. */
export interface Halt {
  readonly halt: Failure
}

export const isHalt = (thrown: unknown): thrown is Halt =>
  typeof thrown === 'object' && thrown !== null && 'halt' in thrown

const DOWN: Failure = {
  kind: 'temporary',
  code: 'circuit',
  message: 'the channel does not answer; it is tried again later',
}

/** Failures after which other items would fail alike. */
const HALTING = ['auth', 'throttled'] as const

/**
 * A call to the channel: its success closes the circuit, its failure is counted. Resolves with what it said or with the failure; halts the
 * lane when the failure is of the account and not of what was sent.
 */
export async function ask<T>(
  work: Work,
  call: () => Promise<T>,
): Promise<{ readonly said: T } | { readonly failure: Failure }> {
  const { circuit, ctx } = work
  const began = ctx.now()
  // Others found meanwhile that it is down: a lane does not go through all that it has.
  if (circuit.opensAgainAt() > began) throw { halt: DOWN } satisfies Halt
  try {
    const said = await call()
    await work.circuit.succeed()
    return { said }
  } catch (thrown) {
    if (work.signal.aborted) throw thrown
    const failure = scrubbed(failureOf(thrown), work.recorder)
    if (failure.code === 'plugin')
      work.ctx.log.error({ err: thrown, channel: work.channel.id }, 'a channel failed by itself')
    if (await isRenewed(work, failure, began)) throw { halt: pausing(work, failure) } satisfies Halt
    await work.circuit.fail(failure)
    if (failure.kind === 'throttled' && failure.retryAt !== undefined)
      await work.buckets.block(failure.bucket ?? 'default', failure.retryAt)
    if (HALTING.includes(failure.kind as 'auth')) throw { halt: failure } satisfies Halt
    return { failure }
  }
}

/** Channels say back what they were sent, and paths have tokens in them: what is kept of a failure has none. */
function scrubbed(failure: Failure, { scrub }: Pick<Recorder, 'scrub'>): Failure {
  const { message, issues } = failure
  const told = issues?.map((issue) => ({ ...issue, message: scrub(issue.message) }))
  return { ...failure, message: scrub(message), ...(told === undefined ? {} : { issues: told }) }
}

/** A token may end before its time: it is renewed once before anybody is asked to see to it. */
async function isRenewed(
  { ctx, connection, channel, circuit }: Work,
  { status }: Failure,
  began: number,
): Promise<boolean> {
  if (status !== 401 || channel.oauth === undefined) return false
  const renews = circuit.renews(began)
  if (renews === 'now') await forgetToken(ctx, connection.id)
  return renews !== 'no'
}

const pausing = ({ ctx }: Work, failure: Failure): Failure => ({
  ...failure,
  kind: 'throttled',
  retryAt: ctx.now() + SECOND,
})
