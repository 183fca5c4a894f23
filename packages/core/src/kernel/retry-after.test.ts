import { expect, it } from 'vitest'
import { retryAfter } from './retry-after.ts'

const NOW = Date.UTC(2026, 5, 1, 10)

it.each([
  ['120', NOW + 120_000],
  [' 0 ', NOW],
  ['1.5', NOW + 1_500],
  ['Mon, 01 Jun 2026 10:00:30 GMT', NOW + 30_000],
  ['Mon, 01 Jun 2026 09:00:00 GMT', NOW],
  ['', undefined],
  ['soon', undefined],
  ['-5', undefined],
  [null, undefined],
  [undefined, undefined],
])('%j allows the next call at %j', (header, at) => {
  expect(retryAfter(header, NOW)).toBe(at)
})
