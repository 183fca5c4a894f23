import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../testing/app.ts'
import { contribute } from './extensions.ts'
import { boundary as boundaries, type KeptStore, keptAnswers } from './kept.ts'
import { HOUR } from './time.ts'

describe('kept answers', () => {
  let test: TestApp
  let boundary: number
  let kept: KeptStore
  let made: number
  beforeEach(async () => {
    const dates = { next: async () => boundary, isPlannedBy: (command: string) => command === 'plan' }
    test = await openTestApp({ contributes: [contribute(boundaries, dates)] })
    boundary = Number.POSITIVE_INFINITY
    made = 0
    kept = keptAnswers(test.app)
  })
  afterEach(() => test.close())

  const load = (topics = ['product:1']) =>
    kept.load('key', async () => {
      made += 1
      return { value: made, topics, bytes: 100 }
    })
  const touch = (topic: string) =>
    test.app.db.write({
      id: test.app.newId('cmd'),
      name: 'touch',
      at: 0,
      statements: [{ sql: 'select 1', args: [], returns: true, touches: topic }],
    })

  it('are made once', async () => {
    expect([await load(), await load()]).toEqual([1, 1])
  })

  it('are thrown away when a commit touches what they depend on, and by nothing else', async () => {
    await load()
    await touch('product:2')
    expect(await load()).toBe(1)
    await touch('product:1')
    expect(await load()).toBe(2)
  })

  it('are not kept when what they depend on changed while they were made', async () => {
    const slow = kept.load('key', async () => {
      await touch('product:1')
      return { value: 'old', topics: ['product:1'], bytes: 100 }
    })
    expect(await slow).toBe('old')
    expect(await load()).toBe(1)
  })

  it('end at the next date boundary', async () => {
    boundary = test.app.now() + 1_000
    await load()
    test.clock.advance(999)
    expect(await load()).toBe(1)
    boundary = Number.POSITIVE_INFINITY
    test.clock.advance(1)
    expect(await load()).toBe(2)
  })

  it('are looked at anew at least every hour', async () => {
    await load()
    test.clock.advance(HOUR)
    expect(await load()).toBe(2)
  })

  it('stay within their budget, the least used going first', async () => {
    const big = (key: string) => kept.load(key, async () => ({ value: ++made, topics: [], bytes: 20 * 1_048_576 }))
    await big('a')
    await big('b')
    await big('a')
    await big('c')
    expect(kept.get('a')).toBe(1)
    expect(kept.get('b')).toBeUndefined()
  })
})
