import { DAY } from '../kernel/index.ts'

/** A price of one piece while it was in force, as the history has it. Times in milliseconds; `toAt` null means until further notice. */
export interface Period {
  readonly amount: number
  readonly priority: number
  readonly startsAt: number
  readonly fromAt: number
  readonly toAt: number | null
}

const LOOK_BACK = 30 * DAY

/**
 * The lowest price of the 30 days before the present price came into force (Directive 98/6/EC, article 6a, "Omnibus").
 * Null when there was none: a reduction that has no earlier price to compare with.
 */
export function lowestBefore(periods: readonly Period[], now: number): number | null {
  const past = timeline(periods, now)
  let at = past.length - 1
  const present = past[at]?.amount
  if (present === undefined || present === null) return null
  while (at > 0 && past[at - 1]?.amount === present) at -= 1
  const start = past[at]?.from ?? now
  const earlier = past.slice(0, at).filter(({ to, amount }) => to > start - LOOK_BACK && amount !== null)
  return earlier.length === 0 ? null : Math.min(...earlier.map(({ amount }) => amount as number))
}

interface Stretch {
  readonly from: number
  readonly to: number
  /** Null where nothing was priced. */
  readonly amount: number | null
}

/** What the price was from the first known moment until now, as stretches between the moments where anything changed. */
function timeline(periods: readonly Period[], now: number): Stretch[] {
  const moments = periods.flatMap(({ fromAt, toAt }) => (toAt === null ? [fromAt] : [fromAt, toAt]))
  const edges = [...new Set(moments.filter((moment) => moment <= now))].sort((a, b) => a - b)
  return edges.map((from, index) => ({ from, to: edges[index + 1] ?? now + 1, amount: amountAt(periods, from) }))
}

function amountAt(periods: readonly Period[], moment: number): number | null {
  const valid = periods.filter(({ fromAt, toAt }) => fromAt <= moment && (toAt === null || toAt > moment))
  return [...valid].sort(stronger)[0]?.amount ?? null
}

/** Which of two prices that hold at once is charged: the list of greater priority, then the later start, then the lower amount. */
export function stronger(
  a: Pick<Period, 'priority' | 'startsAt' | 'amount'>,
  b: Pick<Period, 'priority' | 'startsAt' | 'amount'>,
): number {
  return b.priority - a.priority || b.startsAt - a.startsAt || a.amount - b.amount
}
