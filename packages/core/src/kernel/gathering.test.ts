import { beforeEach, describe, expect, it } from 'vitest'
import { createGatherings, type Gatherings } from './gathering.ts'

describe('gathered loads', () => {
  let gather: Gatherings
  let loads: (readonly string[])[]
  beforeEach(() => {
    gather = createGatherings()
    loads = []
  })
  const load = async (ids: readonly string[]) => {
    loads.push(ids)
    return new Map(ids.map((id) => [id, id.toUpperCase()]))
  }
  const wish = (ids: readonly string[], name = 'cards') => gather({ name, ids, load })

  it('are one for all that ask in one turn for the same, each id once', async () => {
    const [first, second] = await Promise.all([wish(['a', 'b']), wish(['b', 'c'])])
    expect(loads).toEqual([['a', 'b', 'c']])
    expect(first.get('a')).toBe('A')
    expect(second.get('c')).toBe('C')
  })

  it('are apart for what is not the same, and in another turn', async () => {
    await Promise.all([wish(['a']), wish(['a'], 'prices')])
    await wish(['a'])
    expect(loads).toEqual([['a'], ['a'], ['a']])
  })

  it('have a largest size, however many ask', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, at) => wish([`${at}`])))
    expect(loads.map(({ length }) => length)).toEqual([40, 40, 20])
  })

  it('fail for everybody who joined, and for nobody after', async () => {
    const broken = () => Promise.reject(new Error('gone'))
    const asked = [gather({ name: 'cards', ids: ['a'], load: broken }), wish(['b'])]
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect((await wish(['a'])).get('a')).toBe('A')
  })
})
