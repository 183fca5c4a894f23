import type { Clock } from '../kernel/index.ts'
import { requestProblems } from '../kernel/index.ts'

/** So many requests in a sliding minute. */
export interface Limit {
  readonly name: string
  readonly perMinute: number
}

export interface RateLimiter {
  /** Counts one request and tells what is left; throws `request.tooMany` with Retry-After when nothing is. */
  take(limit: Limit, key: string): { readonly remaining: number; readonly resetSeconds: number }
}

interface Window {
  start: number
  count: number
  before: number
}

const MINUTE = 60_000
const MOST_KEYS = 100_000

/** Sliding window counters in memory: the count of this minute plus the share of the last one that still counts. */
export function createRateLimiter(now: Clock): RateLimiter {
  const windows = new Map<string, Window>()
  return {
    take(limit, key) {
      const time = now()
      const window = windowAt(windows, `${limit.name}/${key}`, time)
      const share = 1 - (time - window.start) / MINUTE
      const used = window.count + window.before * share
      const resetSeconds = Math.max(1, Math.ceil((window.start + MINUTE - time) / 1_000))
      if (used >= limit.perMinute) {
        throw requestProblems.tooMany({
          detail: `At most ${limit.perMinute} a minute are allowed here.`,
          headers: { 'Retry-After': String(resetSeconds), ...rateHeaders(limit, { remaining: 0, resetSeconds }) },
        })
      }
      window.count += 1
      return { remaining: Math.max(0, Math.floor(limit.perMinute - used - 1)), resetSeconds }
    },
  }
}

function windowAt(windows: Map<string, Window>, key: string, time: number): Window {
  const found = windows.get(key)
  if (found !== undefined && time - found.start < MINUTE) return found
  const isNext = found !== undefined && time - found.start < 2 * MINUTE
  const window = { start: isNext ? found.start + MINUTE : time, count: 0, before: isNext ? found.count : 0 }
  windows.delete(key)
  if (windows.size >= MOST_KEYS) windows.delete(windows.keys().next().value as string)
  windows.set(key, window)
  return window
}

/** RateLimit fields of draft-ietf-httpapi-ratelimit-headers. */
export function rateHeaders(
  limit: Limit,
  left: { readonly remaining: number; readonly resetSeconds: number },
): Record<string, string> {
  return {
    'RateLimit-Policy': `"${limit.name}";q=${limit.perMinute};w=60`,
    RateLimit: `"${limit.name}";r=${left.remaining};t=${left.resetSeconds}`,
  }
}
