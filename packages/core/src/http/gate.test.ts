import { setTimeout as later, setImmediate as turned } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { isProblem } from '../kernel/index.ts'
import { createGate, GATE_LIMITS, type Gate } from './gate.ts'

function work(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

/** A request that computes for so long once it may. */
async function request(gate: Gate, ms: number): Promise<void> {
  const turn = gate.enter()
  if (turn !== undefined) await turn
  work(ms)
}

describe('the gate of requests', () => {
  it('lets a request begin at once when there is room', () => {
    expect(createGate().enter()).toBeUndefined()
  })

  it('lets the event loop turn between slices, and keeps the order', async () => {
    const gate = createGate({ ...GATE_LIMITS, sliceMs: 5 })
    const begun: number[] = []
    let turns = 0
    let isDone = false
    const counting = (async () => {
      for (; !isDone; turns += 1) await turned()
    })()
    await Promise.all(Array.from({ length: 40 }, async (_, at) => request(gate, 2).then(() => begun.push(at))))
    isDone = true
    await counting
    expect(begun).toEqual(Array.from({ length: 40 }, (_, at) => at))
    expect(turns).toBeGreaterThan(8)
  })

  it('sends away who would wait too long, and lets in again once the queue is worked off', async () => {
    const gate = createGate({ ...GATE_LIMITS, sliceMs: 1, waitMs: 30, few: 5 })
    const first = Array.from({ length: 30 }, () => request(gate, 5))
    await later(40)
    const [refused] = await Promise.allSettled([request(gate, 0)])
    expect(refused?.status === 'rejected' && isProblem(refused.reason) && refused.reason.status).toBe(503)
    expect(refused?.status === 'rejected' && refused.reason.headers).toEqual({ 'Retry-After': '1' })
    await Promise.all(first)
    await turned()
    expect(gate.enter()).toBeUndefined()
  })

  it('lets few wait as long as it takes', async () => {
    const gate = createGate({ ...GATE_LIMITS, sliceMs: 1, waitMs: 10, few: 50 })
    const first = Array.from({ length: 30 }, () => request(gate, 3))
    await later(20)
    await Promise.all([...first, request(gate, 0)])
  })

  it('has room for so many and no more', async () => {
    const gate = createGate({ ...GATE_LIMITS, sliceMs: 1, waiting: 2 })
    const asked = Array.from({ length: 5 }, async () => request(gate, 2))
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'fulfilled',
      'rejected',
      'rejected',
    ])
  })
})
