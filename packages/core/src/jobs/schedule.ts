import { fractionOf } from '../events/index.ts'
import { type Duration, duration, SECOND } from '../kernel/index.ts'
import { parseCron } from './cron.ts'
import type { Job } from './job.ts'

/** When a job is due. */
export interface Schedule {
  /** After it was seen for the first time. */
  first(now: number): number
  /** After a run that began at this time. */
  next(startedAt: number): number
  /** No date is later, unless it was written by a clock that was ahead. */
  latest(now: number): number
}

const LONGEST_START = 30 * SECOND
const SPREAD = 0.1

/**
 * Reads `every`. Lengths of time are spread by a tenth, and first runs over the first half minute, so that jobs and processes that began
 * together do not stay together; the spread follows from the name. Throws a RangeError when it is neither a duration nor a cron line.
 */
export function scheduleOf({ name, every }: Pick<Job, 'name' | 'every'>): Schedule {
  if (every.includes(' ')) {
    const cron = parseCron(every)
    return {
      first: (now) => cron.next(now),
      next: (startedAt) => cron.next(startedAt),
      latest: (now) => cron.next(now),
    }
  }
  const length = duration(every as Duration)
  return {
    first: (now) => now + Math.round(Math.min(length, LONGEST_START) * fractionOf(name)),
    next: (startedAt) =>
      startedAt + Math.round(length * (1 - SPREAD / 2 + SPREAD * fractionOf(`${name}/${startedAt}`))),
    latest: (now) => now + Math.round(length * (1 + SPREAD / 2)),
  }
}
