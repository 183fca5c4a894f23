import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type TaxInput, taxLines } from './tax.ts'

const poland = { rates: { standard: 2300, reduced: 800, books: 500 }, shippingClass: null }

describe('the tax of an order', () => {
  it('is inside of gross prices, rounded per line', () => {
    const result = taxLines({
      lines: [
        { amount: 1000, taxClass: 'standard' },
        { amount: 1000, taxClass: 'standard' },
        { amount: 500, taxClass: 'reduced' },
      ],
      shipping: null,
      rates: poland,
      pricesIncludeTax: true,
      rounding: 'line',
    })
    expect(result.lines).toEqual([
      { net: 813, tax: 187, gross: 1000, rate: 2300 },
      { net: 813, tax: 187, gross: 1000, rate: 2300 },
      { net: 463, tax: 37, gross: 500, rate: 800 },
    ])
    expect(result.total).toEqual({ net: 2089, tax: 411, gross: 2500 })
    expect(result.summary).toEqual([
      { net: 1626, tax: 374, gross: 2000, rate: 2300 },
      { net: 463, tax: 37, gross: 500, rate: 800 },
    ])
  })

  it('is on top of net prices, rounded per rate and shared out', () => {
    const lines = [333, 333, 334].map((amount) => ({ amount, taxClass: 'standard' }))
    const result = taxLines({ lines, shipping: null, rates: poland, pricesIncludeTax: false, rounding: 'total' })
    expect(result.total).toEqual({ net: 1000, tax: 230, gross: 1230 })
    expect(result.lines.map(({ tax }) => tax)).toEqual([77, 76, 77])
  })

  it('of shipping follows the goods where the zone has no class for it', () => {
    const lines = [
      { amount: 3000, taxClass: 'standard' },
      { amount: 1000, taxClass: 'reduced' },
    ]
    const result = taxLines({
      lines,
      shipping: { amount: 400 },
      rates: poland,
      pricesIncludeTax: false,
      rounding: 'line',
    })
    expect(result.shipping).toEqual({ net: 400, tax: 69 + 8, gross: 477 })
    const fixed = taxLines({
      lines,
      shipping: { amount: 400 },
      rates: { ...poland, shippingClass: 'books' },
      pricesIncludeTax: false,
      rounding: 'line',
    })
    expect(fixed.shipping.tax).toBe(20)
    const own = taxLines({
      lines,
      shipping: { amount: 400, taxClass: 'reduced' },
      rates: poland,
      pricesIncludeTax: false,
      rounding: 'line',
    })
    expect(own.shipping.tax).toBe(32)
  })

  it('takes the standard rate for classes that the zone does not know, and none without a zone', () => {
    const taxOf = (rates: TaxInput['rates']) =>
      taxLines({
        lines: [{ amount: 100, taxClass: 'wine' }],
        shipping: { amount: 10 },
        rates,
        pricesIncludeTax: false,
        rounding: 'line',
      }).total.tax
    expect(taxOf(poland)).toBe(25)
    expect(taxOf({ rates: {}, shippingClass: null })).toBe(0)
  })

  it('refuses amounts that no order has', () => {
    for (const amount of [-1, 0.5, Number.NaN])
      expect(() =>
        taxLines({
          lines: [{ amount, taxClass: 'standard' }],
          shipping: null,
          rates: poland,
          pricesIncludeTax: true,
          rounding: 'line',
        }),
      ).toThrow(RangeError)
  })

  const input = fc.record<TaxInput>({
    lines: fc.array(
      fc.record({
        amount: fc.integer({ min: 0, max: 10_000_000 }),
        taxClass: fc.constantFrom('standard', 'reduced', 'books', 'other'),
      }),
      { maxLength: 12 },
    ),
    shipping: fc.option(
      fc.record({ amount: fc.integer({ min: 0, max: 50_000 }), taxClass: fc.constantFrom(null, 'reduced') }),
    ),
    rates: fc.record({
      rates: fc.record(
        { standard: fc.integer({ min: 0, max: 2700 }), reduced: fc.integer({ min: 0, max: 1000 }) },
        { requiredKeys: [] },
      ),
      shippingClass: fc.constantFrom(null, 'standard'),
    }),
    pricesIncludeTax: fc.boolean(),
    rounding: fc.constantFrom('line', 'total'),
  })

  it('adds up exactly: lines and shipping, the summary, and net plus tax', () => {
    fc.assert(
      fc.property(input, (order) => {
        const { lines, shipping, summary, total } = taxLines(order)
        const sum = (parts: readonly { net: number; tax: number; gross: number }[], key: 'net' | 'tax' | 'gross') =>
          parts.reduce((all, part) => all + part[key], 0)
        for (const part of [...lines, shipping, ...summary, total]) {
          expect(part.net + part.tax).toBe(part.gross)
          expect(Math.min(part.net, part.tax)).toBeGreaterThanOrEqual(0)
        }
        for (const key of ['net', 'tax', 'gross'] as const) {
          expect(sum([...lines, shipping], key)).toBe(total[key])
          expect(sum(summary, key)).toBe(total[key])
        }
        const paid = order.lines.reduce((all, { amount }) => all + amount, 0) + (order.shipping?.amount ?? 0)
        expect(order.pricesIncludeTax ? total.gross : total.net).toBe(paid)
      }),
    )
  })

  it('is exact to half a unit: per line for each line, per total for each rate', () => {
    fc.assert(
      fc.property(input, (order) => {
        const { lines, summary } = taxLines(order)
        const parts = order.rounding === 'line' ? lines : summary
        for (const { net, tax, gross, rate } of parts) {
          const exact = order.pricesIncludeTax ? (gross * rate) / (10_000 + rate) : (net * rate) / 10_000
          expect(Math.abs(tax - exact)).toBeLessThanOrEqual(order.rounding === 'line' ? 0.5000001 : 0.5000001)
        }
      }),
    )
  })
})
