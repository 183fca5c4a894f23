import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { always } from '../testing/fixtures/property.ts'
import type { Adjustment } from './adjustments.ts'
import { applyAdjustments } from './applied.ts'
import { type TotalsInput, totals } from './totals.ts'

const rates = { rates: { standard: 2_300, reduced: 800, none: 0 }, shippingClass: null }
const base = { adjustments: [], delivery: null, rates, pricesIncludeTax: true, rounding: 'line' } as const
const line = (id: string, unitAmount: number, quantity = 1, taxClass = 'standard') => ({
  id,
  unitAmount,
  quantity,
  taxClass,
})
const off = (amount: number, target: Adjustment['target'] = 'order'): Adjustment => ({
  source: 'test',
  code: 'off',
  label: 'Off',
  amount,
  target,
})

const anyTotals: fc.Arbitrary<TotalsInput> = fc
  .record({
    lines: fc.array(
      fc.record({
        unitAmount: fc.integer({ min: 0, max: 1_000_000 }),
        quantity: fc.integer({ min: 1, max: 9_999 }),
        taxClass: fc.constantFrom('standard', 'reduced', 'none', 'unknown'),
      }),
      { maxLength: 12 },
    ),
    delivery: fc.option(
      fc.record({
        amount: fc.integer({ min: 0, max: 100_000 }),
        taxClass: fc.constantFrom(null, 'standard', 'reduced'),
      }),
      { nil: null },
    ),
    offs: fc.array(
      fc.record({
        amount: fc.integer({ min: -10_000_000, max: 100_000 }),
        where: fc.constantFrom('order', 'delivery', 'line' as const),
        at: fc.nat(20),
      }),
      { maxLength: 6 },
    ),
    shippingClass: fc.constantFrom(null, 'standard', 'reduced'),
    pricesIncludeTax: fc.boolean(),
    rounding: fc.constantFrom('line' as const, 'total' as const),
  })
  .map(({ lines, delivery, offs, shippingClass, pricesIncludeTax, rounding }) => ({
    lines: lines.map((item, index) => ({ id: `cln_${index}`, ...item })),
    delivery,
    adjustments: offs.map(({ amount, where, at }) => off(amount, where === 'line' ? { line: `cln_${at}` } : where)),
    rates: { ...rates, shippingClass },
    pricesIncludeTax,
    rounding,
  }))

const sum = (amounts: readonly number[]) => amounts.reduce((a, b) => a + b, 0)

