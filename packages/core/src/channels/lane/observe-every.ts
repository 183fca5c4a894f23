import { DAY, duration } from '../../kernel/index.ts'
import type { AnyChannel } from '../channel.ts'

/** Milliseconds between two looks at a live listing; null when the channel cannot be read. */
export function observeEvery({ listings }: AnyChannel): number | null {
  if (listings?.observe === undefined) return null
  return listings.observe.every === undefined ? DAY : duration(listings.observe.every)
}
