import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { isProblem } from '../../problem.ts'
import { problems } from '../../problems.ts'
import { isBusy, storageProblem } from '../failure.ts'

export interface Patience {
  /** Milliseconds after which a caller gets an answer, whatever the server does. */
  readonly deadlineMs: number
  /** From 0 to 1; seeded in simulations. */
  readonly jitter?: () => number
}

/** The server did not answer in time: what was sent may still happen. */
export const LATE = Symbol('late')

/** The connection went away before the work was sent. */
export const UNSENT = Symbol('unsent')

/** Waits at most so long, then throws `LATE`. The work goes on unheard. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(LATE), Math.max(0, ms))
  })
  work.catch(() => undefined)
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

export interface Attempt<T> {
  readonly send: () => Promise<T>
  /** What a failure means when the server understood the work and said no. */
  readonly refusal?: (error: unknown) => unknown
  /** Called when nobody knows whether the work was done; throws when the work must not be sent again. */
  readonly lost: (error: unknown) => Promise<void>
}

/** Sends until there is an answer or the deadline passes: a busy server and a lost connection are tried again with growing, jittered pauses. */
export async function persist<T>(patience: Patience, { send, refusal, lost }: Attempt<T>): Promise<T> {
  const end = performance.now() + patience.deadlineMs
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await within(Math.min(end - performance.now(), patience.deadlineMs / 2), send())
    } catch (error) {
      const refused = isProblem(error) ? error : refusal?.(error)
      if (refused !== undefined) throw refused
      const fate = fateOf(error)
      if (fate === 'failed') throw storageProblem(error)
      if (fate === 'lost') await lost(error)
      if (performance.now() >= end) throw unreachable(error)
      await sleep(pause(attempt, patience.jitter))
    }
  }
}

function pause(attempt: number, jitter = () => randomInt(1_000) / 1_000): number {
  return Math.min(10 * 2 ** attempt, 500) * (0.5 + jitter() / 2)
}

function unreachable(error: unknown) {
  const detail = 'The database server did not answer in time.'
  return problems.unavailable({ detail, headers: { 'Retry-After': '2' }, cause: error })
}

/** For work without a command id: it cannot be looked up, so it is not sent twice. */
export async function unknownOutcome(error: unknown): Promise<never> {
  const detail = 'The database server went away; whether the change was made is not known.'
  throw problems.unavailable({ detail, headers: { 'Retry-After': '2' }, cause: error })
}

const GONE = /^TRANSACTION_|^STREAM_/

/**
 * `busy`: surely not done, try again. `lost`: nobody knows. `failed`: surely not done, and trying again would not help.
 * What is not known for sure is `lost`.
 */
export function fateOf(error: unknown): 'busy' | 'lost' | 'failed' {
  if (error === UNSENT) return 'busy'
  if (!(error instanceof Error)) return 'lost'
  if (isBusy(error)) return 'busy'
  const { code = '', statementIndex } = error as { code?: string; statementIndex?: number }
  if (GONE.test(code)) return 'lost'
  if (statementIndex !== undefined || code.startsWith('SQL')) return 'failed'
  if (/HTTP status 4\d\d/.test(error.message)) return 'failed'
  const isMistake = error instanceof RangeError || (error instanceof TypeError && error.message !== 'fetch failed')
  return isMistake ? 'failed' : 'lost'
}
