import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { always } from '../testing/fixtures/property.ts'
import { nearest } from './nearest.ts'

describe('the nearest name', () => {
  it('is the word itself when it is there', () => {
    always(
      fc.property(fc.string({ minLength: 1 }), fc.array(fc.string()), (word, others) => {
        expect(nearest(word, [...others, word])?.toLowerCase()).toBe(word.toLowerCase())
      }),
    )
  })

  it('is found behind one slip', () => {
    const names = ['quantity', 'email', 'shippingAddress', 'limit', 'cursor']
    always(
      fc.property(
        fc.constantFrom(...names),
        fc.nat(),
        fc.constantFrom('drop', 'double', 'replace'),
        (name, seed, slip) => {
          const at = seed % name.length
          const middle = { drop: '', double: name[at]?.repeat(2), replace: 'x' }[slip]
          expect(nearest(name.slice(0, at) + middle + name.slice(at + 1), names)).toBe(name)
        },
      ),
    )
  })

  it('is none when nothing is near', () => {
    expect(nearest('colour', ['limit', 'cursor'])).toBeUndefined()
    expect(nearest('x', [])).toBeUndefined()
    always(
      fc.property(fc.string(), fc.array(fc.string()), (word, names) => {
        expect([undefined, ...names]).toContain(nearest(word, names))
      }),
    )
  })

  it('is quick for words of any length', () => {
    const started = performance.now()
    nearest('x'.repeat(200_000), ['limit', 'cursor', 'y'.repeat(50)])
    expect(performance.now() - started).toBeLessThan(100)
  })
})
