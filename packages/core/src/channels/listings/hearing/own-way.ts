import type { Drift, ListingCause } from '../../model.ts'
import { causeOf, type Fields, issuesOf } from '../issues.ts'
import { shapeHash } from '../shape-hash.ts'
import type { Difference } from './drift.ts'

/** What comes back so often after it was written over is the channel's own way of showing it: it trims, rounds, or orders. */
const TIMES = 2

export interface Judged {
  /** What somebody changed there, to be written over. */
  readonly fresh: readonly Difference[]
  /** To be kept for the next look; null when it shows everything as it was told. */
  readonly drift: Drift | null
}

/** Pure: tells what somebody changed on a channel from what the channel makes of it by itself, by whether just that came back every time. */
export function judgeDrift(before: Drift | null, ours: string, differing: readonly Difference[]): Judged {
  if (differing.length === 0) return { fresh: [], drift: null }
  const known = before?.ours === ours ? before.fields : {}
  const seen = differing.map((difference) => {
    const theirs = shapeHash(difference.theirs)
    const times = known[difference.field]?.theirs === theirs ? (known[difference.field]?.times ?? 0) : 0
    return { difference, theirs, times }
  })
  const fields = seen.map(
    ({ difference, theirs, times }) => [difference.field, { theirs, times: Math.min(times + 1, TIMES) }] as const,
  )
  return {
    fresh: seen.filter(({ times }) => times < TIMES).map(({ difference }) => difference),
    drift: { ours, fields: Object.fromEntries(fields) },
  }
}

export const words = (value: unknown): string => JSON.stringify(value)?.slice(0, 200) ?? 'nothing'

/** Said of a listing that is live, and of stock and prices: nothing is sent again until ours is another, or somebody retries. */
export function ownWayCause(differing: readonly Difference[], names?: Fields): ListingCause {
  const issues = issuesOf(
    differing.map(({ field, theirs }) => ({
      severity: 'warning',
      code: 'shown_differently',
      field,
      message: `it shows ${words(theirs)} there, whatever it is told`,
    })),
    names,
  )
  const fields = differing.map(({ field }) => field).join(', ')
  return causeOf('shown_differently', `the channel shows it in its own way: ${fields}`, issues)
}
