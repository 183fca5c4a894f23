import { fractionOf } from '../../events/index.ts'
import { MINUTE, SECOND } from '../../kernel/index.ts'

const FIRST = 2 * SECOND
const LONGEST = 30 * MINUTE

/** Milliseconds until the next try: doubling, with up to half of it taken off by a jitter that is the same for the same subject. */
export function backoff(tries: number, subject: string): number {
  const full = Math.min(LONGEST, FIRST * 2 ** Math.min(tries, 20))
  return Math.round(full * (1 - fractionOf(`${subject} ${tries}`) / 2))
}
