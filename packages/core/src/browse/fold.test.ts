import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, foldCode, wordsOf } from './fold.ts'

describe('folding', () => {
  it.each([
    ['Miód LIPOWY', 'miod lipowy'],
    ['Łódź', 'lodz'],
    ['Вулик їжака, ґанок', 'вулик ижака ганок'],
    ['Ёлка', 'елка'],
    ['Straße Ø 12', 'strasse o 12'],
    ['ﬁlter-№ 5', 'filter no 5'],
    ['  many   spaces ', 'many spaces'],
  ])('writes %s as %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  it('finds Ukrainian and Russian spellings of one word alike', () => {
    expect(fold('вулики')).toBe(fold('вулікі'))
  })

  it('is the same when it is done twice, and never leaves quotes or operators for the index', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const folded = fold(text)
        expect(fold(folded)).toBe(folded)
        expect(folded).not.toMatch(/["*()^:+-]/)
        expect(wordsOf(folded).every((word) => word !== '')).toBe(true)
      }),
    )
  })

  it('writes plain text the same alone and beside other letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        expect(`${fold(text)} e`.trim()).toBe(fold(`${text} é`))
      }),
    )
  })

  it('compares codes without their punctuation', () => {
    expect(foldCode('LIP-001/a')).toBe('lip001a')
  })
})
