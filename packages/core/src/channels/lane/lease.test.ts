import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemContext } from '../../kernel/index.ts'
import { openTestApp, type TestApp } from '../../testing/app.ts'
import { ask, type Work } from './ask.ts'
import { LEASE, type Lease, takeLease } from './lease.ts'

describe('a lease', () => {
  let test: TestApp
  let late: number
  const key = { connectionId: 'con_1' }
  const app = () => ({ db: test.app.db, now: () => test.app.now() + late })
  const take = (owner: string) => takeLease(app(), { ...key, owner })
  const held = async (owner: string) => (await take(owner)) as Lease
  beforeEach(async () => {
    late = 0
    test = await openTestApp()
  })
  afterEach(() => test.close())

  it('is of one process until it ends or is given back', async () => {
    const ours = await held('one')
    expect(await take('other')).toBeUndefined()
    await ours.drop()
    expect(await take('other')).toBeDefined()
  })

  it('that ended is taken up by another, and the one that stood still learns it', async () => {
    const ours = await held('one')
    late = LEASE + 1
    expect(await ours.isHeld()).toBe(true)
    late = 2 * LEASE + 2
    expect(await take('other')).toBeDefined()
    expect(await ours.isHeld()).toBe(false)
    expect(await ours.renew()).toBe(false)
  })

  const work = (lease: Lease) => {
    const began: string[] = []
    const circuit = { opensAgainAt: () => 0, succeed: async () => undefined }
    const recorder = { begin: ({ step }: { step: string }) => began.push(step), fail: () => undefined, scrub: String }
    const part = { ctx: systemContext(test.app), circuit, recorder, lease, signal: new AbortController().signal }
    return { began, work: part as unknown as Work }
  }

  it('that was lost lets no call out, and nothing that came of a call is believed', async () => {
    const ours = await held('one')
    const { began, work: at } = work(ours)
    const lose = async () => {
      late = 3 * LEASE
      await take('other')
      return 'said'
    }
    await expect(ask(at, { step: 'push' }, lose)).rejects.toThrow('another works for the connection')
    await expect(ask(at, { step: 'pull' }, async () => 'never')).rejects.toThrow('another works for the connection')
    expect(began).toEqual(['push'])
  })
})
