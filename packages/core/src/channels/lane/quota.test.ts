import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestApp, type TestApp } from '../../testing/index.ts'
import { quotaOf } from './quota.ts'

let test: TestApp
beforeEach(async () => {
  test = await openTestApp()
})
afterEach(() => test.close())

const HOUR = 3_600_000
/** As another process has it: nothing of it is in memory. */
const quota = () => quotaOf(test.app, 'con_1')
const three = (name: string) => ({ name, most: 3 })
const ends = () => test.app.now() + HOUR

describe('what a platform allows so often of one thing', () => {
  it('is counted by all processes together, and for each thing by itself', async () => {
    expect(await quota().spend([three('a'), three('a'), three('b')], ends())).toEqual([true, true, true])
    expect(await quota().spend([three('a'), three('a'), three('b')], ends())).toEqual([true, false, true])
    expect(await quota().spend([three('a')], ends())).toEqual([false])
    expect(await quotaOf(test.app, 'con_2').spend([three('a')], ends())).toEqual([true])
  })

  it('is never more than that, however many spend at the same moment', async () => {
    const granted = await Promise.all(Array.from({ length: 12 }, () => quota().spend([{ name: 'a', most: 8 }], ends())))
    const went = granted.flat().filter((is) => is).length
    expect(went).toBeLessThanOrEqual(8)
    expect(went).toBeGreaterThan(0)
    const [[used] = []] = (await test.app.db.raw('select used from channel_quotas')) as number[][]
    expect(used).toBe(went)
  })

  it('begins anew when its time is over, and has more again when something was not used', async () => {
    const over = test.app.now() - 1
    expect(await quota().spend([three('a'), three('a'), three('a')], over)).toEqual([true, true, true])
    expect(await quota().spend([three('a'), three('a')], ends())).toEqual([true, true])
    await quota().giveBack(['a', 'a', 'never'])
    expect(await quota().spend([three('a'), three('a'), three('a'), three('a')], ends())).toEqual([
      true,
      true,
      true,
      false,
    ])
  })
})
