import { SECOND } from '../../../kernel/index.ts'
import { observeEvery, type Work } from '../../lane/index.ts'
import type { ListingRow } from '../listing-rows.ts'

const LONGEST_LOOK = 10 * 60 * SECOND

/** When a listing that is as it should be is looked at again; null where the channel cannot be read. */
export function nextLook({ ctx, channel }: Work): number | null {
  const every = observeEvery(channel)
  return every === null ? null : ctx.now() + every
}

/** The next look at what the channel has not judged: later and later. */
export function lookAgain({ ctx }: Work, row: ListingRow) {
  const wait = Math.min(LONGEST_LOOK, 2 * SECOND * 2 ** Math.min(row.observations, 12))
  return { observations: row.observations + 1, observeAt: ctx.now() + wait }
}
