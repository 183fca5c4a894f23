import { describe, expect, it } from 'vitest'
import { amountOf, minorOf } from './amount.ts'

describe('an amount of eBay', () => {
  it.each([
    ['12.34', 'USD', 1234],
    ['12.3', 'USD', 1230],
    ['5', 'EUR', 500],
    ['0.0', 'EUR', 0],
    ['-1.05', 'EUR', -105],
    ['1200', 'JPY', 1200],
    ['1200.0', 'JPY', 1200],
    ['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER],
  ])('%s %s is %d in minor units', (value, currency, minor) => {
    expect(minorOf({ value, currency })).toBe(minor)
  })

  it.each(['', 'free', '1,50', '0.001', '1e3', '99999999999999999'])('%j is none', (value) => {
    expect(() => minorOf({ value, currency: 'EUR' })).toThrow(/is no amount/)
  })

  it.each([0, 5, 99, 100, 123456, -105])('%d comes back as it went', (minor) => {
    for (const currency of ['EUR', 'JPY', 'KWD']) expect(minorOf(amountOf(minor, currency))).toBe(minor)
  })

  it('is written with all its digits', () => {
    expect([amountOf(5, 'EUR').value, amountOf(-105, 'EUR').value, amountOf(7, 'JPY').value]).toEqual([
      '0.05',
      '-1.05',
      '7',
    ])
  })
})
