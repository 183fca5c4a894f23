import { describe, expect, it } from 'vitest'
import { GOOGLE } from './google.ts'
import { gtinFault } from './gtin.ts'
import { judge } from './judge.ts'
import { META } from './meta.ts'
import type { Row } from './rule.ts'

const now = Date.parse('2026-06-01T00:00:00Z')
const mug: Row = {
  id: 'MUG',
  title: 'Mug',
  description: 'Holds tea.',
  link: 'https://shop.example.com/mug',
  image_link: 'https://shop.example.com/mug.jpg',
  availability: 'in_stock',
  price: '12.00 EUR',
  brand: 'Lipova',
  gtin: '4006381333931',
  condition: 'new',
}
const said = (changes: Readonly<Record<string, string | readonly string[] | undefined>>, country = 'NL') => {
  const row = Object.fromEntries(Object.entries({ ...mug, ...changes }).filter(([, value]) => value !== undefined))
  return judge(GOOGLE, row as Row, { country, now }).map(({ severity, code, field }) => `${severity} ${code} ${field}`)
}

describe('a row for Google', () => {
  it('that is right has nothing against it', () => {
    expect(said({})).toEqual([])
  })

  it.each([
    [{ title: undefined }, 'missing title'],
    [{ title: '' }, 'missing title'],
    [{ title: 'x'.repeat(151) }, 'too_long title'],
    [{ id: 'x'.repeat(51) }, 'too_long id'],
    [{ description: 'x'.repeat(5_001) }, 'too_long description'],
    [{ link: 'ftp://shop.example.com' }, 'bad_url link'],
    [{ link: '/mug' }, 'bad_url link'],
    [{ image_link: 'https://shop.example.com/a b.jpg' }, 'bad_url image_link'],
    [{ additional_image_link: Array(11).fill(mug.image_link) }, 'too_many additional_image_link'],
    [{ availability: 'in stock' }, 'not_in_list availability'],
    [{ price: '12,00 EUR' }, 'bad_price price'],
    [{ price: '12.00' }, 'bad_price price'],
    [{ sale_price: '12.00 EUR' }, 'sale_not_lower sale_price'],
    [{ sale_price: '11.00 USD' }, 'other_currency sale_price'],
    [{ gtin: '4006381333932' }, 'bad_gtin gtin'],
    [{ brand: undefined }, 'missing brand'],
    [{ availability: 'preorder' }, 'missing availability_date'],
    [{ availability: 'backorder', availability_date: '2028-01-01' }, 'too_far availability_date'],
    [{ expiration_date: '2026-05-01' }, 'past expiration_date'],
    [{ identifier_exists: 'no' }, 'contradiction identifier_exists'],
    [{ product_highlight: ['one'] }, 'too_few product_highlight'],
    [{ shipping_weight: '2001 kg' }, 'bad_weight shipping_weight'],
    [{ product_length: '0.5 cm' }, 'bad_dimension product_length'],
    [{ multipack: '-1' }, 'bad_whole multipack'],
    [{ sale_price_effective_date: '2026-07-01/2026-06-01' }, 'bad_interval sale_price_effective_date'],
    [{ unit_pricing_measure: 'much' }, 'bad_measure unit_pricing_measure'],
    [{ pickup_method: 'buy' }, 'missing pickup_sla'],
    [{ gender: 'men' }, 'not_in_list gender'],
  ])('with %o is refused', (changes, expected) => {
    expect(said(changes)).toEqual([`error ${expected}`])
  })

  it('counts letters as people do, not the halves of rare ones', () => {
    expect(said({ title: '🐝'.repeat(150) })).toEqual([])
    expect(said({ title: '🐝'.repeat(151) })).toEqual(['error too_long title'])
  })

  it('of apparel tells for whom it is, and clothes their size, in the countries that ask', () => {
    const category = { google_product_category: 'Apparel & Accessories > Clothing > Shirts' }
    expect(said(category)).toEqual([])
    expect(said(category, 'DE')).toEqual(
      ['age_group', 'color', 'gender', 'size'].map((name) => `error missing ${name}`),
    )
    expect(said({ google_product_category: '166' }, 'US')).toHaveLength(3)
    expect(
      said({ google_product_category: '187', age_group: 'adult', color: 'red', gender: 'male', size: '42' }, 'US'),
    ).toEqual([])
    expect(said({ google_product_category: 'Apparel & Accessories Extra' }, 'DE')).toEqual([])
  })

  it('may have things that could be better', () => {
    expect(said({ gtin: undefined, identifier_exists: 'no' })).toEqual(['warning no_identifier gtin'])
    expect(said({ color: 'a/b/c/d' })).toEqual(['warning too_many color'])
    expect(said({ expiration_date: '2026-12-01' })).toEqual(['warning too_far expiration_date'])
  })
})

describe('a row for Meta', () => {
  const row: Row = { ...mug, availability: 'in stock' }
  const codes = (changed: Row) =>
    judge(META, changed, { country: 'NL', now }).map(({ code, field }) => `${code} ${field}`)

  it('has words with spaces, and one of three identifiers', () => {
    expect(codes(row)).toEqual([])
    expect(codes(mug)).toEqual(['not_in_list availability'])
    const { brand: _, gtin: __, ...nameless } = row
    expect(codes(nameless)).toEqual(['missing brand'])
    expect(codes({ ...nameless, mpn: 'M-1' })).toEqual([])
  })

  it('has so many letters of addresses of images at most', () => {
    const long = `https://shop.example.com/${'x'.repeat(190)}.jpg`
    expect(codes({ ...row, additional_image_link: Array(9).fill(long) })).toEqual([])
    expect(codes({ ...row, additional_image_link: Array(10).fill(long) })).toEqual(['too_long additional_image_link'])
  })
})

describe('a GTIN', () => {
  it.each(['4006381333931', '96385074', '036000291452', '10614141000415'])('%s is one', (code) => {
    expect(gtinFault(code)).toBeUndefined()
  })
  it.each(['4006381333932', '123', '400638133393x', '2000000000008', '0400000000008', ''])('%s is none', (code) => {
    expect(gtinFault(code)).toBeDefined()
  })
})
