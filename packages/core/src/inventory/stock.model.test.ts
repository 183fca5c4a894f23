import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isProblem } from '../kernel/index.ts'
import { createReference, NOT_POSSIBLE, type Promised, type Reference } from './fixtures/reference.ts'
import { HOLD_TIME, openStockShop, type StockShop } from './fixtures/shop.ts'
import { endExpiredHolds, fulfil, liveReservations, releaseHold, uncommit } from './index.ts'
import { adjustStock } from './stock/index.ts'
import { receiveTransfer, shipTransfer } from './transfers/moves.ts'
import { createTransfer } from './transfers/service.ts'

const SKUS = ['frame', 'queen']
const PLACES = ['gdansk', 'lviv']
const CARTS = ['crt_1', 'crt_2', 'crt_3']
/** Sold beyond what is there. */
const BACKORDER = 'queen'

const sku = fc.constantFrom(...SKUS)
const place = fc.constantFrom(...PLACES)
const cart = fc.constantFrom(...CARTS)
const few = fc.integer({ min: 1, max: 6 })
const lines = fc.uniqueArray(fc.record({ sku, quantity: few }), {
  minLength: 1,
  maxLength: 3,
  selector: ({ sku: one }) => one,
})

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('hold' as const), cart, lines }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), cart }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('commit' as const), cart }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('fulfil' as const, 'cancel' as const), cart, quantity: few }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'receive' as const,
        'count' as const,
        'damage' as const,
        'repair' as const,
        'write_off' as const,
      ),
      sku,
      place,
      quantity: few,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('transfer' as const),
      sku,
      from: place,
      to: place,
      quantity: few,
      arrived: fc.nat(6),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), part: fc.constantFrom(0.4, 1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('tidy' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

interface World {
  readonly shop: StockShop
  readonly reference: Reference
  readonly variants: Map<string, string>
  readonly places: Map<string, string>
  orders: number
}

async function openWorld(): Promise<World> {
  const shop = await openStockShop()
  const variants = new Map<string, string>()
  const places = new Map<string, string>()
  for (const code of SKUS) variants.set(code, await shop.variant(code, { backorder: code === BACKORDER }))
  for (const code of PLACES) places.set(code, await shop.place({ code }))
  return { shop, reference: createReference(), variants, places, orders: 0 }
}

const id = (map: Map<string, string>, key: string) => map.get(key) ?? ''
const nameOf = (map: Map<string, string>, value: string) => [...map].find(([, one]) => one === value)?.[0] ?? ''

/** True when the reference says that it can be done. */
function predicts(work: () => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (error === NOT_POSSIBLE) return false
    throw error
  }
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    if (isProblem(error) && error.status < 500) return false
    throw error
  }
}

async function hold({ shop, reference, variants, places }: World, action: Extract<Step, { do: 'hold' }>) {
  const wanted = action.lines.map(({ sku: code, quantity }) => ({
    variantId: id(variants, code),
    quantity,
    backorder: code === BACKORDER,
  }))
  const canAll = action.lines.every(
    ({ sku: code, quantity }) => code === BACKORDER || reference.possible(action.cart, code, PLACES) >= quantity,
  )
  expect(await succeeds(shop.hold(action.cart, wanted))).toBe(canAll)
  if (!canAll) return
  const held = (await liveReservations(shop.ctx, { cartId: action.cart })).filter(({ status }) => status === 'held')
  const parts = held.map(({ variantId, locationId, quantity }) => ({
    variant: nameOf(variants, variantId),
    place: nameOf(places, locationId),
    quantity,
    endsAt: shop.ctx.now() - START + HOLD_TIME,
  }))
  for (const { sku: code, quantity } of action.lines)
    expect(parts.filter(({ variant }) => variant === code).reduce((sum, part) => sum + part.quantity, 0)).toBe(quantity)
  reference.hold(
    action.cart,
    action.lines.map(({ sku: code }) => code),
    parts,
  )
}

const START = Date.UTC(2026, 5, 1, 10)

