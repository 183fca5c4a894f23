import { describe, expect, it } from 'vitest'
import { coalesced } from './coalesced.ts'

const round = () => new Promise((next) => setImmediate(next))

describe('work that is asked for often', () => {
  it('is done once at a time, and once more for all that was asked meanwhile', async () => {
    const done: string[] = []
    const ends: (() => void)[] = []
    const ask = coalesced<string>(
      (asked) => {
        done.push(asked)
        return new Promise((end) => ends.push(end))
      },
      (first, second) => first + second,
    )
    ask('a')
    ask('b')
    await round()
    expect(done).toEqual(['ab'])
    for (const letter of 'cdef') ask(letter)
    await round()
    expect(done).toEqual(['ab'])
    ends[0]?.()
    await round()
    await round()
    expect(done).toEqual(['ab', 'cdef'])
    ends[1]?.()
    await round()
    await round()
    expect(done).toHaveLength(2)
    ask('g')
    await round()
    expect(done.at(-1)).toBe('g')
  })
})
