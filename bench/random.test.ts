import { describe, expect, it } from 'vitest'
import { seeded, shuffled, zipf } from './random.mjs'

describe('what is drawn', () => {
  it('is the same for the same seed, and another for another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seeded(seed))
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
    expect(draw(3).every((number) => number >= 0 && number < 1)).toBe(true)
  })

  it('follows the law of Zipf: the first is asked for twice as often as the second, and every one at last', () => {
    const random = seeded(4)
    const place = zipf(100)
    const counts = new Map<number, number>()
    for (let draw = 0; draw < 100_000; draw += 1) {
      const found = place(random())
      counts.set(found, (counts.get(found) ?? 0) + 1)
    }
    expect(counts.size).toBe(100)
    expect((counts.get(0) ?? 0) / (counts.get(1) ?? 1)).toBeCloseTo(2, 0)
    expect((counts.get(0) ?? 0) / (counts.get(9) ?? 1)).toBeGreaterThan(8)
    expect([place(0), place(0.999_999_999)]).toEqual([0, 99])
  })

  it('keeps every place when it shuffles', () => {
    const places = shuffled(50, seeded(5))
    expect(places).not.toEqual([...places].sort((a, b) => a - b))
    expect(new Set(places)).toEqual(new Set(Array.from({ length: 50 }, (_, at) => at)))
  })
})
