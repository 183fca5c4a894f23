import { fractionOf } from '../events/index.ts'
import { DAY, HOUR, MINUTE, retryAfter, SECOND } from '../kernel/index.ts'

/** Waits after each failed attempt: the example schedule of Standard Webhooks 1.0.0, a little more than three days. */
const WAITS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const

/** Attempts before a delivery is given up. */
export const MOST_TRIES = WAITS.length + 1

/** An endpoint that took nothing for so long is told about, and later disabled. */
export const WARN_AFTER = DAY
export const DISABLE_AFTER = 5 * DAY

const LONGEST_PAUSE = 5 * MINUTE
/** After so many failures one after another it is the endpoint, not the message. */
const ENDURED = 5
const OVERLOADED: readonly (number | null)[] = [429, 502, 503, 504]

interface Spread {
  /** What failed together must not come back together; the spread follows from it, so that a simulation repeats. */
  readonly seed: string
}

const spread = (wait: number, seed: string) => Math.round(wait * (0.9 + 0.2 * fractionOf(seed)))

/** Milliseconds until the next attempt after `tries` failed ones, spread by a tenth; null when it is given up. */
export function waitAfter(
  tries: number,
  { seed, retryAfter }: Spread & { readonly retryAfter: number },
): number | null {
  const wait = WAITS[tries - 1]
  return wait === undefined ? null : Math.max(spread(wait, `${seed}/${tries}`), retryAfter)
}

interface Failing extends Spread {
  /** One after another, this one included. */
  readonly failures: number
  readonly status: number | null
  readonly retryAfter: number
}

/** Milliseconds for which an endpoint gets nothing at all: it says that it has too much to do, or everything has failed for a while. */
export function pauseAfter({ failures, status, retryAfter, seed }: Failing): number {
  if (!OVERLOADED.includes(status) && failures < ENDURED) return retryAfter
  const wait = Math.min(SECOND * 2 ** Math.min(failures, 20), LONGEST_PAUSE)
  return Math.max(spread(wait, `${seed}/pause/${failures}`), retryAfter)
}

/** Milliseconds that an answer asks to wait, a day at most; 0 when it asks for nothing. */
export function retryAfterOf(header: string | undefined, now: number): number {
  return Math.min((retryAfter(header, now) ?? now) - now, DAY)
}
