import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkInvariants } from '../../packages/core/src/integrity/index.ts'
import { isProblem } from '../../packages/core/src/kernel/index.ts'
import { completeCartOf } from '../../packages/core/src/orders/complete.ts'
import { address, type OrderShop, openOrderShop } from '../../packages/core/src/orders/fixtures/shop.ts'
import { assertHistory, createHistory } from '../../packages/core/src/testing/index.ts'

const UNITS = 50
const BUYERS = 200

let shop: OrderShop
beforeAll(async () => {
  shop = await openOrderShop({ goods: [{ sku: 'QUEEN', amount: 3_500, stock: UNITS }] })
  const archive = "update stock_locations set status = 'archived' where id = ?"
  await shop.app.db.batch([{ sql: archive, args: [shop.places.store], touches: 'locations' }])
})
afterAll(() => shop.close())

/** What became of one buyer: an order, or the code and status of the refusal. */
type Bought = { readonly orderId: string } | { readonly code: string; readonly status: number }

/** As a browser does it, request by request. */
async function buyOverHttp(): Promise<Bought> {
  const { status, body } = await shop.ask('POST', '/store/carts', {
    body: { lines: [{ sku: 'QUEEN', quantity: 1 }], email: 'ada@example.com' },
  })
  if (status !== 201) return { code: body.code, status }
  const path = `/store/carts/${body.id}`
  const steps = [
    ['PATCH', '', { shippingAddress: address }],
    ['PUT', '/delivery', { code: 'courier' }],
    ['POST', '/payment', { provider: 'manual' }],
    ['POST', '/complete', {}],
  ] as const
  for (const [method, step, sent] of steps) {
    const answer = await shop.ask(method, `${path}${step}`, { token: body.token, body: sent })
    if (answer.status >= 300) return { code: answer.body.code, status: answer.status }
    if (step === '/complete') return { orderId: answer.body.order.id }
  }
  throw new Error('the last step answers')
}

/** As a till or a plugin does it, straight through the services. */
async function buyDirectly(): Promise<Bought> {
  try {
    const cartId = await shop.ready({ lines: [{ sku: 'QUEEN' }] })
    const done = await completeCartOf({ ...shop.ctx, request: { id: shop.ctx.newId('req') } }, cartId)
    if (done.status !== 'placed') throw new Error(`the cart is ${done.status}`)
    return { orderId: done.orderId }
  } catch (error) {
    if (!isProblem(error)) throw error
    return { code: error.code, status: error.status }
  }
}

/** Too few to buy all, so that both ways must sell: so many directly, and so many over HTTP before the first of those was served. */
const EARLY = UNITS * 0.8

describe(`${BUYERS} buyers of ${UNITS} units at the same moment, over HTTP and through services`, () => {
  it('get exactly as many orders as there are units', async () => {
    const history = createHistory()
    const buys = async (buy: () => Promise<Bought>) => {
      const take = history.ask({ kind: 'take', item: 'QUEEN', quantity: 1 })
      const one = await buy()
      if ('orderId' in one) take.ok()
      else take.refused()
      return one
    }
    const direct = Array.from({ length: EARLY }, () => buys(buyDirectly))
    const soldDirectly = Promise.any(
      direct.map(async (bought) => {
        if (!('orderId' in (await bought))) throw new Error('refused')
      }),
    )
    const overHttp = Array.from({ length: BUYERS - EARLY }, async (_, buyer) => {
      if (buyer >= EARLY) await soldDirectly
      return buys(buyOverHttp)
    })
    const bought = await Promise.all([...direct, ...overHttp])
    history
      .ask({ kind: 'count', item: 'QUEEN' })
      .ok(UNITS - (await shop.count('select sum(quantity) from order_lines')))
    assertHistory(history.operations, { units: { QUEEN: UNITS } })
    const orders = bought.flatMap((one) => ('orderId' in one ? [one.orderId] : []))
    const refusals = bought.flatMap((one) => ('code' in one ? [`${one.status} ${one.code}`] : []))
    expect([new Set(orders).size, orders.length]).toEqual([UNITS, UNITS])
    expect([...new Set(refusals)]).toEqual(['409 inventory.insufficient'])
    expect(await shop.count('select count(*) from orders')).toBe(UNITS)
    const soldOverHttp = (await Promise.all(overHttp)).filter((one) => 'orderId' in one).length
    expect([soldOverHttp > 0, soldOverHttp < UNITS], 'both ways sold some').toEqual([true, true])
  })

  it('leave a ledger whose sums are the levels, and nothing that can still be had', async () => {
    await shop.settle()
    const sums =
      'select sum(on_hand), sum(reserved), sum(committed), sum(available), sum(short) from inventory_levels where location_id = ?'
    expect(await shop.app.db.raw(sums, [shop.places.warehouse])).toEqual([[UNITS, 0, UNITS, 0, 0]])
    const ledger = sums.replace('sum(available)', '0').replace('inventory_levels', 'stock_movements')
    expect(await shop.app.db.raw(ledger, [shop.places.warehouse])).toEqual([[UNITS, 0, UNITS, 0, 0]])
    expect(await checkInvariants(shop.app.db)).toEqual({ ok: true, violations: [] })
    await shop.balanced()
  })
})
