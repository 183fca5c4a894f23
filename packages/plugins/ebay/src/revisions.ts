/** eBay lets a listing be revised so often in a day (bulkUpdatePriceQuantity, updateOffer); then it refuses until the next. */
const MOST = 250
/** Kept for stock, since selling what is gone is worse than an old text. */
const RESERVE = 50

interface Day {
  readonly ends: number
  readonly counts: Map<string, number>
}
const days = new Map<string, Day>()

/**
 * Counts a revision of a listing and tells whether eBay will take it. The count is that of this process: several processes have a count each,
 * and eBay's own refusal ends what is above.
 */
export function mayRevise({
  connectionId,
  listing,
  isStock,
  now,
}: {
  readonly connectionId: string
  /** The SKU, or the key of the group whose variants are one listing. */
  readonly listing: string
  readonly isStock: boolean
  readonly now: number
}): boolean {
  const known = days.get(connectionId)
  const day = known !== undefined && known.ends > now ? known : { ends: nextDay(now), counts: new Map() }
  days.set(connectionId, day)
  const count = day.counts.get(listing) ?? 0
  if (count >= (isStock ? MOST : MOST - RESERVE)) return false
  day.counts.set(listing, count + 1)
  return true
}

/** What is told of an entry that must wait for the next day. */
export function spent(key: string) {
  const message = `eBay lets a listing be revised ${MOST} times in a day; this goes tomorrow.`
  return { key, outcome: 'again' as const, message }
}

const DAY = 86_400_000
/** A day of eBay ends at midnight in California; the later of its two offsets. */
const MIDNIGHT = 8 * 3_600_000

/** When the revisions of a listing are counted anew. */
function nextDay(now: number): number {
  return Math.floor((now - MIDNIGHT) / DAY) * DAY + DAY + MIDNIGHT
}
