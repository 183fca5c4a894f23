import type { GenericSchema, InferOutput } from 'valibot'
import type { Logger } from '../kernel/index.ts'
import type { Failure } from './failure.ts'

export interface HttpRequest<Schema extends GenericSchema | undefined = GenericSchema | undefined> {
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: Readonly<Record<string, string>>
  /** Sent as it is; say its type in `headers`. */
  readonly raw?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
  /** The parts of the answer that are used; an answer that does not fit is `temporary`, since platforms send pages of HTML too. */
  readonly output?: Schema
  /** Name in `limits`; default `default`. */
  readonly bucket?: string
  /** Milliseconds until the call is given up; default 30 000. */
  readonly timeout?: number
  /** The call may be repeated without harm (PUT by key, say), so an answer that did not come is `temporary`, not `unknown`. Default for GET and HEAD. */
  readonly isRepeatable?: boolean
}

export interface HttpAnswer<Body> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

type Parsed<Schema> = Schema extends GenericSchema ? InferOutput<Schema> : unknown
type Send = <const Schema extends GenericSchema | undefined = undefined>(
  path: string,
  request?: HttpRequest<Schema>,
) => Promise<HttpAnswer<Parsed<Schema>>>

/**
 * Calls of one platform. Each passes the rate limits of the connection, is recorded with its secrets scrubbed, and throws a `ChannelFailure`
 * when it is not answered with success.
 */
export interface ChannelHttp {
  readonly get: Send
  readonly post: Send
  readonly put: Send
  readonly patch: Send
  readonly delete: Send
}

export interface HttpOptions {
  /** `https://api.bazaar.example/v1`, in front of every path. Its host must be declared. */
  readonly base: string
  /** Of every call; a function is asked before each, so that it may get a token. */
  readonly headers?: Readonly<Record<string, string>> | (() => Promise<Readonly<Record<string, string>>>)
  /** How the platform tells its errors; what it leaves out follows from the status (401, 403, 404, 409, 422, 429 with Retry-After, 5xx). */
  readonly failure?: (answer: HttpAnswer<unknown>) => Partial<Failure> | undefined
  /** What the platform's headers say of its limits, after each answer. */
  readonly limit?: (answer: HttpAnswer<unknown>) => LimitHint | undefined
}

/** How many calls are left, and when there are more. */
export interface LimitHint {
  readonly bucket?: string
  readonly remaining?: number
  /** Calls in a second. */
  readonly rate?: number
  /** Milliseconds of epoch. */
  readonly until?: number
}

/** One use of something that a platform allows so often. */
export interface Spending {
  readonly name: string
  readonly most: number
}

/**
 * For what a platform allows so often of one thing until some time, which is no rate: 250 revisions of a listing in a day. All processes of the
 * shop count together.
 */
export interface Quota {
  /** Counts one for each that may go, and tells which of them may. `endsAt` in milliseconds: when a count that begins now is over. */
  readonly spend: (spendings: readonly Spending[], endsAt: number) => Promise<readonly boolean[]>
  /** What was counted and not used after all, by name. */
  readonly giveBack: (names: readonly string[]) => Promise<void>
}

/** One connection, as `connect` gets it. */
export interface Account<Settings, Credentials> {
  readonly connectionId: string
  readonly settings: Settings
  readonly credentials: Credentials
  /** The access token, refreshed before it ends. Throws `auth` when the account must be connected again. */
  readonly token: () => Promise<string>
  readonly http: (options: HttpOptions) => ChannelHttp
  readonly quota: Quota
  readonly log: Logger
  /** Milliseconds. */
  readonly now: () => number
  /** Aborts when the work should end: the shop closes, the connection was paused, or its plugin disabled. */
  readonly signal: AbortSignal
}

/** What an authorisation server answered (RFC 6749, 5.1), with times in milliseconds of epoch. */
export interface Tokens {
  readonly accessToken: string
  readonly expiresAt: number
  /** Left out: the one of before stays good. */
  readonly refreshToken?: string
  readonly refreshExpiresAt?: number
}
