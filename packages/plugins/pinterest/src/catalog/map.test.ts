import { listingItem as item, listingProduct as product } from '@vitrine/core/testing'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { Settings } from '../settings.ts'
import { toRetailItem } from './map.ts'
import { FIELDS, RetailItem } from './retail-item.ts'

const settings = v.parse(Settings, { country: 'US', locale: 'en-US' })
const map = (changes: Parameters<typeof item>[0]) => toRetailItem(item(changes), { settings })
const issuesOf = (changes: Parameters<typeof item>[0]) => {
  const mapped = map(changes)
  return 'issues' in mapped ? mapped.issues.map(({ field, message }) => [field, message]) : []
}

describe('an item of the shop as Pinterest takes it', () => {
  it('says what the shop says, and leaves out what it does not', () => {
    expect(map({ barcode: '4006381333931' })).toEqual({
      title: 'Bee smoker – Small',
      description: 'Calms the bees with cool smoke.',
      link: 'https://shop.example.com/products/bee-smoker',
      image_link: 'https://shop.example.com/files/small.jpg',
      additional_image_link: ['https://shop.example.com/files/smoker.jpg'],
      item_group_id: 'bee-smoker',
      variant_names: ['Size'],
      variant_values: ['Small'],
      size: 'Small',
      brand: 'Lipova',
      gtin: '4006381333931',
      condition: 'new',
      google_product_category: 'Business & Industrial > Agriculture',
      material: 'steel',
      shipping_weight: '850 g',
    })
    expect(map({ barcode: '4006381333930' })).not.toHaveProperty('gtin')
  })

  it.each([
    ['no title', { title: ' ' }, 'title', /product\.title is missing/],
    ['a long title', { title: 'x'.repeat(501) }, 'title', /has 501 characters, and Pinterest takes 500/],
    ['no description', { product: product({ description: '' }) }, 'description', /is missing/],
    ['a long description', { product: product({ description: 'x'.repeat(10_001) }) }, 'description', /takes 10000/],
    ['no picture', { pictures: [] }, 'image_link', /product\.pictures is missing/],
    ['a picture without an address', { pictures: [{ url: '/a.jpg', alt: '' }] }, 'image_link', /must begin with/],
    ['a long link', { product: product({ url: `https://shop.example.com/${'x'.repeat(500)}` }) }, 'link', /takes 511/],
    ['no price', { price: null }, 'price', /no price in the currency/],
    ['a long SKU', { sku: 'x'.repeat(128) }, 'item_id', /sku has 128/],
    ['a gender that is none', { attributes: { gender: 'girls' } }, 'gender', /one of male, female, unisex/],
    ['an age that is none', { attributes: { age_group: 'teens' } }, 'age_group', /newborn/],
    ['a system of sizes that is none', { attributes: { size_system: 'PL' } }, 'size_system', /must be one of US/],
    [
      'a video of another kind',
      { attributes: { video_link: 'https://shop.example.com/a.avi' } },
      'video_link',
      /\.mp4/,
    ],
    ['a long label', { attributes: { custom_label_0: 'x'.repeat(512) } }, 'custom_label_0', /takes 511/],
  ])('is not sent with %s, and our field is named', (_name, changes, field, words) => {
    const [[first, message] = []] = issuesOf(changes)
    expect(first).toBe(field)
    expect(message).toMatch(words)
  })

  it('is refused with everything that is wrong at once', () => {
    const fields = issuesOf({ title: '', price: null, pictures: [] }).map(([field]) => field)
    expect(fields.sort()).toEqual(['image_link', 'price', 'title'])
  })

  it('has a field of ours for each of its own', () => {
    for (const name of Object.keys(RetailItem.entries)) expect(FIELDS[name], name).toBeDefined()
  })
})
