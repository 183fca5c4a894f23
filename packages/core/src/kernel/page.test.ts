import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { always } from '../testing/fixtures/property.ts'
import { type CursorKey, decodeCursor, encodeCursor, toPage } from './page.ts'

const key = fc.array(
  fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
  ),
  { minLength: 1, maxLength: 4 },
)
const refused = expect.objectContaining({
  code: 'request.invalid',
  errors: [expect.objectContaining({ path: 'query.cursor' })],
})

describe('a cursor', () => {
  it('brings back its key, whatever is in it', () => {
    always(
      fc.property(key, fc.string(), (parts, order) => {
        const wellFormed = parts.map((part) => (typeof part === 'string' ? Buffer.from(part).toString() : part))
        expect(decodeCursor(order, encodeCursor(order, wellFormed), parts.length)).toEqual(wellFormed)
      }),
    )
  })

  it('of another list, another order or another length is refused', () => {
    const cursor = encodeCursor('price', [5, 'prd_1'])
    expect(() => decodeCursor('title', cursor, 2)).toThrow(refused)
    expect(() => decodeCursor('price', cursor, 1)).toThrow(refused)
    expect(() => decodeCursor('price', cursor, 3)).toThrow(refused)
  })

  it('that nobody made is refused, never a failure', () => {
    always(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => Buffer.from(json).toString('base64url')),
        ),
        (text) => {
          try {
            const read: CursorKey = decodeCursor('price', text, 1)
            expect(read).toHaveLength(1)
          } catch (error) {
            expect(error).toEqual(refused)
          }
        },
      ),
    )
    const odd = [['price', null], ['price', {}], ['price', [1]], ['price'], 'price', null]
    for (const value of odd)
      expect(() => decodeCursor('price', Buffer.from(JSON.stringify(value)).toString('base64url'), 1)).toThrow(refused)
  })
})

describe('pages', () => {
  it('walk every row once, in order', () => {
    always(
      fc.property(fc.uniqueArray(fc.integer()), fc.integer({ min: 1, max: 7 }), (all, limit) => {
        const sorted = [...all].sort((a, b) => a - b)
        const read = (cursor: string | null) => {
          const after = cursor === null ? Number.NEGATIVE_INFINITY : (decodeCursor('n', cursor, 1)[0] as number)
          return sorted.filter((n) => n > after).slice(0, limit + 1)
        }
        const seen: number[] = []
        let next: string | null = null
        do {
          const page: { items: number[]; next: string | null } = toPage(read(next), limit, {
            cursor: (n) => encodeCursor('n', [n]),
            item: (n) => n,
          })
          expect(page.items.length).toBeLessThanOrEqual(limit)
          seen.push(...page.items)
          next = page.next
        } while (next !== null)
        expect(seen).toEqual(sorted)
      }),
    )
  })
})
