import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lowestBefore, type Period } from './lowest.ts'

const DAY = 86_400_000
const day = (from: number, to: number | null, amount: number, priority = 0): Period => ({
  amount,
  priority,
  startsAt: from * DAY,
  fromAt: from * DAY,
  toAt: to === null ? null : to * DAY,
})
const at = (days: number) => days * DAY

describe('the lowest price of the 30 days before a reduction', () => {
  it('is the price before, when nothing else happened', () => {
    expect(lowestBefore([day(0, 100, 1000), day(100, null, 800)], at(110))).toBe(1000)
  })

  it('remembers an earlier sale within the 30 days, and forgets an older one', () => {
    const history = [day(0, 60, 1000), day(60, 65, 700), day(65, 80, 1000), day(80, null, 800)]
    expect(lowestBefore(history, at(85))).toBe(700)
    expect(lowestBefore([day(0, 40, 1000), day(40, 45, 700), day(45, 80, 1000), day(80, null, 800)], at(85))).toBe(1000)
  })

  it('does not move while the reduction goes on', () => {
    const history = [day(0, 100, 1000), day(100, null, 800)]
    expect(lowestBefore(history, at(190))).toBe(1000)
  })

  it('counts from the last of several steps down', () => {
    expect(lowestBefore([day(0, 100, 1000), day(100, 110, 800), day(110, null, 600)], at(112))).toBe(800)
  })

  it('sees a sale list above the regular prices, and its end', () => {
    const history = [day(0, null, 1000), day(90, 95, 700, 100), day(110, 120, 800, 100)]
    expect(lowestBefore(history, at(115))).toBe(700)
  })

  it('is unknown for what was never sold before', () => {
    expect(lowestBefore([], at(1))).toBeNull()
    expect(lowestBefore([day(5, null, 800)], at(9))).toBeNull()
    expect(lowestBefore([day(5, 6, 800)], at(9))).toBeNull()
  })

  it('is what a look at every day finds', () => {
    const period = fc.record({
      from: fc.integer({ min: 0, max: 90 }),
      length: fc.integer({ min: 1, max: 40 }),
      amount: fc.integer({ min: 1, max: 6 }),
      priority: fc.integer({ min: 0, max: 2 }),
    })
    fc.assert(
      fc.property(fc.array(period, { maxLength: 6 }), (periods) => {
        const history = periods.map(({ from, length, amount, priority }) => day(from, from + length, amount, priority))
        const now = 80
        const charged = (moment: number) =>
          [...history]
            .filter(({ fromAt, toAt }) => fromAt <= at(moment) && (toAt as number) > at(moment))
            .sort((a, b) => b.priority - a.priority || b.startsAt - a.startsAt || a.amount - b.amount)[0]?.amount
        const present = charged(now)
        let start = now
        while (start > 0 && present !== undefined && charged(start - 1) === present) start -= 1
        const before = Array.from({ length: Math.min(30, start) }, (_, index) => charged(start - 1 - index)).filter(
          (amount) => amount !== undefined,
        )
        expect(lowestBefore(history, at(now))).toBe(
          present === undefined || before.length === 0 ? null : Math.min(...before),
        )
      }),
    )
  })
})
