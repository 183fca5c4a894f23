import { describe, expect, test } from 'vitest'
import { addressOf } from './address.ts'
import { guard } from './problem.ts'

describe('an address', () => {
  test('has its path filled and escaped', () => {
    expect(addressOf('/carts/:id/lines/:lineId', { id: 'crt_1', lineId: 'a/b?c#d%' })).toBe(
      '/carts/crt_1/lines/a%2Fb%3Fc%23d%25',
    )
    expect(addressOf('/products/:handle', { handle: 'вулик' })).toBe('/products/%D0%B2%D1%83%D0%BB%D0%B8%D0%BA')
  })

  test.each(['', '.', '..', undefined, null])(
    'is refused with the segment %j, which would be another path',
    (handle) => {
      expect(() => addressOf('/products/:handle', { handle })).toThrow('handle must not be')
      try {
        addressOf('/products/:handle', { handle })
      } catch (error) {
        expect(guard(error, 'client.invalid')).toBe(true)
      }
    },
  )

  test('repeats lists and leaves out what is not there', () => {
    const query = { fields: ['title', 'price'], q: undefined, sort: null, available: false, limit: 0, empty: [] }
    expect(addressOf('/products', {}, query)).toBe('/products?fields=title&fields=price&available=false&limit=0')
  })

  test('writes families in both spellings', () => {
    const flat = addressOf('/products', {}, { 'option.Size': ['M', 'L'], 'attribute.wood': 'pine & oak' })
    const record = addressOf(
      '/products',
      {},
      { 'option.*': { Size: ['M', 'L'] }, 'attribute.*': { wood: 'pine & oak' } },
    )
    expect(flat).toBe('/products?option.Size=M&option.Size=L&attribute.wood=pine+%26+oak')
    expect(record).toBe(flat)
  })
})
