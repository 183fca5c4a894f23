import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { isUnmappable, itemsOf, shapeOf, single, sizes } from './fixtures/open-ebay.ts'
import { toListing } from './mapping.ts'
import { Settings } from './settings.ts'
import type { Aspect, Requirements } from './taxonomy/requirements.ts'

const settings = (own: Record<string, unknown> = {}) =>
  v.parse(Settings, {
    marketplace: 'EBAY_DE',
    fulfillmentPolicyId: '1',
    paymentPolicyId: '2',
    returnPolicyId: '3',
    merchantLocationKey: 'warehouse',
    category: '178955',
    ...own,
  })
const aspect = (name: string, more: Partial<Aspect> = {}): Aspect => ({
  name,
  isRequired: false,
  isForVariations: false,
  values: [],
  isMany: false,
  maxLength: 65,
  ...more,
})
const asking = (...aspects: Aspect[]): Requirements => ({ categoryId: '178955', aspects })

function issuesOf(
  item: Parameters<typeof toListing>[0],
  own: Record<string, unknown> = {},
  requirements?: Requirements,
) {
  const made = toListing(item, { settings: settings(own), requirements })
  return isUnmappable(made) ? made.issues : []
}

describe('an item for eBay', () => {
  it('is told with everything that publishing needs', () => {
    expect(shapeOf(single(), settings(), asking(aspect('Brand'), aspect('Material')))).toEqual({
      title: 'Smoker',
      description: '<p>Calms bees.</p><p>With &lt;heat&gt; guard &amp; bellows.</p>',
      categoryId: '178955',
      condition: 'NEW',
      imageUrls: ['https://shop.example.com/smoker-small.jpg'],
      aspects: { Brand: ['Apis'], Material: ['Steel'] },
      brand: 'Apis',
      mpn: null,
      gtin: '4006381333931',
      weight: 800,
      fulfillmentPolicyId: '1',
      paymentPolicyId: '2',
      returnPolicyId: '3',
      merchantLocationKey: 'warehouse',
      vatPercentage: null,
      catalogDetails: false,
      group: null,
    })
  })

  it('says the same of the group in each of its variants, so that one more changes none of the others', () => {
    const of = (items: ReturnType<typeof sizes>) => items.map((item) => shapeOf(item, settings()).group)
    const two = of(sizes())
    expect(two[0]).toEqual(two[1])
    expect(two[0]).toMatchObject({ key: 'prd_smoker', title: 'Smoker', variesBy: ['Size'] })
    const three = of(itemsOf([...sizes(), { sku: 'SMOKER-HUGE', options: [{ name: 'Size', value: 'Huge' }] }]))
    expect(three[0]).toEqual(two[0])
  })

  it('has a title and options of its own when variants are listed apart', () => {
    const shape = shapeOf(sizes()[1] as never, settings({ variations: 'single' }))
    expect(shape).toMatchObject({ title: 'Smoker – Large', group: null, aspects: { Size: ['Large'] } })
  })

  it('reads item specifics from options, attributes, the settings and their defaults', () => {
    const item = single({ attributes: { 'main-colour': ['Red', 'Blue'], washable: true } })
    const own = { aspects: { Farbe: 'mainColour' }, aspectDefaults: { Herkunft: 'Polen' } }
    const asked = asking(aspect('Marke'), aspect('Farbe', { isMany: true }), aspect('Washable'), aspect('Herkunft'))
    expect(shapeOf(item, settings(own), asked).aspects).toEqual({
      Marke: ['Apis'],
      Farbe: ['Red', 'Blue'],
      Washable: ['Ja'],
      Herkunft: ['Polen'],
    })
    const one = asking(aspect('Farbe'))
    expect(shapeOf(item, settings(own), one).aspects.Farbe).toEqual(['Red'])
  })

  it('is refused before any call for what its category needs, at our field', () => {
    const asked = asking(
      aspect('Brand', { isRequired: true }),
      aspect('Type', { isRequired: true }),
      aspect('Material', { values: ['Wood', 'Brass'] }),
      aspect('Size', { maxLength: 3 }),
    )
    const [item] = itemsOf([{}, { sku: 'B', options: [{ name: 'Size', value: 'Large' }] }], { brand: null })
    expect(issuesOf(item as never, {}, asked)).toMatchObject([
      { code: 'aspect-missing', field: 'product.brand' },
      { code: 'aspect-missing', field: 'attributes.Type', message: expect.stringContaining('“Type”') },
      { code: 'aspect-value', field: 'attributes.Material', message: expect.stringContaining('Wood, Brass') },
      { code: 'aspect-long', field: 'attributes.Size' },
      { code: 'aspect-variations', field: 'attributes.Size' },
    ])
  })

  it.each([
    ['a title of more than 80 letters', () => single({ title: 'x'.repeat(81) }), {}, 'product.title'],
    ['a SKU of more than 50', () => single({ sku: 'x'.repeat(51) }), {}, 'variant.sku'],
    ['no description', () => single({}, { description: ' ' }), {}, 'product.description'],
    [
      'no picture by https',
      () => single({ pictures: [{ url: 'http://x.example/a.jpg', alt: '' }] }, { pictures: [] }),
      {},
      'product.pictures',
    ],
    ['no price', () => single({ price: null }), {}, 'variant.price'],
    ['a price in another currency', () => single(), { marketplace: 'EBAY_GB' }, 'variant.price'],
    ['no category', () => single({}, { category: 'candles' }), {}, 'product.category'],
    ['no return policy', () => single(), { returnPolicyId: undefined }, 'settings.returnPolicyId'],
    ['no location', () => single(), { merchantLocationKey: undefined }, 'settings.merchantLocationKey'],
  ])('is refused for %s', (_, item, own, field) => {
    expect(issuesOf(item(), own)).toMatchObject([{ severity: 'error', field }])
  })

  it.each([
    [
      'two options that the settings tell under one name',
      [
        { name: 'Size', value: 'Small' },
        { name: 'Größe', value: '10 cm' },
      ],
      { aspects: { Size: 'groesse', SIZE: 'Größe' } },
      'aspect-clash',
    ],
    ['an option with a name of more than 40 letters', [{ name: 'x'.repeat(41), value: 'Small' }], {}, 'aspect-long'],
    ['a value of more than 50', [{ name: 'Scent', value: 'x'.repeat(51) }], {}, 'aspect-long'],
  ])('is refused for %s, with what to do', (_, options, own, code) => {
    const [item] = itemsOf([{ options }, { sku: 'B', options: options.map((one) => ({ ...one, value: 'Large' })) }])
    expect(issuesOf(item as never, own)).toMatchObject([{ severity: 'error', code, field: 'variant.options' }])
  })

  it('is refused when another variant has the same words to eBay, which it would not tell apart', () => {
    const option = (value: string) => [{ name: 'Scent', value }]
    const [item] = itemsOf([{ options: option('Honey') }, { sku: 'B', options: option('HONEY ') }])
    expect(issuesOf(item as never)).toMatchObject([
      { code: 'variation-same', field: 'variant.options', message: expect.stringContaining('B') },
    ])
    expect(issuesOf(item as never, { variations: 'single' })).toEqual([])
  })

  it('tells an item specific once, under the name of the category, however the settings write it', () => {
    const asked = asking(aspect('Size', { isForVariations: true }))
    const [item] = sizes()
    const { aspects, group } = shapeOf(item as never, settings({ aspects: { size: 'Size' } }), asked)
    expect([aspects, group?.variesBy]).toEqual([{ Size: ['Small'] }, ['Size']])
  })

  it('may show pictures by http in the local sandbox only', () => {
    const item = single({ pictures: [{ url: 'http://127.0.0.1/a.jpg', alt: '' }] })
    const local = settings({ environment: 'local', address: 'http://127.0.0.1:4000' })
    expect(shapeOf(item, local).imageUrls).toEqual(['http://127.0.0.1/a.jpg'])
  })
})

describe('the settings', () => {
  it.each(['http://10.0.0.1', 'https://127.0.0.1', 'http://127.0.0.1.example.com', 'http://localhost:80@evil.example'])(
    'take no address that is not of this machine: %s',
    (address) => {
      expect(() => settings({ environment: 'local', address })).toThrow()
    },
  )
})
