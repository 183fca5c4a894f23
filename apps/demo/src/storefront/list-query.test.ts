import { expect, test } from 'vitest'
import { forShop, hasFilters, listAddress, listQuery, without } from './list-query.ts'

const of = (text: string) => listQuery(new URLSearchParams(text))

test('a list ignores what is not about it', () => {
  expect(of('utm_source=mail&gclid=1&constructor=x')).toEqual(of(''))
})

test('prices are typed in whole units with a comma or a point and sent in minor ones', () => {
  expect(forShop(of('price.min=9,90&price.max=100.5'), 'EUR')).toEqual({ 'price.min': 990, 'price.max': 10_050 })
})

test('a price that is none is left out', () => {
  expect(forShop(of('price.min=cheap&price.max=-3'), 'EUR')).toEqual({})
})

test('an address keeps choices, order and words, and drops one choice without the others', () => {
  const query = of('option.Size=M&option.Size=L&sort=price&cursor=abc&available=true')
  expect(listAddress('/search', without(query, 'option.Size', 'M'), { q: 'suit' })).toBe(
    '/search?q=suit&option.Size=L&available=true&sort=price',
  )
})

test('a sort that is not offered is none', () => {
  expect(of('sort=random').sort).toBeUndefined()
})

test('an order alone is no filter', () => {
  expect(hasFilters(of('sort=price'))).toBe(false)
  expect(hasFilters(of('attribute.material=pine'))).toBe(true)
})