async function settle(
  { shop, reference, variants, places }: World,
  action: Extract<Step, { do: 'fulfil' | 'cancel' }>,
) {
  const live = (await liveReservations(shop.ctx, { cartId: action.cart })).find(({ status }) => status === 'committed')
  if (live === undefined) return
  const twin = reference
    .promisesOf(action.cart, true)
    .find(
      (one: Promised) =>
        id(variants, one.variant) === live.variantId &&
        id(places, one.place) === live.locationId &&
        one.quantity === live.open,
    )
  if (twin === undefined) throw new Error('the reference does not know this promise')
  const can = predicts(() => reference[action.do](twin, action.quantity))
  const move = action.do === 'fulfil' ? fulfil : uncommit
  const work = shop.command((commandId) => move(shop.ctx, live, action.quantity, { commandId, reason: 'test' }))
  expect(await succeeds(work)).toBe(can)
}

async function adjust({ shop, reference }: World, action: Extract<Step, { quantity: number; place: string }>) {
  const { sku: code, place: at, quantity } = action
  const can = predicts(() =>
    (action.do === 'write_off' ? reference.writeOff : reference[action.do])(code, at, quantity),
  )
  const work = adjustStock(shop.ctx, { kind: action.do, sku: code, location: at, quantity, from: 'available' } as never)
  expect(await succeeds(work)).toBe(can)
}

async function transfer({ shop, reference, variants }: World, action: Extract<Step, { do: 'transfer' }>) {
  const { sku: code, from, to, quantity, arrived } = action
  if (from === to) return
  const input = { from, to, lines: [{ sku: code, quantity }] }
  const transferId = await createTransfer(shop.ctx, input)
  const can = predicts(() => reference.ship(code, { from, to }, quantity))
  expect(await succeeds(shipTransfer(shop.ctx, { id: transferId, version: undefined }))).toBe(can)
  if (!can || arrived === 0) return
  const isPossible = arrived <= quantity
  const receipt = { lines: [{ variantId: id(variants, code) as never, quantity: arrived, damaged: 0 }] }
  expect(await succeeds(receiveTransfer(shop.ctx, { id: transferId, version: undefined, receipt }))).toBe(isPossible)
  if (isPossible) reference.arrive(code, to, arrived)
}

async function act(world: World, action: Step): Promise<void> {
  const { shop, reference } = world
  switch (action.do) {
    case 'hold':
      return hold(world, action)
    case 'release': {
      const held = (await liveReservations(shop.ctx, { cartId: action.cart })).filter(({ status }) => status === 'held')
      await shop.command((commandId) => releaseHold(shop.ctx, held, { commandId, reason: 'test' }))
      return reference.release(action.cart)
    }
    case 'commit': {
      if (reference.promisesOf(action.cart, false).length === 0) return
      // One order per cart: a cart that was committed is left alone by the reference too.
      if (reference.promisesOf(action.cart, true).length > 0) return
      world.orders += 1
      await shop.commit(action.cart, `ord_${world.orders}`)
      return reference.commit(action.cart)
    }
    case 'fulfil':
    case 'cancel':
      return settle(world, action)
    case 'transfer':
      return transfer(world, action)
    case 'wait':
      shop.clock.advance(HOLD_TIME * action.part)
      return reference.pass(HOLD_TIME * action.part)
    case 'tidy':
      await endExpiredHolds(shop.ctx)
      return reference.endAllLate()
    default:
      return adjust(world, action)
  }
}

const EMPTY = { onHand: 0, reserved: 0, committed: 0, unavailable: 0, incoming: 0, short: 0, available: 0 }

async function compare({ shop, reference, variants, places }: World): Promise<void> {
  expect(await shop.broken()).toEqual([])
  for (const [code, at] of reference.places()) {
    const expected = reference.numbers(code, at)
    const level = await shop.level(id(variants, code), id(places, at)).catch(() => EMPTY)
    expect(level, `${code} at ${at}`).toEqual(expected)
  }
}

describe('stock', () => {
  it('does after any sequence of commands what the reference says, and never breaks its rules', async () => {
    let done = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), async (steps) => {
        const world = await openWorld()
        try {
          for (const action of steps) {
            await act(world, action)
            await compare(world)
            done += 1
          }
        } finally {
          await world.shop.close()
        }
      }),
      { numRuns: Number(process.env.STOCK_RUNS ?? 40) },
    )
    expect(done).toBeGreaterThan(200)
  }, 120_000)
})