describe('the totals of a cart', () => {
  it('add up exactly, whatever is in it', () => {
    always(
      fc.property(anyTotals, (input) => {
        const result = totals(input)
        if (result === undefined) throw new Error('these amounts can be counted')
        const delivery = result.delivery ?? { amount: 0, adjustment: 0, tax: 0, total: 0 }
        expect(result.subtotal).toBe(sum(input.lines.map(({ unitAmount, quantity }) => unitAmount * quantity)))
        expect(result.adjustment).toBe(sum(result.lines.map(({ adjustment }) => adjustment)) + delivery.adjustment)
        expect(result.adjustment).toBe(sum(result.adjustments.map(({ amount }) => amount)))
        expect(result.tax).toBe(sum(result.lines.map(({ tax }) => tax)) + delivery.tax)
        expect(result.tax).toBe(sum(result.taxes.map(({ tax }) => tax)))
        expect(result.total).toBe(sum(result.lines.map(({ total }) => total)) + delivery.total)
        expect(result.total).toBe(
          result.subtotal + result.adjustment + delivery.amount + (input.pricesIncludeTax ? 0 : result.tax),
        )
        expect(result.total).toBe(sum(result.taxes.map(({ net, tax }) => net + tax)))
        for (const { subtotal, adjustment, tax, total } of result.lines) {
          expect(subtotal + adjustment).toBeGreaterThanOrEqual(0)
          expect(tax).toBeGreaterThanOrEqual(0)
          expect(total).toBe(subtotal + adjustment + (input.pricesIncludeTax ? 0 : tax))
          expect([subtotal, adjustment, tax, total].every(Number.isSafeInteger)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('do not depend on the order of the lines', () => {
    always(
      fc.property(anyTotals, (input) => {
        const flat = { ...input, adjustments: [], rounding: 'line' as const }
        const [there, back] = [totals(flat), totals({ ...flat, lines: [...flat.lines].reverse() })]
        expect(back?.subtotal).toBe(there?.subtotal)
        expect(back?.total).toBe(there?.total)
      }),
    )
  })

  it('take tax out of prices that include it, and add it to those that do not', () => {
    const lines = [line('a', 12_300), line('b', 1_080, 2, 'reduced')]
    expect(totals({ ...base, lines })).toMatchObject({ total: 14_460, tax: 2_300 + 160 })
    expect(totals({ ...base, lines, pricesIncludeTax: false })).toMatchObject({
      subtotal: 14_460,
      tax: 2_829 + 173,
      total: 14_460 + 3_002,
    })
  })

  it('round per line or once per rate', () => {
    const lines = ['a', 'b', 'c'].map((id) => line(id, 33))
    expect(totals({ ...base, lines, pricesIncludeTax: false })?.tax).toBe(3 * 8)
    expect(totals({ ...base, lines, pricesIncludeTax: false, rounding: 'total' })?.tax).toBe(23)
  })

  it('tax the delivery by its own class, or by what is delivered', () => {
    const lines = [line('a', 10_000), line('b', 10_000, 1, 'reduced')]
    const own = totals({ ...base, lines, delivery: { amount: 1_230, taxClass: 'standard' } })
    expect(own?.delivery).toEqual({ amount: 1_230, adjustment: 0, tax: 230, total: 1_230 })
    const shared = totals({ ...base, lines, delivery: { amount: 2_000, taxClass: null }, pricesIncludeTax: false })
    expect(shared?.delivery?.tax).toBe(230 + 80)
  })

  it('cannot be told when a sum is too large to be counted', () => {
    expect(totals({ ...base, lines: [line('a', 1_000_000_000_000, 9_999)] })).toBeUndefined()
  })
})

describe('adjustments', () => {
  const goods = {
    lines: [
      { id: 'a', subtotal: 100 },
      { id: 'b', subtotal: 200 },
      { id: 'c', subtotal: 1 },
    ],
    delivery: 50,
  }

  it('of the order are shared by value, the remainder by the largest fraction', () => {
    const applied = applyAdjustments(goods, [off(-100)])
    expect(applied.lines.map(({ adjustment }) => adjustment)).toEqual([-33, -67, 0])
    expect(sum(applied.lines.map(({ adjustment }) => adjustment))).toBe(-100)
  })

  it('never take more than there is', () => {
    const applied = applyAdjustments(goods, [
      off(-90, { line: 'a' }),
      off(-90, { line: 'a' }),
      off(-1_000),
      off(-80, 'delivery'),
      off(-5),
    ])
    expect(applied.adjustments.map(({ amount }) => amount)).toEqual([-90, -10, -201, -50])
    expect(applied.lines.map(({ subtotal, adjustment }) => subtotal + adjustment)).toEqual([0, 0, 0])
    expect(applied.delivery).toEqual({ amount: 50, adjustment: -50 })
  })

  it('of lines and deliveries that are not there have no effect', () => {
    expect(
      applyAdjustments({ ...goods, delivery: null }, [off(-5, 'delivery'), off(-5, { line: 'x' })]).adjustments,
    ).toEqual([])
    expect(applyAdjustments({ lines: [], delivery: null }, [off(-5), off(5)]).adjustments).toEqual([])
  })

  it('may add to the price', () => {
    expect(applyAdjustments(goods, [off(7, { line: 'c' }), off(30, 'delivery')])).toMatchObject({
      delivery: { adjustment: 30 },
      adjustments: [{ amount: 7 }, { amount: 30 }],
    })
  })
})
