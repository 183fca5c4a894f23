import type { Clock } from '../kernel/index.ts'

/** A clock that stands still until a test moves it. */
export interface TestClock {
  readonly now: Clock
  /** Moves by milliseconds, backwards too. */
  advance(ms: number): void
  set(ms: number): void
}

/** Starts on 2026-06-01T10:00:00Z unless told otherwise. */
export function createTestClock(start: number = Date.UTC(2026, 5, 1, 10)): TestClock {
  let time = start
  return {
    now: () => time,
    advance(ms) {
      time += ms
    },
    set(ms) {
      time = ms
    },
  }
}
