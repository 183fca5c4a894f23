import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assertInvariants } from '../../packages/core/src/testing/index.ts'
import { type Action, history, SKUS } from './actions.ts'
import { act } from './fixtures/act.ts'
import { follow, openReference } from './fixtures/follow.ts'
import { look } from './fixtures/look.ts'
import { type Services, services as sound } from './fixtures/services.ts'
import { figures, fromEnv, replay, seed } from './fixtures/settings.ts'
import { sumsOf } from './fixtures/sums.ts'
import { twins } from './fixtures/twins.ts'
import { openWorld, type World } from './fixtures/world.ts'
import type { View } from './reference/view.ts'

const RUNS = fromEnv('VITRINE_METAMORPHIC_RUNS', 12)
const timeout = Math.max(2 * 60_000, RUNS * 2_000)

/** What is left of a shop when parcels and transfers that came to nothing are not looked at. */
function core(view: View) {
  const { transfers: _, orders, ...rest } = sumsOf(view)
  return { ...rest, orders: orders.map((order) => ({ ...order, parcels: null })) }
}

/** Something that can be done, and how it is taken back. */
interface Undoable {
  readonly do: Action
  readonly undo: readonly Action[]
}

const SKU = fc.constantFrom(...SKUS)
const few = fc.integer({ min: 1, max: 4 })

function undoables(view: View, order: number): fc.Arbitrary<Undoable> {
  const lines = (view.orders[order] as { lines: [string, number][] } | undefined)?.lines ?? []
  const works = (view.orders[order] as { works: [string][] } | undefined)?.works ?? []
  const [line] = lines
  const from = works.at(-1)?.[0] === 'north' ? 'north' : 'south'
  const to = from === 'north' ? 'south' : 'north'
  return fc.oneof(
    fc.record({ sku: SKU, quantity: few }).map(
      ({ sku, quantity }): Undoable => ({
        do: { do: 'damage', sku, place: 'north', quantity },
        undo: [{ do: 'repair', sku, place: 'north', quantity }],
      }),
    ),
    fc.record({ sku: SKU, quantity: few }).map(
      ({ sku, quantity }): Undoable => ({
        do: { do: 'transfer', sku, route: ['north', 'south'], quantity, isSent: true },
        undo: [{ do: 'recall', transfer: -1, isLost: false }],
      }),
    ),
    ...(line === undefined
      ? []
      : [
          few.map(
            (more): Undoable => ({
              do: { do: 'edit', order, line: 0, quantity: line[1] + more },
              undo: [{ do: 'edit', order, line: 0, quantity: line[1] }],
            }),
          ),
          fc.constant<Undoable>({
            do: { do: 'ship', order, work: works.length - 1, part: null },
            undo: [{ do: 'unship', order, parcel: -1 }],
          }),
          fc.constant<Undoable>({
            do: { do: 'relocate', order, work: works.length - 1, to, part: null },
            undo: [{ do: 'relocate', order, work: -1, to: from, part: null }],
          }),
        ]),
  )
}

/** Does it, takes it back and looks. Answers false when it could not be done at all. */
async function comesBack(world: World, services: Services, { do: first, undo }: Undoable): Promise<boolean> {
  const before = core(await look(world))
  if ((await act(world, services, first)) !== 'done') return false
  for (const action of undo) {
    const aimed = await aimBack(world, action)
    expect(await act(world, services, aimed), JSON.stringify([first, aimed])).toBe('done')
  }
  expect(core(await look(world)), JSON.stringify(first)).toEqual(before)
  return true
}

async function aimBack(world: World, action: Action): Promise<Action> {
  if (action.do === 'recall') return { ...action, transfer: world.transfers.length - 1 }
  if (action.do === 'unship') {
    const { parcels } = (await look(world)).orders[action.order] as { parcels: [] }
    return { ...action, parcel: parcels.length - 1 }
  }
  return action.do === 'relocate' ? { ...action, work: await openWork(world, action) } : action
}

/** Where the work is that was just moved away from there. */
async function openWork(world: World, { order, to }: Extract<Action, { do: 'relocate' }>): Promise<number> {
  const works = ((await look(world)).orders[order] as { works: [string, string, number][] }).works
  return works.findIndex(([place, status]) => place !== to && status === 'open')
}

