import type { Issue } from './acknowledgement.ts'

/**
 * `auth`: our credentials are not taken, nothing goes until they change. `throttled`: later. `temporary`: it was not done, and may be tried
 * again. `unknown`: it was sent and nobody answered, so it is read back before it is sent again. `refused`: what we sent is wrong.
 * `missing`: the object is not there. `conflict`: it is in another condition than we thought, so it is read back.
 */
export type FailureKind = 'auth' | 'throttled' | 'temporary' | 'unknown' | 'refused' | 'missing' | 'conflict'

export interface Failure {
  readonly kind: FailureKind
  /** The channel's own words, without secrets. */
  readonly message: string
  readonly code?: string
  readonly status?: number
  readonly issues?: readonly Issue[]
  /** Whose limit was reached, for `throttled`; default `default`. */
  readonly bucket?: string
  /** Milliseconds of epoch before which nothing more should be sent. */
  readonly retryAt?: number
}

export type ChannelFailure = Error & { readonly failure: Failure }

/** The error that a channel's code throws when a whole call failed; `account.http` throws it by itself. */
export function channelFailure(failure: Failure, cause?: unknown): ChannelFailure {
  return Object.assign(new Error(failure.message, { cause }), { name: 'ChannelFailure', failure })
}

/** Whatever was thrown, as a failure: what is no failure of the channel is a fault in the plugin, and may pass. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Error && 'failure' in thrown) return (thrown as ChannelFailure).failure
  return { kind: 'temporary', code: 'plugin', message: thrown instanceof Error ? thrown.message : String(thrown) }
}
