import type { Knobs } from './knobs.ts'

export interface Rate {
  /** Calls in a second. */
  readonly rate: number
  /** Calls at once after a pause. */
  readonly burst: number
}

/** What is left in a bucket after a call asked for its token. */
export interface Taken {
  readonly isTaken: boolean
  readonly limit: number
  readonly remaining: number
  /** Seconds until the next call may come; 0 when it may now. */
  readonly wait: number
}

export interface Buckets {
  /** Takes a token of the named rate, in the bucket of this caller. */
  take(name: string, caller: string): Taken
}

/** Token buckets: `rates` are the platform's, and the knobs come before them. */
export function createBuckets({
  now,
  knobs,
  rates,
}: {
  readonly now: () => number
  readonly knobs: () => Knobs
  readonly rates: Readonly<Record<string, Rate>>
}): Buckets {
  const levels = new Map<string, { tokens: number; at: number }>()
  return {
    take(name, caller) {
      const turned = knobs().rates
      const { rate, burst } = turned[name] ?? turned['*'] ?? rates[name] ?? { rate: 1_000, burst: 1_000 }
      const key = `${name} ${caller}`
      const level = levels.get(key) ?? { tokens: burst, at: now() }
      const filled = Math.min(burst, level.tokens + ((now() - level.at) / 1_000) * rate)
      const isTaken = filled >= 1
      const tokens = isTaken ? filled - 1 : filled
      levels.set(key, { tokens, at: now() })
      const wait = tokens >= 1 ? 0 : rate === 0 ? 3_600 : (1 - tokens) / rate
      return { isTaken, limit: burst, remaining: Math.floor(tokens), wait }
    },
  }
}
