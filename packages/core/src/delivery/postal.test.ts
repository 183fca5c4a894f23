import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPostalPattern, servesPostalCode } from './postal.ts'

describe('postal patterns', () => {
  it.each([
    [['80-*'], '80-123', true],
    [['80-*'], '80 123', true],
    [['80-*'], '81-123', false],
    [['10???'], '10115', true],
    [['10???'], '101150', false],
    [['SW1*'], 'sw1a 1aa', true],
    [['1000..1999'], '1500', true],
    [['1000..1999'], '15000', false],
    [['1000..1999'], '2000', false],
    [['00-000..04-999'], '04-210', true],
    [['!97*'], '97100', false],
    [['!97*'], '75001', true],
    [['75*', '!75116'], '75116', false],
    [['75*', '!75116'], '75001', true],
    [['*a*a*b'], 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac', false],
  ])('%j serve %s: %s', (patterns, code, served) => {
    expect(servesPostalCode(patterns, code)).toBe(served)
  })

  it('serve everywhere without patterns, and everywhere but with exclusions, while the code is not known', () => {
    expect(servesPostalCode([], undefined)).toBe(true)
    expect(servesPostalCode(['!97*'], null)).toBe(true)
    expect(servesPostalCode(['80-*'], '')).toBe(false)
  })

  it.each(['', '..', '1..22', '9..1', 'a|b', '(x)', '1..2..3'])('%j is refused', (text) => {
    expect(isPostalPattern(text)).toBe(false)
  })

  it('mean the same as the regular expression that they stand for', () => {
    const letters = fc.string({ unit: fc.constantFrom('1', '2', 'A', '?', '*'), minLength: 1, maxLength: 8 })
    const codes = fc.string({ unit: fc.constantFrom('1', '2', 'A'), minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(letters, codes, (pattern, code) => {
        const expected = new RegExp(`^${pattern.replaceAll('?', '.').replaceAll('*', '.*')}$`).test(code)
        expect(servesPostalCode([pattern], code)).toBe(expected)
      }),
    )
  })
})
