import * as fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { always } from '../testing/fixtures/property.ts'
import { createIds, idSchema, isId } from './ids.ts'

const clockOf = (times: readonly number[]) => {
  let at = 0
  return () => times[Math.min(at++, times.length - 1)] as number
}
const times = fc.array(fc.integer({ min: 0, max: 2 ** 47 }), { minLength: 1, maxLength: 50 })

describe('ids', () => {
  it('sort in the order of making and never repeat, even when the clock stands or jumps back', () => {
    always(
      fc.property(times, fc.uint8Array({ minLength: 16, maxLength: 16 }), (clock, noise) => {
        const newId = createIds({ now: clockOf(clock), random: (bytes) => bytes.set(noise) })
        const made = clock.map(() => newId('prd'))
        expect([...new Set(made)].sort()).toEqual(made)
      }),
    )
  })

  it('go on when the random part of a millisecond is used up', () => {
    const newId = createIds({ now: () => 1, random: (bytes) => bytes.fill(0xff) })
    const made = Array.from({ length: 20 }, () => newId('prd'))
    expect([...new Set(made)].sort()).toEqual(made)
  })

  it('have the TypeID form over a UUIDv7 that holds the time', () => {
    const newId = createIds({ now: () => Date.UTC(2026, 5, 1) })
    const id = newId('prd')
    expect(id).toMatch(/^prd_[0-7][0-9a-hjkmnp-tv-z]{25}$/)
    const hex = uuidOf(id)
    expect(Number.parseInt(hex.slice(0, 12), 16)).toBe(Date.UTC(2026, 5, 1))
    expect([hex[12], '89ab'.includes(hex[16] as string)]).toEqual(['7', true])
  })

  it('are made from different randomness by different processes', () => {
    const made = Array.from({ length: 50 }, () => createIds({ now: () => 1 })('prd'))
    expect(new Set(made).size).toBe(50)
  })

  it('are recognised by prefix and form, and nothing else is', () => {
    const id = createIds({ now: () => 5 })('prd')
    expect([isId('prd', id), isId('var', id), v.is(idSchema('prd'), id)]).toEqual([true, false, true])
    always(
      fc.property(fc.anything(), (value) => {
        expect(isId('prd', value)).toBe(false)
      }),
    )
    const wrong = [
      'prd_',
      `${id}0`,
      id.slice(0, -1),
      id.toUpperCase(),
      id.replace('_', '-'),
      `prd_8${id.slice(5)}`,
      `${id}\n`,
    ]
    expect(wrong.filter((text) => isId('prd', text))).toEqual([])
  })
})

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

function uuidOf(id: string): string {
  const number = [...(id.split('_')[1] as string)].reduce(
    (sum, digit) => sum * 32n + BigInt(ALPHABET.indexOf(digit)),
    0n,
  )
  return number.toString(16).padStart(32, '0')
}
