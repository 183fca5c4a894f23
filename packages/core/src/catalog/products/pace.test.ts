import { channel } from 'node:diagnostics_channel'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Pace, paceOf } from './pace.ts'

const request = { id: 'req_1' }
const asked = channel('http.server.request.start')

describe('the pace of a bulk write', () => {
  let pace: Pace
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] })
    pace = paceOf({ request })
    pace.share()
  })
  afterEach(() => void vi.useRealTimers())

  it('is great while nobody asks anything, and small from the next request on', () => {
    vi.advanceTimersByTime(1_500)
    const alone = pace.share()
    asked.publish({})
    const among = pace.share()
    expect(among.rows).toBeLessThan(alone.rows)
    expect(among.work).toBeLessThan(alone.work)
    vi.advanceTimersByTime(900)
    expect(pace.share()).toEqual(among)
    vi.advanceTimersByTime(200)
    expect(pace.share()).toEqual(alone)
  })

  it('is always the same for a request that may be repeated, whose commands are known by their places', () => {
    const command = { id: 'idm_1', fingerprint: 'f', uses: 0, replayed: false }
    const keyed = paceOf({ request: { ...request, command } })
    asked.publish({})
    const among = keyed.share()
    vi.advanceTimersByTime(1_500)
    expect(keyed.share()).toEqual(among)
  })

  it('leaves as much time to others as the work before took', async () => {
    vi.useRealTimers()
    const own = paceOf({ request })
    asked.publish({})
    const until = performance.now() + 40
    while (performance.now() < until);
    const began = performance.now()
    await own.next()
    expect(performance.now() - began).toBeGreaterThan(30)
  })
})
