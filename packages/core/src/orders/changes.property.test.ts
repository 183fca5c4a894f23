import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fulfillWork } from '../fulfillment/fulfill.ts'
import { parcelsOfOrder, workOfOrder } from '../fulfillment/reads.ts'
import { moveWork } from '../fulfillment/relocate.ts'
import { cancelFulfillment } from '../fulfillment/undo.ts'
import { isProblem } from '../kernel/index.ts'
import { cancelOrder } from './cancel.ts'
import { editOrder } from './edit.ts'
import { type OrderShop, openOrderShop } from './fixtures/shop.ts'
import { orderWithLines } from './reads.ts'

type LineId = `orl_${string}`

/** What people may do to an order; `at` picks the line, work or parcel, `much` how many. */
interface Step {
  readonly what: 'edit' | 'add' | 'cancel' | 'ship' | 'unship' | 'move'
  readonly at: number
  readonly much: number
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('edit', 'add', 'cancel', 'ship', 'unship', 'move'),
  at: fc.nat(4),
  much: fc.nat(6),
})

describe('whatever happens to an order', () => {
  let shop: OrderShop
  beforeAll(async () => {
    shop = await openOrderShop({
      goods: [
        { sku: 'HIVE', amount: 12_000, stock: 1_000 },
        { sku: 'VEIL', amount: 1_999, stock: 1_000, taxClass: 'reduced' },
        { sku: 'EBOOK', amount: 500, stock: 0, tracked: false, requiresShipping: false },
      ],
    })
  })
  afterAll(async () => {
    await shop.settle()
    await shop.balanced()
    await shop.close()
  })

  const doStep = async (id: string, { what, at, much }: Step): Promise<void> => {
    const { lines } = await orderWithLines(shop.ctx, id)
    const lineId = (lines[at % lines.length]?.id ?? '') as LineId
    const work = (await workOfOrder(shop.ctx, id)).filter(({ order }) => order.status !== 'cancelled')
    const chosen = work[at % Math.max(1, work.length)]
    if (what === 'edit') await editOrder(shop.ctx, { id, edit: { lines: [{ lineId, quantity: much }], add: [] } })
    if (what === 'add')
      await editOrder(shop.ctx, {
        id,
        edit: { lines: [], add: [{ sku: ['HIVE', 'VEIL', 'EBOOK'][at % 3] ?? '', quantity: much + 1 }] },
      })
    if (what === 'cancel')
      await cancelOrder(shop.ctx, { id, cancel: much === 0 ? {} : { lines: [{ lineId, quantity: much }] } })
    if (what === 'ship' && chosen !== undefined) {
      const part = chosen.lines.filter(({ quantity, fulfilled }) => quantity > fulfilled).slice(0, 1)
      const parts = part.map(({ lineId: of }) => ({ lineId: of as LineId, quantity: 1 + (much % 2) }))
      await fulfillWork(shop.ctx, {
        id: chosen.order.id,
        fulfill: much > 4 || parts.length === 0 ? {} : { lines: parts },
      })
    }
    if (what === 'unship') {
      const parcels = await parcelsOfOrder(shop.ctx, id)
      const parcel = parcels[at % Math.max(1, parcels.length)]
      if (parcel !== undefined) await cancelFulfillment(shop.ctx, { id: parcel.fulfillment.id })
    }
    if (what === 'move' && chosen !== undefined) {
      const { warehouse, store } = shop.places
      const locationId = chosen.order.locationId === warehouse ? store : warehouse
      await moveWork(shop.ctx, { id: chosen.order.id, to: { locationId } })
    }
  }

  it('stock, work, lines and totals balance after every step, and refused steps change nothing', async () => {
    const seen = new Map<string, number>()
    const seed = process.env.VITRINE_SEED
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
        const id = await shop.order({
          lines: [{ sku: 'HIVE', quantity: 3 }, { sku: 'VEIL', quantity: 4 }, { sku: 'EBOOK' }],
        })
        for (const one of steps) {
          const before = await orderWithLines(shop.ctx, id)
          try {
            await doStep(id, one)
            seen.set(one.what, (seen.get(one.what) ?? 0) + 1)
          } catch (error) {
            if (!isProblem(error) || error.status >= 500 || error.code === 'request.conflict') throw error
            expect(await orderWithLines(shop.ctx, id)).toEqual(before)
          }
          const { order, lines } = await orderWithLines(shop.ctx, id)
          const sum = (of: (line: (typeof lines)[number]) => number) => lines.reduce((all, line) => all + of(line), 0)
          expect(order.linesTotal).toBe(sum((line) => line.unitAmount * (line.quantity - line.cancelled)))
          expect(order.total).toBe(order.linesTotal + order.adjustmentsTotal + order.shippingTotal)
          expect(order.taxTotal).toBe(sum((line) => line.tax) + (order.delivery?.tax ?? 0))
          expect(order.status === 'cancelled').toBe(order.cancelled === order.quantity)
        }
        await shop.settle()
        await shop.balanced()
      }),
      { numRuns: 40, ...(seed === undefined ? {} : { seed: Number(seed) }) },
    )
    for (const what of ['edit', 'add', 'cancel', 'ship', 'unship', 'move'])
      expect(seen.get(what) ?? 0).toBeGreaterThan(2)
  })
})
