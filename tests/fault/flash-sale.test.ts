import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openLocalEngine } from '../../packages/core/src/kernel/index.ts'
import { judgeSale, sell, type Told } from './fixtures/sale.ts'
import { openSaleShop, type SaleShop } from './fixtures/sale-shop.ts'

/** More than there are callers at once, so that each way meets the goods before they are gone. */
const UNITS = Number(process.env.VITRINE_UNITS ?? 150)
const BUYERS = Number(process.env.VITRINE_BUYERS ?? 1_500)
const CALLERS = 64
/** Milliseconds that nobody waits longer for the last unit, on a machine that is busy with other things. */
const PATIENCE = 5_000

describe(`${BUYERS} buyers of ${UNITS} units, over five ways`, () => {
  let sale: SaleShop
  beforeAll(async () => {
    sale = await openSaleShop({ units: UNITS, callers: CALLERS })
  })
  afterAll(() => sale.close())

  it('sell every unit once, and tell all others that there is no more', { timeout: 30 * 60_000 }, async () => {
    const { shop, ways } = sale
    const { db } = shop.commerce.core
    const ids = async () => (await db.raw('select id from orders')).map(([id]) => String(id))
    const before = new Set(await ids())
    const started = performance.now()
    const told = await sell({ buyers: BUYERS, callers: CALLERS, ways })
    const seconds = (performance.now() - started) / 1_000
    const booked = (await ids()).filter((id) => !before.has(id))
    expect(judgeSale({ told, units: UNITS, buyers: BUYERS, booked })).toEqual([])
    const winners = new Set(told.flatMap(({ way, bought }) => ('order' in bought ? [way] : [])))
    expect([...winners].sort(), 'every way sold some').toEqual(Object.keys(ways).sort())
    const level = `select on_hand, reserved, committed, available, short from inventory_levels
      where variant_id = (select id from product_variants where sku = 'QUEEN')`
    expect(await db.raw(level)).toEqual([[UNITS, 0, UNITS, 0, 0]])
    const last = lastUnit(told)
    expect(last, 'the last unit was decided').toBeLessThan(PATIENCE)
    process.stdout.write(
      `L3: ${UNITS} units sold to ${BUYERS} buyers over ${Object.keys(ways).length} ways in ${seconds.toFixed(1)} s ` +
        `(${Math.round(BUYERS / seconds)}/s), 0 too many, 0 errors, the last unit decided in ${Math.round(last)} ms\n`,
    )
  })
})

/** How long those waited for their no who were told right after the last unit was gone; they had asked when it was still to be had. */
function lastUnit(told: readonly Told[]): number {
  const sold = told.findLastIndex(({ bought }) => 'order' in bought)
  const after = told.slice(sold + 1, sold + 1 + CALLERS)
  return Math.max(0, ...after.map(({ ms }) => ms))
}

describe('the judge of a sale', () => {
  it('catches a shop that reads what is left, and then writes what it read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vitrine-naive-'))
    const engine = openLocalEngine(join(folder, 'shop.db'))
    await engine.batch([
      { sql: 'create table stock (left integer not null) strict', args: [] },
      { sql: 'create table orders (id text primary key not null) strict', args: [] },
      { sql: 'insert into stock values (20)', args: [] },
    ])
    let number = 0
    const naive = async () => {
      const left = Number((await engine.read('select left from stock', []))[0]?.[0])
      if (left < 1) return { refused: '409 inventory.insufficient' }
      const order = `ord_${++number}`
      await engine.batch([
        { sql: 'update stock set left = ?', args: [left - 1] },
        { sql: 'insert into orders values (?)', args: [order] },
      ])
      return { order }
    }
    const told = await sell({ buyers: 100, callers: 16, ways: { naive } })
    const booked = (await engine.read('select id from orders', [])).map(([id]) => String(id))
    expect(judgeSale({ told, units: 20, buyers: 100, booked }).join()).toMatch(/^\d\d+ of 20 units were sold/)
    await engine.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('names lost orders, other refusals, buyers without an answer and a sale without a rush', () => {
    const bought = (order: string): Told => ({ way: 'web', bought: { order }, ms: 1 })
    const refused: Told = { way: 'web', bought: { refused: '500 request.failed' }, ms: 1 }
    const told = [bought('a'), bought('a'), refused]
    expect(judgeSale({ told, units: 2, buyers: 4, booked: ['b'] })).toEqual([
      '3 of 4 buyers were told',
      'two buyers were given one order',
      '1 orders stand in the book',
      '2 orders were promised and are not in the book',
      'refused with 500 request.failed',
    ])
    expect(judgeSale({ told: [bought('a')], units: 1, buyers: 1, booked: ['a'] })).toEqual(['there was enough for all'])
  })
})
