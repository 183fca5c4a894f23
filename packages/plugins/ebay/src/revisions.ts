import type { Acknowledgement } from '@vitrine/core'
import type { Ebay } from './api/connect.ts'
import type { Shape } from './shape.ts'

/** eBay lets a listing be revised so often in a day (bulkUpdatePriceQuantity, updateOffer); then it refuses until the next. */
const MOST = 250
/** Kept for stock, since selling what is gone is worse than an old text. */
const RESERVE = 50

interface Day {
  readonly ends: number
  readonly counts: Map<string, number>
}
const days = new Map<string, Day>()

interface Revising<Entry> {
  readonly entries: readonly Entry[]
  readonly isStock: boolean
  /** Makes a listing and revises none. */
  readonly isFree?: (entry: Entry) => boolean
}

interface Revised {
  readonly key: string
  readonly shape: Shape
}

/**
 * Does the work for those entries whose listings may be revised today, and counts what went through; the others wait for the next day. The
 * count is that of this process: several processes have a count each, and eBay's own refusal ends what is above.
 */
export async function revise<Entry extends Revised>(
  { connectionId, now }: Pick<Ebay, 'connectionId' | 'now'>,
  { entries, isStock, isFree = () => false }: Revising<Entry>,
  work: (entries: readonly Entry[]) => Promise<readonly Acknowledgement[]>,
): Promise<readonly Acknowledgement[]> {
  const { counts } = dayOf(connectionId, now())
  const most = isStock ? MOST : MOST - RESERVE
  const planned = new Map<string, number>()
  const going = entries.filter((entry) => {
    if (isFree(entry)) return true
    const count = planned.get(listingOf(entry)) ?? counts.get(listingOf(entry)) ?? 0
    planned.set(listingOf(entry), count + 1)
    return count < most
  })
  const said = going.length === 0 ? [] : await work(going)
  const through = new Set(said.filter(({ outcome }) => outcome === 'live').map(({ key }) => key))
  for (const entry of going)
    if (through.has(entry.key) && !isFree(entry)) counts.set(listingOf(entry), (counts.get(listingOf(entry)) ?? 0) + 1)
  return [...entries.filter((entry) => !going.includes(entry)).map(({ key }) => spent(key)), ...said]
}

/** Variants of a group are one listing. */
const listingOf = ({ key, shape }: Revised) => shape.group?.key ?? key

function dayOf(connectionId: string, now: number): Day {
  const known = days.get(connectionId)
  const day = known !== undefined && known.ends > now ? known : { ends: nextDay(now), counts: new Map() }
  days.set(connectionId, day)
  return day
}

function spent(key: string): Acknowledgement {
  return {
    key,
    outcome: 'again',
    message: `eBay lets a listing be revised ${MOST} times in a day; this goes tomorrow.`,
  }
}

const DAY = 86_400_000
/** A day of eBay ends at midnight in California; the later of its two offsets. */
const MIDNIGHT = 8 * 3_600_000

/** When the revisions of a listing are counted anew. */
function nextDay(now: number): number {
  return Math.floor((now - MIDNIGHT) / DAY) * DAY + DAY + MIDNIGHT
}
