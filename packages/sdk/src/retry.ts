import type { ShopProblem } from './problem.ts'

const BASE = 250
const LONGEST = 8_000

/** Milliseconds to wait before a try: between nothing and a bound that doubles each time (full jitter), so that clients spread out. */
export function backoff(tries: number): number {
  return Math.random() * Math.min(LONGEST, BASE * 2 ** tries)
}

/**
 * Whether asking again can help: no answer came, too many requests, too busy, or the same request is being worked on.
 * Writes may be repeated because every try carries the same Idempotency-Key.
 */
export function isPassing({ code, status }: ShopProblem): boolean {
  return code === 'client.network' || code === 'request.inFlight' || [429, 502, 503, 504].includes(status)
}

/** Never earlier than the shop asked, and not all clients at the same moment. */
export function waitBefore(tries: number, { retryAfter = 0 }: ShopProblem): number {
  return retryAfter + backoff(tries)
}

/** Throws the reason of the signal as soon as it aborts. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
