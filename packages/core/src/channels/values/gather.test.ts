import { describe, expect, it } from 'vitest'
import { gather } from './gather.ts'

describe('a burst', () => {
  const { signal } = new AbortController()
  /** So many are due at each look. */
  const looks = async (size: number, ...counts: number[]) => {
    let at = 0
    const read = async () => {
      const count = counts[Math.min(at, counts.length - 1)] ?? 0
      at += 1
      return Array.from({ length: count }, (_, number) => number)
    }
    const rows = await gather({ read, size, signal })
    return { rows: rows.length, looks: at }
  }

  it('goes in whole batches, and its rest with what comes next', async () => {
    expect(await looks(200, 100, 180, 260)).toEqual({ rows: 200, looks: 3 })
    expect(await looks(200, 450)).toEqual({ rows: 400, looks: 1 })
  })

  it('that is over is not waited for, nor one that never ends', async () => {
    expect(await looks(200, 100, 100)).toEqual({ rows: 100, looks: 2 })
    expect(await looks(200, 60, 70, 80, 90, 100)).toEqual({ rows: 90, looks: 4 })
  })

  it('is more than a change here and there, which goes at once', async () => {
    expect(await looks(200, 3, 9)).toEqual({ rows: 3, looks: 1 })
    expect(await looks(1, 1, 9)).toEqual({ rows: 1, looks: 1 })
    expect(await looks(200, 0)).toEqual({ rows: 0, looks: 1 })
  })
})
