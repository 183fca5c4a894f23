import { describe, expect, it } from 'vitest'
import { assertHistory, checkHistory, createHistory, type History } from './history.ts'
import { below, runSeed, seeded } from './seed.ts'

const turn = () => new Promise((next) => setImmediate(next))
const faults = (history: History, units: Record<string, number> = {}) =>
  checkHistory(history.operations, { units }).faults

/** Several buyers at a counter that takes a moment to decide; `reads` says how it decides. */
async function trade(seed: number, { units, buyers, isNaive }: { units: number; buyers: number; isNaive: boolean }) {
  const history = createHistory()
  const random = seeded(seed)
  let left = units
  const pause = async () => {
    for (let turns = below(random, 3); turns > 0; turns -= 1) await turn()
  }
  const take = async (quantity: number): Promise<boolean> => {
    const seen = left
    if (seen < quantity) return false
    if (isNaive) await pause()
    left = isNaive ? seen - quantity : left - quantity
    return true
  }
  const buyer = async () => {
    for (let step = 0; step < 12; step += 1) {
      await pause()
      const dice = below(random, 5)
      const quantity = 1 + below(random, 3)
      if (dice === 0) {
        const pending = history.ask({ kind: 'count', item: 'QUEEN' })
        await pause()
        const value = left
        await pause()
        pending.ok(value)
      } else if (dice === 1) {
        const pending = history.ask({ kind: 'give', item: 'QUEEN', quantity: 1 })
        await pause()
        left += 1
        pending.ok()
      } else {
        const pending = history.ask({ kind: 'take', item: 'QUEEN', quantity })
        await pause()
        const isTaken = await take(quantity)
        await pause()
        if (below(random, 10) === 0) continue
        if (isTaken) pending.ok()
        else pending.refused()
      }
    }
  }
  await Promise.all(Array.from({ length: buyers }, buyer))
  history.ask({ kind: 'count', item: 'QUEEN' }).ok(left)
  return history
}

