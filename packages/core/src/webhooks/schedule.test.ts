import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, SECOND } from '../kernel/index.ts'
import { always } from '../testing/fixtures/property.ts'
import { MOST_TRIES, pauseAfter, retryAfterOf, waitAfter } from './schedule.ts'

const STANDARD = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, DAY]

describe('the schedule', () => {
  it('is that of the standard, spread by a tenth, and gives up after a little more than three days', () => {
    always(
      fc.property(fc.string(), (seed) => {
        const waits = Array.from({ length: MOST_TRIES }, (_, at) => waitAfter(at + 1, { seed, retryAfter: 0 }))
        expect(waits.at(-1)).toBeNull()
        const numbers = waits.slice(0, -1) as number[]
        for (const [at, base] of STANDARD.entries()) expect(Math.abs((numbers[at] ?? 0) / base - 1)).toBeLessThan(0.11)
        const sum = numbers.reduce((all, wait) => all + wait, 0)
        expect(sum).toBeGreaterThan(2.8 * DAY)
        expect(sum).toBeLessThan(3.5 * DAY)
      }),
    )
  })

  it('does not bring back together what failed together', () => {
    const waits = Array.from({ length: 100 }, (_, at) => waitAfter(2, { seed: `whd_${at}`, retryAfter: 0 }) ?? 0)
    expect(new Set(waits).size).toBeGreaterThan(90)
    expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(30 * SECOND)
  })

  it('never tries before the receiver wants it', () => {
    expect(waitAfter(1, { seed: 'a', retryAfter: HOUR })).toBe(HOUR)
    expect(waitAfter(9, { seed: 'a', retryAfter: HOUR })).toBeGreaterThan(20 * HOUR)
  })
})

describe('a pause', () => {
  const pause = (failures: number, status: number | null, retryAfter = 0) =>
    pauseAfter({ failures, status, retryAfter, seed: 's' })

  it('begins when the receiver says that it has too much to do, or when all has failed for a while', () => {
    expect([pause(1, 500), pause(4, 404), pause(4, null)]).toEqual([0, 0, 0])
    for (const status of [429, 502, 503, 504]) expect(pause(1, status)).toBeGreaterThan(0)
    expect(pause(5, 500)).toBeGreaterThan(20 * SECOND)
  })

  it('grows to five minutes and no further, unless the receiver wants more', () => {
    expect(pause(2, 429)).toBeLessThan(pause(4, 429))
    for (const failures of [20, 1_000, 1_000_000]) expect(pause(failures, null)).toBeLessThanOrEqual(5.5 * MINUTE)
    expect(pause(1, 200, 2 * HOUR)).toBe(2 * HOUR)
  })
})

describe('Retry-After', () => {
  const now = Date.parse('2026-06-01T10:00:00Z')
  it.each([
    ['120', 2 * MINUTE],
    ['Mon, 01 Jun 2026 10:00:30 GMT', 30 * SECOND],
    ['Mon, 01 Jun 2026 09:00:00 GMT', 0],
    ['999999999', DAY],
    ['soon', 0],
    ['-5', 0],
    ['', 0],
    [undefined, 0],
  ])('%j is read', (header, wait) => {
    expect(retryAfterOf(header, now)).toBe(wait)
  })
})
