import { describe, expect, it } from 'vitest'
import { comparison } from './costs.mjs'
import { judge } from './oversell.mjs'

const numbers = (count: number) => Array.from({ length: count }, (_, at) => `R-${at}`)
const right = { placed: numbers(50), refused: 150, wrong: [], stored: { orders: 50, sold: 50, left: 0 } }

describe('two hundred buyers of fifty pieces', () => {
  it('are right when fifty have an order and the others a refusal', () => {
    expect(judge(right)).toEqual({ orders: 50, wrong: [] })
  })

  it.each([
    ['sold too many', { ...right, placed: numbers(51), refused: 149, stored: { orders: 51, sold: 51, left: -1 } }],
    ['sold too few', { ...right, placed: numbers(49), refused: 151, stored: { orders: 49, sold: 49, left: 1 } }],
    ['told a buyer of an order that is not stored', { ...right, placed: numbers(51), refused: 149 }],
    ['stored an order that nobody was told of', { ...right, placed: numbers(49), refused: 151 }],
    ['gave one number twice', { ...right, placed: [...numbers(49), 'R-0'] }],
    ['took stock for nobody', { ...right, stored: { orders: 50, sold: 50, left: -3 } }],
    ['left a buyer without an answer', { ...right, refused: 140 }],
    ['answered something else', { ...right, refused: 149, wrong: ['answered 500'] }],
  ])('are wrong when the shop %s', (_, rushed) => {
    expect(judge(rushed).wrong).not.toEqual([])
  })
})

describe('the cost of an operation', () => {
  const window = { ordersPerOperation: 0, generatorCpuMs: 0.1, rps: 100, p50: 1, p99: 2 }
  const sample = { program: 'ours', concurrency: 32 } as const
  const round = (number: number, cpu: { list: number; checkout: number }) =>
    [
      { ...sample, operation: 'list', round: number, window: { ...window, cpuMs: cpu.list, ordersPerOperation: 0.02 } },
      { ...sample, operation: 'checkout', round: number, window: { ...window, cpuMs: cpu.checkout } },
    ] as const

  it('is the median of the rounds, and a read does not pay for the orders of its round', () => {
    const samples = [
      ...round(1, { list: 0.5, checkout: 5 }),
      ...round(2, { list: 0.9, checkout: 10 }),
      ...round(3, { list: 9, checkout: 6 }),
    ]
    expect(comparison(samples, 'list').ours).toMatchObject({ cpuMs: expect.closeTo(0.7), mixedCpuMs: 0.9 })
    expect(comparison(samples, 'checkout').ours?.cpuMs).toBe(6)
    expect(comparison(samples, 'list').raw).toBeUndefined()
  })
})
