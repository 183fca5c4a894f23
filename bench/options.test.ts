import { describe, expect, it } from 'vitest'
import { optionsOf } from './options.mjs'

describe('the command line of the benchmark', () => {
  it('measures everything of everybody unless told otherwise', () => {
    expect(optionsOf([])).toMatchObject({
      products: 1_000,
      rounds: 3,
      seconds: 3,
      operations: ['list', 'product', 'search', 'cart', 'checkout'],
      targets: ['ours', 'raw', 'prepared'],
      every: 50,
    })
  })

  it('takes some operations in their own order', () => {
    expect(optionsOf(['--only', 'cart, list']).operations).toEqual(['list', 'cart'])
  })

  it.each([
    ['--only', 'nothing'],
    ['--products', '0'],
    ['--rounds', '1.5'],
    ['--seconds', '-1'],
    ['--target', 'theirs'],
    ['--profile', ''],
    ['--unknown'],
  ])('refuses %s %s as a usage error', (...args) => {
    expect(() => optionsOf(args)).toThrow(expect.objectContaining({ kind: expect.anything() }))
  })
})
