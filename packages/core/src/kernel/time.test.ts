import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { always } from '../testing/fixtures/property.ts'
import { DAY, type Duration, duration, fromIso, HOUR, iso, isoOrNull, MINUTE, SECOND } from './time.ts'

describe('time', () => {
  it('survives the way to the wire and back', () => {
    always(
      fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (ms) => {
        expect(fromIso(iso(ms))).toBe(ms)
        expect(iso(ms)).toMatch(/Z$/)
      }),
    )
    expect([isoOrNull(0), isoOrNull(null), isoOrNull(undefined)]).toEqual(['1970-01-01T00:00:00.000Z', null, null])
  })

  it('knows lengths as plugin authors write them', () => {
    expect((['30s', '2m', '6h', '1d'] as const).map(duration)).toEqual([30 * SECOND, 2 * MINUTE, 6 * HOUR, DAY])
  })

  it.each(['', 's', '0s', '-1s', '1.5h', '1w', '1 s', '01s', '1s ', `${'9'.repeat(30)}d`])(
    'refuses "%s" as a length',
    (text) => {
      expect(() => duration(text as Duration)).toThrow('not a duration')
    },
  )
})