async function undoing(actions: readonly Action[], pick: number, services: Services, done: Map<string, number>) {
  const world = await openWorld({ isBroken: true })
  const reference = openReference()
  try {
    for (const action of [...actions, ORDER]) await follow({ world, reference }, action)
    await act(world, sound, { do: 'tidy', minutes: 0 })
    const view = await look(world)
    const some = fc.sample(undoables(view, view.orders.length - 1), { numRuns: 8, seed: pick })
    for (const one of some)
      if (await comesBack(world, services, one)) done.set(one.do.do, (done.get(one.do.do) ?? 0) + 1)
    if (services === sound) await assertInvariants(world.app)
  } finally {
    await world.close()
  }
}

/** What is done and undone is mostly about the latest order. */
const ORDER: Action = {
  do: 'draft',
  lines: [
    { sku: 'veil', quantity: 1 },
    { sku: 'queen', quantity: 1 },
  ],
}
const prior = history(16)

describe('the shop', () => {
  it('is as it was after something is done and undone', { timeout }, async () => {
    const done = new Map<string, number>()
    const property = fc.asyncProperty(prior, fc.integer(), (actions, pick) => undoing(actions, pick, sound, done))
    await fc.assert(property, { numRuns: RUNS, ...replay })
    figures('undo', { runs: RUNS, ...Object.fromEntries(done) })
    for (const name of ['damage', 'transfer', 'edit', 'ship']) expect(done.get(name) ?? 0, name).toBeGreaterThan(0)
  })

  it('is noticed when an undo forgets something', { timeout }, async () => {
    const broken = { ...sound, ...twins['an undo that forgets who the goods are for'] }
    const property = fc.asyncProperty(prior, fc.integer(), (actions, pick) => undoing(actions, pick, broken, new Map()))
    const { failed, errorInstance } = await fc.check(property, { numRuns: 100, seed, endOnFailure: true })
    expect([failed, (errorInstance as Error | null)?.name]).toEqual([true, 'AssertionError'])
  })

  const wanted = fc.array(fc.record({ sku: SKU, quantity: fc.integer({ min: 1, max: 7 }) }), {
    minLength: 1,
    maxLength: 4,
  })
  type Wanted = { readonly sku: (typeof SKUS)[number]; readonly quantity: number }[]

  /** An order of these lines: whether it could be had, what it costs, and what is left. */
  const ordered = async (lines: Wanted) => {
    const world = await openWorld({ isBroken: true })
    const outcome = await act(world, sound, { do: 'draft', lines })
    const { counts, orders } = sumsOf(await look(world))
    const [order] = orders as unknown as { total: number; authorized: number; status: string; payment: string }[]
    await world.close()
    return { outcome, counts, order: order && { ...order, lines: null } }
  }

  it.each([
    ['a line is split in two', (lines: Wanted) => lines.flatMap(split)],
    ['its lines come in another order', (lines: Wanted) => [...lines].reverse()],
    ['lines for the same are one', merged],
  ])('sells, costs and keeps the same when %s', { timeout }, async (_, change) => {
    const counts = { placed: 0, refused: 0 }
    const property = fc.asyncProperty(wanted, async (lines) => {
      const [plain, changed] = [await ordered(lines), await ordered(change(lines))]
      expect(changed).toEqual(plain)
      counts[plain.outcome === 'done' ? 'placed' : 'refused'] += 1
    })
    await fc.assert(property, { numRuns: RUNS, ...replay })
    figures(`order when ${_}`, counts)
    expect(counts.placed).toBeGreaterThan(RUNS / 5)
  })
})

const split = ({ sku, quantity }: { sku: (typeof SKUS)[number]; quantity: number }) =>
  quantity === 1 ? [{ sku, quantity }] : [1, quantity - 1].map((part) => ({ sku, quantity: part }))

function merged(lines: readonly { sku: (typeof SKUS)[number]; quantity: number }[]) {
  return [...new Set(lines.map(({ sku }) => sku))].map((sku) => ({
    sku,
    quantity: lines.filter((line) => line.sku === sku).reduce((sum, { quantity }) => sum + quantity, 0),
  }))
}
