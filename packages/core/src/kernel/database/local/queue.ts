import { problems } from '../../problems.ts'
import type { Job } from './group.ts'

/** Waits for the writer and then has it alone. */
export interface Alone {
  readonly alone: () => Promise<void>
}

interface QueueLimits {
  readonly queue: number
  readonly backgroundMs: number
}

/** Who waits for the writer, and whose turn it is. */
export interface Queue {
  /** Throws `request.unavailable` when too many wait already; what is owed is always taken. */
  add(waiting: Job | Alone): void
  isEmpty(): boolean
  /** The next in line, when it must have the writer alone. */
  takeAlone(): Alone | undefined
  /** Those whose turn it is, as far as they are asked for: one of the background, or some of the others. */
  takeTogether(most: number): Iterable<Job>
}

/** Their part of the places. */
const BEGINNERS = 1 / 4

interface Late {
  readonly job: Job
  readonly since: number
}

/**
 * First come, first served, in two lines: the background has its turn when nobody else waits, and else one command in so many milliseconds.
 * It shares its transaction with nobody: a request would be answered only after all of it, and a savepoint around much work costs.
 */
export function createQueue({ queue: most, backgroundMs }: QueueLimits): Queue {
  const line: (Job | Alone)[] = []
  const background: Late[] = []
  /** Of those in line the ones that are bounded. */
  let asked = 0
  let passedAt = Number.NEGATIVE_INFINITY

  const isBackgroundDue = (): boolean => {
    const [first] = background
    if (first === undefined || line.length === 0) return first !== undefined
    return performance.now() - Math.max(first.since, passedAt) >= backgroundMs
  }

  function* together(count: number): Generator<Job> {
    if (isBackgroundDue()) {
      passedAt = performance.now()
      yield (background.shift() as Late).job
      return
    }
    for (let taken = 0; taken < count; taken += 1) {
      const [next] = line
      if (next === undefined || 'alone' in next) return
      line.shift()
      if (next.priority !== 'owed') asked -= 1
      yield next
    }
  }

  return {
    add(waiting) {
      const priority = 'alone' in waiting ? undefined : waiting.priority
      if (priority === 'owed') line.push(waiting)
      else if (priority === 'background') {
        refuseFrom(most, background.length)
        background.push({ job: waiting as Job, since: performance.now() })
      } else {
        refuseFrom(priority === 'beginning' ? most * BEGINNERS : most, asked)
        asked += 1
        line.push(waiting)
      }
    },
    isEmpty: () => line.length === 0 && background.length === 0,
    takeAlone() {
      const [next] = line
      if (next === undefined || !('alone' in next) || isBackgroundDue()) return undefined
      line.shift()
      asked -= 1
      return next
    },
    takeTogether: together,
  }
}

function refuseFrom(most: number, count: number): void {
  if (count >= most) throw problems.unavailable({ headers: { 'Retry-After': '1' } })
}
