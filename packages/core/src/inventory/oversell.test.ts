import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isProblem } from '../kernel/index.ts'
import { openTestApp } from '../testing/index.ts'
import { openStockShop, type StockShop } from './fixtures/shop.ts'

describe('200 parallel buyers of 50 units', () => {
  let shop: StockShop
  beforeEach(async () => {
    shop = await openStockShop()
  })
  afterEach(() => shop.close())

  async function rush(locations: readonly number[], quantity: number) {
    const variantId = await shop.variant('queen')
    for (const [index, units] of locations.entries())
      await shop.stock(variantId, await shop.place({ code: `place-${index}` }), units)
    const buyers = Array.from({ length: 200 }, (_, buyer) => shop.hold(`crt_${buyer}`, [{ variantId, quantity }]))
    const outcomes = await Promise.allSettled(buyers)
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    const [[held]] = (await shop.ctx.db.raw('select sum(quantity) from reservations where status = ?', ['held'])) as [
      [number],
    ]
    return { won: outcomes.length - refused.length, refused, held }
  }

  it('hold exactly 50, the rest are told that there is not enough', async () => {
    const { won, refused, held } = await rush([50], 1)
    expect({ won, held }).toEqual({ won: 50, held: 50 })
    expect(refused.every((error) => isProblem(error) && error.code === 'inventory.insufficient')).toBe(true)
    expect(refused[0]).toMatchObject({ status: 409, extra: { requested: 1, available: 0 } })
    expect(await shop.broken()).toEqual([])
  })

  it('hold exactly 50 over three locations, also when a buyer needs two of them', async () => {
    const { won, held } = await rush([25, 16, 9], 2)
    expect({ won, held }).toEqual({ won: 25, held: 50 })
    expect(await shop.broken()).toEqual([])
  })

  it('hold exactly 50 over ten locations, where each round of the rush empties the best one', async () => {
    const { won, held } = await rush(
      Array.from({ length: 10 }, () => 5),
      1,
    )
    expect({ won, held }).toEqual({ won: 50, held: 50 })
    expect(await shop.broken()).toEqual([])
  })
})

it('the rules that are checked after each test find what is broken', async () => {
  const shop = await openStockShop(() => openTestApp({ isBroken: true }))
  const [variantId, locationId] = [await shop.variant('frame'), await shop.place({ code: 'one' })]
  await shop.stock(variantId, locationId, 5)
  await shop.ctx.db.batch([
    { sql: 'update inventory_levels set on_hand = 4, reserved = 1, committed = 2, last_movement = null', args: [] },
  ])
  expect((await shop.broken()).map(([rule]) => rule)).toEqual([
    'level is not the sum of its ledger',
    'level is not the sum of its ledger',
    'level is not the sum of its ledger',
    'reserved is not what is held',
    'committed is not what is open',
    'the chain of a ledger is broken',
  ])
  await shop.close()
})
