import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DAY } from '../../kernel/index.ts'
import { openTestApp, type TestApp } from '../../testing/app.ts'
import { failureOf } from '../failure.ts'
import { bucketsOf } from './buckets.ts'

describe('a bucket', () => {
  let test: TestApp
  const { signal } = new AbortController()
  beforeEach(async () => {
    test = await openTestApp()
  })
  afterEach(() => test.close())
  const refused = (taking: Promise<void>) => taking.then(() => undefined, failureOf)

  it('that is empty is named, so that the others go on', async () => {
    const buckets = bucketsOf(test.app, 'con_1', { slow: { rate: 0.01, burst: 1 } })
    await buckets.take('slow', signal)
    expect(await refused(buckets.take('slow', signal))).toMatchObject({ kind: 'throttled', bucket: 'slow' })
    await buckets.block('fast', test.app.now() + 60_000)
    expect(await refused(buckets.take('fast', signal))).toMatchObject({ kind: 'throttled', bucket: 'fast' })
    await buckets.take('default', signal)
  })

  it('that holds less than one call gives one nevertheless', async () => {
    const buckets = bucketsOf(test.app, 'con_1', { small: { rate: 1, burst: 0.5 } })
    expect(await refused(buckets.take('small', signal))).toBeUndefined()
  })

  it('is not closed for ever by what a platform says', async () => {
    const buckets = bucketsOf(test.app, 'con_1', { default: { rate: 100, burst: 100 } })
    await buckets.hint({ rate: 0, remaining: 50 })
    expect(await refused(buckets.take('default', signal))).toBeUndefined()
    await buckets.block('default', Number.POSITIVE_INFINITY)
    const failure = await refused(buckets.take('default', signal))
    expect(failure?.retryAt).toBe(test.app.now() + DAY)
  })
})