describe('a history of counters', () => {
  const seed = runSeed()

  it(`is explained when every answer was honest, also where answers got lost (seed ${seed})`, async () => {
    let operations = 0
    for (let round = 0; round < 30; round += 1) {
      const history = await trade(seed + round, { units: 20, buyers: 8, isNaive: false })
      operations += history.operations.length
      expect(faults(history, { QUEEN: 20 }), `round ${round} of seed ${seed}`).toEqual([])
    }
    expect(operations).toBeGreaterThan(2_000)
  })

  it(`is rejected when the shop reads first and writes later (seed ${seed})`, async () => {
    let caught = 0
    for (let round = 0; round < 30; round += 1)
      if (faults(await trade(seed + round, { units: 20, buyers: 8, isNaive: true }), { QUEEN: 20 }).length > 0)
        caught += 1
    expect(caught).toBeGreaterThan(25)
  })

  it('is rejected when an update was lost', () => {
    const history = createHistory()
    const first = history.ask({ kind: 'take', item: 'QUEEN', quantity: 1 })
    const second = history.ask({ kind: 'take', item: 'QUEEN', quantity: 1 })
    first.ok()
    second.ok()
    history.ask({ kind: 'count', item: 'QUEEN' }).ok(9)
    expect(faults(history, { QUEEN: 10 })).toEqual([expect.stringContaining('QUEEN: no order is legal')])
    expect(() => assertHistory(history.operations, { units: { QUEEN: 10 } })).toThrow('leaving 8 and then count 9')
  })

  it('is rejected when somebody reads what was before an acknowledged change', () => {
    const history = createHistory()
    history.ask({ kind: 'take', item: 'QUEEN', quantity: 1 }).ok()
    history.ask({ kind: 'count', item: 'QUEEN' }).ok(10)
    history.ask({ kind: 'count', item: 'QUEEN' }).ok(9)
    expect(faults(history, { QUEEN: 10 })).toHaveLength(1)
  })

  it('is rejected when more was sold than there was, or refused although there was enough', () => {
    const oversold = createHistory()
    for (let buyer = 0; buyer < 3; buyer += 1) oversold.ask({ kind: 'take', item: 'QUEEN', quantity: 1 }).ok()
    expect(faults(oversold, { QUEEN: 2 })).toHaveLength(1)
    const mean = createHistory()
    mean.ask({ kind: 'take', item: 'QUEEN', quantity: 1 }).refused()
    expect(faults(mean, { QUEEN: 1 })).toHaveLength(1)
  })

  it('lets what was never answered have happened late, or not at all, but not before it was asked', () => {
    const history = createHistory()
    history.ask({ kind: 'count', item: 'QUEEN' }).ok(5)
    history.ask({ kind: 'take', item: 'QUEEN', quantity: 2 })
    history.ask({ kind: 'take', item: 'QUEEN', quantity: 1 }).failed()
    history.ask({ kind: 'count', item: 'QUEEN' }).ok(5)
    history.ask({ kind: 'count', item: 'QUEEN' }).ok(3)
    expect(faults(history, { QUEEN: 5 })).toEqual([])
    const early = createHistory()
    early.ask({ kind: 'count', item: 'QUEEN' }).ok(3)
    early.ask({ kind: 'take', item: 'QUEEN', quantity: 2 })
    expect(faults(early, { QUEEN: 5 })).toHaveLength(1)
  })

  it('of 20 000 operations by 64 clients is judged within a second or two, good or bad', () => {
    const history = createHistory()
    const random = seeded(7)
    let left = 5_000
    for (let group = 0; group < 312; group += 1) {
      const open = Array.from({ length: 64 }, () => {
        const quantity = 1 + below(random, 2)
        return { quantity, pending: history.ask({ kind: 'take', item: 'QUEEN', quantity }) }
      })
      for (const { quantity, pending } of open) {
        if (left < quantity) {
          pending.refused()
          continue
        }
        left -= quantity
        if (below(random, 200) > 0) pending.ok()
      }
    }
    const started = performance.now()
    history.ask({ kind: 'count', item: 'QUEEN' }).ok(left)
    expect(faults(history, { QUEEN: 5_000 })).toEqual([])
    expect(faults(history, { QUEEN: 4_000 })).toHaveLength(1)
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})

describe('a history of orders', () => {
  it('is explained when a cart becomes one order, whoever asks and however often', () => {
    const history = createHistory()
    const lost = history.ask({ kind: 'place', cart: 'a' })
    history.ask({ kind: 'find', cart: 'a' }).ok(null)
    history.ask({ kind: 'place', cart: 'a' }).ok('1')
    history.ask({ kind: 'place', cart: 'a' }).ok('1')
    history.ask({ kind: 'find', cart: 'a' }).ok('1')
    history.ask({ kind: 'place', cart: 'b' }).refused()
    history.ask({ kind: 'find', cart: 'b' }).ok(null)
    lost.ok('1')
    expect(checkHistory(history.operations)).toEqual({ operations: 7, unknown: 0, faults: [] })
  })

  const broken: readonly (readonly [string, (history: History) => void, string])[] = [
    [
      'becomes two orders',
      (history) => {
        history.ask({ kind: 'place', cart: 'a' }).ok('1')
        history.ask({ kind: 'place', cart: 'a' }).ok('2')
      },
      'became 2 orders',
    ],
    [
      'gets the order of another cart',
      (history) => {
        history.ask({ kind: 'place', cart: 'a' }).ok('1')
        history.ask({ kind: 'place', cart: 'b' }).ok('1')
      },
      'was given to carts a and b',
    ],
    [
      'loses its order after it was acknowledged',
      (history) => {
        history.ask({ kind: 'place', cart: 'a' }).ok('1')
        history.ask({ kind: 'find', cart: 'a' }).ok(null)
      },
      'it was none',
    ],
    [
      'is an order before anybody placed it',
      (history) => {
        history.ask({ kind: 'find', cart: 'a' }).ok('1')
        history.ask({ kind: 'place', cart: 'a' }).ok('1')
      },
      'nobody placed it by then',
    ],
    [
      'is an order although it was refused',
      (history) => {
        history.ask({ kind: 'place', cart: 'a' }).refused()
        history.ask({ kind: 'find', cart: 'a' }).ok('1')
      },
      'nobody placed it by then',
    ],
  ]
  it.each(broken)('is rejected when a cart %s', (_, tell, words) => {
    const history = createHistory()
    tell(history)
    expect(faults(history)).toEqual([expect.stringContaining(words)])
  })
})
