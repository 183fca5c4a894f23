import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freeSlug, slugOf } from './slug.ts'

describe('a handle from a title', () => {
  it('writes every language of the shop in ASCII', () => {
    expect(slugOf('Вулик «Дадан» на 10 рамок')).toBe('vulyk-dadan-na-10-ramok')
    expect(slugOf('Miód lipowy – słoik 0,9 l')).toBe('miod-lipowy-sloik-0-9-l')
    expect(slugOf('Улей, разборный')).toBe('uley-razbornyy')
    expect(slugOf('蜂蜜')).toBe('')
  })

  it('is the same for plain text alone and beside other letters', () => {
    void fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
        expect([slugOf(text), 'e'].filter((part) => part !== '').join('-')).toBe(slugOf(`${text} é`))
      }),
    )
  })

  it('is cut between words when it is long', () => {
    expect(slugOf('one two three four', 11)).toBe('one-two')
  })

  it('gets a number when it is taken', () => {
    expect(freeSlug('hive', new Set(['hive', 'hive-2']))).toBe('hive-3')
    expect(freeSlug('hive', new Set(['hive-2']))).toBe('hive')
  })
})
