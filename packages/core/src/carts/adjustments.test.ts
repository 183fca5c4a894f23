import { afterEach, describe, expect, it } from 'vitest'
import { type Contribution, contribute } from '../kernel/index.ts'
import { openShop, type Shop } from './fixtures/shop.ts'
import { adjuster, cartAdjustments } from './index.ts'

/** Ten percent off every line, for as much as was read. */
const bulk = (looks: string[]) =>
  contribute(
    cartAdjustments,
    adjuster<{ percent: number }>({
      name: 'bulk',
      load: async (ctx, cart) => {
        looks.push(cart.id)
        const rows = await ctx.db.raw('select 10')
        return { percent: Number(rows[0]?.[0]) }
      },
      run: (adjustments, { cart, loaded }) => [
        ...adjustments,
        ...cart.lines.map(({ id, unitAmount, quantity }) => ({
          source: 'bulk',
          code: 'TEN',
          label: 'Ten percent off',
          amount: -Math.floor((unitAmount * quantity * loaded.percent) / 100),
          target: { line: id },
        })),
      ],
    }),
  )

/** Runs last, and sees what others made. */
const freeDelivery = contribute(
  cartAdjustments,
  {
    name: 'free-delivery',
    run: (adjustments, { cart }) =>
      adjustments.length > 0 && cart.deliveryAmount !== null
        ? [
            ...adjustments,
            {
              source: 'free-delivery',
              code: 'FREE',
              label: 'Free delivery',
              amount: -cart.deliveryAmount,
              target: 'delivery',
            },
          ]
        : adjustments,
  },
  'post',
)

describe('filters of adjustments', () => {
  let shop: Shop
  afterEach(() => shop.close())
  const open = async (...contributes: Contribution[]) => {
    shop = await openShop({ contributes })
    return shop
  }

  it('change what the lines, the order and the delivery cost, each seeing what came before', async () => {
    const looks: string[] = []
    await open(freeDelivery, bulk(looks))
    const { id, token, body } = await shop.cart([{ sku: 'HIVE' }, { sku: 'VEIL', quantity: 3 }])
    expect(body.totals).toMatchObject({
      subtotal: { amount: 17_997 },
      adjustment: { amount: -1_799 },
      total: { amount: 16_198 },
    })
    const { body: delivered } = await shop.ask('PUT', `/store/carts/${id}/delivery`, {
      token,
      body: { code: 'courier' },
    })
    expect(delivered.totals).toMatchObject({
      delivery: { amount: 1_000 },
      adjustment: { amount: -2_799 },
      total: { amount: 16_198 },
    })
    expect(
      delivered.adjustments.map(({ code, label, lineId }: { code: string; label: string; lineId: string | null }) => [
        code,
        label,
        lineId,
      ]),
    ).toEqual([
      ['TEN', 'Ten percent off', body.lines[0].id],
      ['TEN', 'Ten percent off', body.lines[1].id],
      ['FREE', 'Free delivery', null],
    ])
    expect(delivered.lines[0]).toMatchObject({
      subtotal: { amount: 12_000 },
      adjustment: { amount: -1_200 },
      total: { amount: 10_800 },
    })
    expect(looks).toEqual([id, id])
  })

  it('see no line that is not for sale', async () => {
    await open(bulk([]))
    const { id, token } = await shop.cart([{ sku: 'HIVE' }, { sku: 'VEIL' }])
    await shop.unpublish('HIVE')
    const { body } = await shop.ask('GET', `/store/carts/${id}`, { token })
    expect(body.adjustments).toHaveLength(1)
    expect(body.totals).toMatchObject({ subtotal: { amount: 1_999 }, adjustment: { amount: -199 } })
  })

  it('that answer fractions are a fault of the shop, and nothing is written', async () => {
    await open(
      contribute(cartAdjustments, {
        name: 'broken',
        run: () => [{ source: 'broken', code: 'x', label: 'x', amount: -0.5, target: 'order' }],
      }),
    )
    expect(await shop.ask('POST', '/store/carts', { body: { lines: [{ sku: 'HIVE' }] } })).toMatchObject({
      status: 500,
      body: { code: 'request.internal' },
    })
    expect((await shop.app.db.raw('select count(*) from carts'))[0]?.[0]).toBe(0)
  })
})
