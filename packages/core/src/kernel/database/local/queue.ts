import { problems } from '../../problems.ts'
import type { WriteOptions } from '../engine.ts'
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
  /** Throws `request.unavailable` when too many wait already. */
  add(waiting: Job | Alone, options?: WriteOptions): void
  isEmpty(): boolean
  /** The next in line, when it must have the writer alone. */
  takeAlone(): Alone | undefined
  /** Those whose turn it is, as far as they are asked for: one of the background, or some of the others. */
  takeTogether(most: number): Iterable<Job>
}

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
      yield next
    }
  }

  return {
    add(waiting, { priority } = {}) {
      const isLate = priority === 'background' && !('alone' in waiting)
      if ((isLate ? background : line).length >= most) throw problems.unavailable({ headers: { 'Retry-After': '1' } })
      if (isLate) background.push({ job: waiting, since: performance.now() })
      else line.push(waiting)
    },
    isEmpty: () => line.length === 0 && background.length === 0,
    takeAlone() {
      const [next] = line
      if (next === undefined || !('alone' in next) || isBackgroundDue()) return undefined
      line.shift()
      return next
    },
    takeTogether: together,
  }
}
