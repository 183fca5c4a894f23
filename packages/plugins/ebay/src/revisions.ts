import type { Acknowledgement } from '@vitrine/core'
import type { Ebay } from './api/connect.ts'
import { failureIn } from './inventory/outcome.ts'
import type { Shape } from './shape.ts'

/** eBay lets a listing be revised so often in a day (bulkUpdatePriceQuantity, updateOffer); then it refuses until the next. */
const MOST = 250
/** Kept for stock, since selling what is gone is worse than an old text. */
const RESERVE = 50

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
 * Does the work for those entries whose listings may be revised today; the others wait for the next day. Revisions are counted before they are
 * sent, by all processes of the shop together, and what did not go through is given back.
 */
export async function revise<Entry extends Revised>(
  { account: { quota }, now }: Pick<Ebay, 'account' | 'now'>,
  { entries, isStock, isFree = () => false }: Revising<Entry>,
  work: (entries: readonly Entry[]) => Promise<readonly Acknowledgement[]>,
): Promise<readonly Acknowledgement[]> {
  const most = isStock ? MOST : MOST - RESERVE
  const counted = entries.filter((entry) => !isFree(entry))
  const names = counted.map(listingOf)
  const granted = await quota.spend(
    names.map((name) => ({ name, most })),
    nextDay(now()),
  )
  const waiting = counted.filter((_, at) => granted[at] !== true)
  const going = entries.filter((entry) => !waiting.includes(entry))
  const revised = counted.filter((_, at) => granted[at] === true)
  const said = going.length === 0 ? [] : await ofRevised(revised, () => work(going), quota)
  return [...waiting.map(({ key }) => spent(key)), ...said]
}

/** A call of unknown outcome stays counted: it may have been a revision. */
async function ofRevised(
  revised: readonly Revised[],
  work: () => Promise<readonly Acknowledgement[]>,
  { giveBack }: Ebay['account']['quota'],
): Promise<readonly Acknowledgement[]> {
  const said = await work().catch(async (thrown: unknown) => {
    if (failureIn(thrown)?.kind !== 'unknown') await giveBack(revised.map(listingOf))
    throw thrown
  })
  const through = new Set(said.filter(({ outcome }) => outcome === 'live').map(({ key }) => key))
  await giveBack(revised.filter(({ key }) => !through.has(key)).map(listingOf))
  return said
}

/** Variants of a group are one listing. */
const listingOf = ({ key, shape }: Revised) => `revisions ${shape.group?.key ?? key}`

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
