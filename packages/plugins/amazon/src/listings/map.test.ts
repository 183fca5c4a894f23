import { describe, expect, it } from 'vitest'
import { settings } from '../fixtures/contracts.ts'
import { itemOf } from '../fixtures/items.ts'
import { productType } from '../fixtures/product-type.ts'
import { requirementsOf, toShape } from './map.ts'
import type { Shape } from './shape.ts'

const at = { settings, requirements: productType }

function issuesOf(item: ReturnType<typeof itemOf>) {
  const made = toShape(item, at)
  if (!('issues' in made)) throw new Error('it was mapped')
  return made.issues.map(({ field, code, message }) => `${field} ${code}: ${message}`)
}

describe('an item on its way to Amazon', () => {
  it('becomes texts and attributes as the product type knows them', () => {
    expect(toShape(itemOf(), at)).toEqual<Shape>({
      productType: 'OUTDOOR_LIVING',
      requirements: 'LISTING',
      title: 'Bee smoker, steel',
      brand: 'Example Apiary',
      description: 'Calms bees.',
      bulletPoints: ['Stainless steel', 'With bellows'],
      attributes: {
        item_weight: [{ value: 850, unit: 'grams', marketplace_id: 'A1PA6795UKMFR9' }],
        main_product_image_locator: [
          { media_location: 'https://shop.example.com/media/front.jpg', marketplace_id: 'A1PA6795UKMFR9' },
        ],
        other_product_image_locator_1: [
          { media_location: 'https://shop.example.com/media/side.jpg', marketplace_id: 'A1PA6795UKMFR9' },
        ],
        externally_assigned_product_identifier: [
          { type: 'ean', value: '4006381333931', marketplace_id: 'A1PA6795UKMFR9' },
        ],
        condition_type: [{ value: 'new_new', marketplace_id: 'A1PA6795UKMFR9' }],
        country_of_origin: [{ value: 'DE', language_tag: 'de_DE', marketplace_id: 'A1PA6795UKMFR9' }],
        color: [{ value: 'Silver', language_tag: 'de_DE', marketplace_id: 'A1PA6795UKMFR9' }],
      },
    })
  })

  it('is the same shape whatever its price and stock are, since those go by themselves', () => {
    const dearer = itemOf({ price: { amount: 3990, currency: 'EUR' }, quantity: 0, stock: [] })
    expect(toShape(dearer, at)).toEqual(toShape(itemOf(), at))
  })

  it('tells each thing that its product type misses, by attribute', () => {
    const item = itemOf({ title: 'x'.repeat(41), attributes: { country_of_origin: 'Mars', batteries_required: true } })
    expect(issuesOf(item)).toEqual([
      'item_name maxLength: Item Name must have at most 40 letters',
      'country_of_origin enum: Country of Origin must be one of DE, NL, CN',
      'batteries_included required: Are batteries included? is required',
    ])
  })

  it('is refused without a price in the currency of the marketplace', () => {
    expect(issuesOf(itemOf({ price: { amount: 2990, currency: 'USD' } }))).toEqual([
      'purchasable_offer price: The price is in USD, not in EUR.',
    ])
    expect(issuesOf(itemOf({ price: null }))).toEqual([
      'purchasable_offer required: Your Price is required',
      'purchasable_offer price: There is no price in EUR.',
    ])
  })

  it('is refused without a product type', () => {
    const item = itemOf({ product: { ...itemOf().product, category: null } })
    expect(requirementsOf(item, { settings })).toBeUndefined()
    expect(toShape(item, { settings, requirements: undefined })).toMatchObject({ issues: [{ field: 'product_type' }] })
    expect(requirementsOf(item, { settings: { ...settings, productType: 'HOME' } })).toBe('HOME/LISTING')
  })

  it('is an offer only when it names goods that Amazon sells already', () => {
    const item = itemOf({ attributes: { merchant_suggested_asin: 'B00EXAMPLE' } })
    expect(requirementsOf(item, { settings })).toBe('OUTDOOR_LIVING/LISTING_OFFER_ONLY')
    const asked = { ...productType, schema: { ...productType.schema, required: ['merchant_suggested_asin'] } }
    expect(toShape(item, { settings, requirements: asked })).toMatchObject({
      requirements: 'LISTING_OFFER_ONLY',
      title: null,
      attributes: { merchant_suggested_asin: [{ value: 'B00EXAMPLE' }] },
    })
  })
})
