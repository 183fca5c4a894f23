import type { HttpAnswer, LimitHint, Limits } from '@vitrine/core'

/**
 * Calls for each rate class of the contract (`x-ratelimit-category`). Standard access has 100 calls a second for an app and user; the shares
 * stay below that together. What Pinterest's headers say comes before them.
 */
export const LIMITS = {
  catalogs_read: { rate: 25, burst: 50 },
  catalogs_write: { rate: 25, burst: 50 },
  org_read: { rate: 20, burst: 20 },
  org_write: { rate: 10, burst: 10 },
  ads_conversions: { rate: 15, burst: 30 },
} as const satisfies Limits

export type RateClass = keyof typeof LIMITS

/** Beyond it the number is a time and no duration. */
const EPOCH = 1_000_000_000

/**
 * `x-ratelimit-remaining: 99` and `x-ratelimit-reset: 1` (seconds). Some answers list several windows after a comma; the first is the one
 * that is nearest to its end.
 */
export function limitHint({ headers }: HttpAnswer<unknown>, now: number): LimitHint | undefined {
  const remaining = firstNumber(headers.get('x-ratelimit-remaining'))
  if (remaining === undefined) return undefined
  const reset = firstNumber(headers.get('x-ratelimit-reset'))
  if (remaining > 0 || reset === undefined) return { remaining }
  return { remaining, until: reset > EPOCH ? reset * 1000 : now + reset * 1000 }
}

function firstNumber(header: string | null): number | undefined {
  const [first] = /^\s*\d+/.exec(header ?? '') ?? []
  return first === undefined ? undefined : Number(first)
}
