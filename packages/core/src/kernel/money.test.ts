import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { always } from '../testing/fixtures/property.ts'
import { allocate, exponent, formatMoney, MoneyInput, multiplyRatio, type Rounding } from './money.ts'

const amount = fc.maxSafeInteger()
const weights = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 20 })
const rounding = fc.constantFrom<Rounding>('halfUp', 'halfEven', 'up', 'down')
const ratio = fc.record({
  numerator: fc.integer({ min: -1_000_000, max: 1_000_000 }),
  denominator: fc.integer({ min: 1, max: 1_000_000 }),
})

describe('splitting an amount', () => {
  it('always adds up, keeps the sign, and gives each part at most one unit more than its share', () => {
    always(
      fc.property(amount, weights, (whole, shares) => {
        const parts = allocate(whole, shares)
        const total = shares.reduce((a, b) => a + b, 0)
        expect(parts.reduce((a, part) => a + BigInt(part), 0n)).toBe(BigInt(whole))
        for (const [index, part] of parts.entries()) {
          const weight = total === 0 ? 1n : BigInt(shares[index] as number)
          const exact = (BigInt(Math.abs(whole)) * weight) / BigInt(total === 0 ? shares.length : total)
          expect([exact, exact + 1n]).toContain(BigInt(Math.abs(part)))
          if (part !== 0) expect(Math.sign(part)).toBe(Math.sign(whole))
        }
      }),
    )
  })

  it('gives nothing to parts of no weight, unless all are', () => {
    always(
      fc.property(amount, weights, (whole, shares) => {
        fc.pre(shares.some((weight) => weight > 0))
        const parts = allocate(whole, shares)
        for (const [index, weight] of shares.entries())
          if (weight === 0) expect(Math.abs(parts[index] as number)).toBe(0)
      }),
    )
    expect(allocate(10, [0, 0, 0])).toEqual([4, 3, 3])
  })

  it('is fair to equal weights: they differ by one unit at most, earlier ones first', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33])
    expect(allocate(5, [3, 7])).toEqual([2, 3])
    expect(allocate(0, [1, 2])).toEqual([0, 0])
    expect(allocate(7, [])).toEqual([])
  })

  it('refuses weights that are broken or negative', () => {
    expect(() => allocate(1, [0.5])).toThrow(RangeError)
    expect(() => allocate(1, [-1, 2])).toThrow(RangeError)
  })
})

describe('a ratio of an amount', () => {
  it('is off by less than one unit, and by half a unit at most when rounded to the nearest', () => {
    always(
      fc.property(fc.integer(), ratio, rounding, (whole, { numerator, denominator }, how) => {
        const result = multiplyRatio(whole, { numerator, denominator }, how)
        const off = BigInt(result) * BigInt(denominator) - BigInt(whole) * BigInt(numerator)
        const size = off < 0n ? -off : off
        expect(size < BigInt(denominator)).toBe(true)
        if (how === 'halfUp' || how === 'halfEven') expect(size * 2n <= BigInt(denominator)).toBe(true)
      }),
    )
  })

  it('is symmetrical around zero', () => {
    always(
      fc.property(fc.integer(), ratio, rounding, (whole, part, how) => {
        expect(multiplyRatio(-whole, part, how) + multiplyRatio(whole, part, how)).toBe(0)
      }),
    )
  })

  it.each([
    ['halfUp', [-3, -2, -1, 1, 2, 3]],
    ['halfEven', [-2, -2, 0, 0, 2, 2]],
    ['up', [-3, -2, -1, 1, 2, 3]],
    ['down', [-2, -1, 0, 0, 1, 2]],
  ] as const)('rounds ties as %s says', (how, expected) => {
    const halves = [-5, -3, -1, 1, 3, 5].map((half) => multiplyRatio(half, { numerator: 1, denominator: 2 }, how) + 0)
    expect(halves).toEqual(expected)
  })

  it('is exact for the greatest amounts and refuses what is out of range', () => {
    const most = Number.MAX_SAFE_INTEGER
    expect(multiplyRatio(most, { numerator: 2_300, denominator: 10_000 }, 'halfUp')).toBe(2_071_655_828_590_428)
    expect(() => multiplyRatio(most, { numerator: 2, denominator: 1 }, 'down')).toThrow(RangeError)
    expect(() => multiplyRatio(1, { numerator: 1, denominator: 0 }, 'down')).toThrow(RangeError)
  })
})

describe('money', () => {
  it('is shown with every digit that it has, in every currency', () => {
    always(
      fc.property(
        fc.constantFrom(...Intl.supportedValuesOf('currency')),
        fc.integer({ min: -1e12, max: 1e12 }),
        (currency, units) => {
          const digits = formatMoney({ amount: units, currency }, 'en')
            .replace(/[^\d.]/g, '')
            .replace(/^\.+/, '')
          const [whole = '0', fraction = ''] = digits.split('.')
          expect(Number(whole + fraction.padEnd(exponent(currency), '0'))).toBe(Math.abs(units))
        },
      ),
    )
  })

  it('leaves the fraction out where people do, as long as there is none', () => {
    const shown = (amount: number, currency: string, language = 'en') =>
      formatMoney({ amount, currency }, language).replace(/\s/g, ' ')
    expect(shown(129_000, 'HUF')).toBe('HUF 1,290')
    expect(shown(129_050, 'HUF')).toBe('HUF 1,290.50')
    expect(shown(1_250, 'EUR', 'pl')).toBe('12,50 €')
    expect(shown(1_250, 'JPY')).toBe('¥1,250')
    expect(shown(1_250, 'KWD')).toBe('KWD 1.250')
  })

  it('comes in as whole minor units of a known currency only', () => {
    const accepts = (input: unknown) => v.is(MoneyInput, input)
    expect(accepts({ amount: 1250, currency: 'EUR' })).toBe(true)
    const bad = [
      { amount: 12.5, currency: 'EUR' },
      { amount: 2 ** 53, currency: 'EUR' },
      { amount: '1', currency: 'EUR' },
      { amount: 1, currency: 'eur' },
      { amount: 1, currency: 'QQQ' },
      { amount: 1 },
      { amount: 1, currency: 'EUR', extra: 1 },
      { amount: Number.NaN, currency: 'EUR' },
    ]
    expect(bad.filter(accepts)).toEqual([])
  })
})
