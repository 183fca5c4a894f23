import { type Context, SECOND } from '../../kernel/index.ts'
import type { Account } from '../account.ts'
import type { AnyChannel } from '../channel.ts'
import type { ConnectionRow } from '../connection-rows.ts'
import { type Failure, failureOf } from '../failure.ts'
import type { Buckets } from './buckets.ts'
import { forgetToken } from './credentials.ts'
import type { Circuit } from './health.ts'
import type { Lease } from './lease.ts'
import type { Recorder } from './recorder.ts'

/** One thing that a channel is asked: a row in the record of its run. */
export interface Step {
  /** The channel's key that is called: `publish`, `push`, `pull`. */
  readonly step: string
  /** Keys of the listings, or the channel's ids of the orders, that it is about. */
  readonly about?: readonly string[]
}

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
  /** Of the process for the connection; what staff asks for at once has none. */
  readonly lease?: Lease
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

const TAKEN = 'this process stood still, and another works for the connection now'

/** Failures after which other items would fail alike. */
const HALTING = ['auth', 'throttled'] as const

/**
 * A call to the channel: its success closes the circuit, its failure is counted. Resolves with what it said or with the failure; halts the
 * lane when the failure is of the account and not of what was sent.
 */
export async function ask<T>(
  work: Work,
  step: Step,
  call: () => Promise<T>,
): Promise<{ readonly said: T } | { readonly failure: Failure }> {
  const { circuit, ctx, recorder } = work
  const began = ctx.now()
  // Others found meanwhile that it is down: a lane does not go through all that it has.
  if (circuit.opensAgainAt() > began) throw { halt: DOWN } satisfies Halt
  await mustBeOurs(work)
  recorder.begin(step)
  let said: T
  try {
    said = await call()
  } catch (thrown) {
    return { failure: await failed(work, thrown, began) }
  }
  // What was read before this process stood still must not be written over what came since: whoever works now reads back what was asked.
  await mustBeOurs(work)
  await circuit.succeed()
  return { said }
}

/** No halt, since a halt says that nothing was asked: what another process asks now must not be forgotten. */
async function mustBeOurs({ lease }: Work): Promise<void> {
  if (lease !== undefined && !(await lease.isHeld())) throw new Error(TAKEN)
}

/** What a call threw, as a failure of what was sent; thrown on when the work should end, and as a halt when it is one of the account. */
async function failed(work: Work, thrown: unknown, began: number): Promise<Failure> {
  const { ctx, recorder, circuit, buckets, channel, signal } = work
  if (signal.aborted) throw thrown
  const failure = scrubbed(failureOf(thrown), recorder)
  recorder.fail(failure.message)
  if (failure.code === 'plugin')
    ctx.log.error({ err: told(thrown, recorder), channel: channel.id }, 'a channel failed by itself')
  if (await isRenewed(work, failure, began)) throw { halt: pausing(work, failure) } satisfies Halt
  await circuit.fail(failure)
  if (failure.kind === 'throttled' && failure.retryAt !== undefined)
    await buckets.block(failure.bucket ?? 'default', failure.retryAt)
  if (HALTING.includes(failure.kind as 'auth')) throw { halt: failure } satisfies Halt
  return failure
}

/** An error of a plugin may have what it was sent in its words. */
function told(
  thrown: unknown,
  { scrub }: Pick<Recorder, 'scrub'>,
): { readonly message: string; readonly stack: string | null } {
  if (!(thrown instanceof Error)) return { message: scrub(String(thrown)), stack: null }
  return { message: scrub(thrown.message), stack: thrown.stack === undefined ? null : scrub(thrown.stack) }
}

/** Channels say back what they were sent, and paths have tokens in them: what is kept of a failure has none. */
function scrubbed(failure: Failure, { scrub }: Pick<Recorder, 'scrub'>): Failure {
  const { message, issues } = failure
  const clean = issues?.map((issue) => ({ ...issue, message: scrub(issue.message) }))
  return { ...failure, message: scrub(message), ...(clean === undefined ? {} : { issues: clean }) }
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
