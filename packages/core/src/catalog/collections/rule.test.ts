import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Condition, Rule } from '../values.ts'
import { matches, type ProductFacts } from './rule.ts'

const hive: ProductFacts = {
  title: 'Hive Dadant',
  type: 'Hives',
  vendor: 'Lipova',
  tags: ['Wood', 'new'],
  attributes: new Map<string, (string | number | boolean)[]>([
    ['wood', ['pine', 'linden']],
    ['frames', [10]],
    ['boxed', [false]],
    ['season', ['2026-05-01']],
  ]),
  prices: new Map([['EUR', 12_900]]),
}
const one = (condition: Condition) => matches({ match: 'all', conditions: [condition] }, hive)

describe('a rule', () => {
  it.each<[Condition, boolean]>([
    [{ field: 'tag', op: 'equal', value: 'wood' }, true],
    [{ field: 'tag', op: 'equal', value: 'woo' }, false],
    [{ field: 'tag', op: 'contains', value: 'oo' }, true],
    [{ field: 'tag', op: 'notEqual', value: 'NEW' }, false],
    [{ field: 'type', op: 'equal', value: 'hives' }, true],
    [{ field: 'vendor', op: 'notEqual', value: 'Other' }, true],
    [{ field: 'title', op: 'contains', value: 'dadant' }, true],
    [{ field: 'attribute.wood', op: 'equal', value: 'linden' }, true],
    [{ field: 'attribute.frames', op: 'atLeast', value: 10 }, true],
    [{ field: 'attribute.frames', op: 'atMost', value: 9 }, false],
    [{ field: 'attribute.boxed', op: 'equal', value: false }, true],
    [{ field: 'attribute.season', op: 'atMost', value: '2026-05-01' }, true],
    [{ field: 'attribute.none', op: 'equal', value: 'x' }, false],
    [{ field: 'attribute.none', op: 'notEqual', value: 'x' }, true],
    [{ field: 'price', op: 'atMost', value: 12_900, currency: 'EUR' }, true],
    [{ field: 'price', op: 'atMost', value: 99_999, currency: 'PLN' }, false],
    [{ field: 'price', op: 'atLeast', value: '1', currency: 'EUR' }, false],
  ])('%j on a hive is %s', (condition, expected) => {
    expect(one(condition)).toBe(expected)
  })

  it('joins conditions and groups by all, any or none', () => {
    const yes: Condition = { field: 'tag', op: 'equal', value: 'new' }
    const no: Condition = { field: 'tag', op: 'equal', value: 'old' }
    const rule = (match: Rule['match'], conditions: Condition[], groups: Rule[] = []): Rule => ({
      match,
      conditions,
      groups,
    })
    expect(matches(rule('all', [yes, no]), hive)).toBe(false)
    expect(matches(rule('any', [yes, no]), hive)).toBe(true)
    expect(matches(rule('none', [no, no]), hive)).toBe(true)
    expect(matches(rule('all', [yes], [rule('any', [no, yes])]), hive)).toBe(true)
    expect(matches(rule('all', [yes], [rule('none', [yes])]), hive)).toBe(false)
    expect([matches(rule('all', []), hive), matches(rule('any', []), hive), matches(rule('none', []), hive)]).toEqual([
      true,
      false,
      true,
    ])
  })

  it('with none is the opposite of any', () => {
    const condition = fc.record<Condition>({
      field: fc.constantFrom('tag', 'type', 'title'),
      op: fc.constantFrom('equal', 'notEqual', 'contains'),
      value: fc.constantFrom('new', 'hives', 'x', 'h'),
    })
    fc.assert(
      fc.property(fc.array(condition), (conditions) => {
        expect(matches({ match: 'none', conditions }, hive)).toBe(!matches({ match: 'any', conditions }, hive))
      }),
    )
  })
})
