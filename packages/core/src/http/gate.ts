import { requestProblems } from '../kernel/index.ts'

export interface GateLimits {
  /** Milliseconds of beginning requests after which the event loop turns, so that timers, commits and answers come in between. */
  readonly sliceMs: number
  /** Milliseconds that the first of those who wait may have waited when another one is let into the queue. */
  readonly waitMs: number
  /** So few may always wait: a pause of the whole process, such as a slow disk, is no rush. */
  readonly few: number
  /** How many may wait at most. */
  readonly waiting: number
}

export const GATE_LIMITS: GateLimits = { sliceMs: 5, waitMs: 1_000, few: 100, waiting: 5_000 }

/** Lets requests begin at the pace of the process: more of them at once make everybody slow and nobody served sooner. */
export interface Gate {
  /**
   * Undefined when the request may begin now, else a promise of its turn. Throws `request.unavailable` with Retry-After when it would
   * have to wait too long.
   */
  enter(): Promise<void> | undefined
}

interface Waiting {
  readonly since: number
  readonly begin: () => void
}

/** First come, first served. What a request does until it first waits for something counts towards the slice in which it began. */
export function createGate({ sliceMs, waitMs, few, waiting: most }: GateLimits = GATE_LIMITS): Gate {
  const queue: Waiting[] = []
  let sliceStart: number | undefined
  const isOver = () => performance.now() - (sliceStart as number) >= sliceMs

  const turn = (): void => {
    sliceStart = undefined
    if (queue.length === 0) return
    openSlice()
    begin()
  }
  const openSlice = (): void => {
    sliceStart = performance.now()
    setImmediate(turn)
  }
  const begin = (): void => {
    queue.shift()?.begin()
    queueMicrotask(() => process.nextTick(beginAnother))
  }
  /** A tick after the microtasks of the one before, so that its work is seen in the clock. */
  const beginAnother = (): void => {
    if (sliceStart !== undefined && queue.length > 0 && !isOver()) begin()
  }
  return {
    enter() {
      if (sliceStart === undefined) openSlice()
      if (queue.length === 0 && !isOver()) return undefined
      const now = performance.now()
      const isLate = queue.length >= few && now - (queue[0]?.since ?? now) > waitMs
      if (isLate || queue.length >= most)
        throw requestProblems.unavailable({
          detail: 'Too many requests at this moment.',
          headers: { 'Retry-After': '1' },
        })
      return new Promise((resolve) => queue.push({ since: now, begin: resolve }))
    },
  }
}
