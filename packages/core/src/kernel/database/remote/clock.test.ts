import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY, MINUTE, SECOND } from '../../time.ts'
import { openServerClock, type ServerClock } from './clock.ts'

const START = Date.UTC(2026, 5, 1, 10)

describe('the clock of a database server', () => {
  /** Real time; machines and servers have opinions on it. */
  let passed: number
  let server: { ahead: number; takes: number; isAway: boolean; asked: number }
  let open: ServerClock[]
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
    passed = 0
    server = { ahead: 0, takes: 2, isAway: false, asked: 0 }
    open = []
  })
  afterEach(() => {
    for (const clock of open) clock.stop()
    vi.useRealTimers()
  })

  /** Says what the time is half-way between question and answer. */
  const source = {
    raw: async () => {
      server.asked += 1
      if (server.isAway) throw new Error('connection refused')
      passed += server.takes / 2
      const time = START + passed + server.ahead
      passed += server.takes / 2
      return [[time]]
    },
  }
  /** Counts from a beginning of its own; `drift` is what its second is too long. */
  const node = async ({ bootedAt = 0, drift = 0 } = {}) => {
    const clock = await openServerClock(source, { elapsed: () => (passed - bootedAt) * (1 + drift) })
    open.push(clock)
    return clock
  }
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 30 * SECOND) {
      passed += Math.min(left, 30 * SECOND)
      await vi.advanceTimersByTimeAsync(Math.min(left, 30 * SECOND))
    }
  }
  const time = () => START + passed + server.ahead

  it('is told by every process, whatever its own machine believes, also when that jumps', async () => {
    vi.setSystemTime(START + 5 * MINUTE)
    const fast = await node({ bootedAt: -3 * DAY })
    vi.setSystemTime(START - 5 * MINUTE)
    const slow = await node({ bootedAt: 12_345 })
    for (const jump of [0, DAY, -2 * DAY, DAY]) {
      vi.setSystemTime(Date.now() + jump)
      await pass(10 * MINUTE)
      for (const { now } of [fast, slow]) expect(Math.abs(now() - time())).toBeLessThanOrEqual(1)
    }
  })

  it('is kept by counting between the questions, and does not go back when it is put right', async () => {
    const { now } = await node({ drift: 1 / 1_000 })
    const asked = server.asked
    for (let before = now(), second = 0; second < 120; second += 1) {
      await pass(SECOND)
      expect(now()).toBeGreaterThanOrEqual(before)
      before = now()
    }
    expect(Math.abs(now() - time())).toBeLessThanOrEqual(35)
    expect(server.asked - asked).toBeLessThan(6)
  })

  it('believes a slow answer only as far as it proves something', async () => {
    const { now } = await node()
    server.takes = 8 * SECOND
    await pass(5 * MINUTE)
    expect(Math.abs(now() - time())).toBeLessThanOrEqual(1)
  })

  it('goes on while the server is away, and follows it when its clock was set, back too', async () => {
    const { now } = await node()
    server.isAway = true
    await pass(10 * MINUTE)
    expect(Math.abs(now() - time())).toBeLessThanOrEqual(1)
    server.isAway = false
    for (const jump of [DAY, -DAY]) {
      server.ahead += jump
      expect(Math.abs(now() - time())).toBeGreaterThan(DAY - MINUTE)
      await pass(30 * SECOND)
      expect(Math.abs(now() - time())).toBeLessThanOrEqual(2)
    }
  })

  it('is asked no more after its end, and opens nothing when it cannot be asked', async () => {
    const { stop } = await node()
    stop()
    const asked = server.asked
    await pass(5 * MINUTE)
    expect(server.asked).toBe(asked)
    server.isAway = true
    await expect(node()).rejects.toThrow('connection refused')
  })
})
