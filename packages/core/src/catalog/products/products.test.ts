import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, caller, contribute, query, systemContext } from '../../kernel/index.ts'
import { openTestApp, type TestApp } from '../../testing/index.ts'
import { products } from '../schema.ts'
import { admin } from './contract.ts'
import { suit } from './fixtures/suit.ts'
import { variantPrices } from './prices.ts'
import { adminHandlers } from './routes.ts'

describe('products', () => {
  let test: TestApp
  let staff: Caller<typeof admin>
  const context = () => systemContext(test.app)
  const eventsOf = async () =>
    (await test.app.db.raw('select name, aggregate from events order by number')).map(([name]) => name)
  beforeEach(async () => {
    test = await openTestApp()
    staff = caller(admin, adminHandlers, context)
  })
  afterEach(() => test.close())

  it('get a handle, SKUs and one variant of every combination by themselves', async () => {
    const made = await staff.create({ body: suit })
    expect(made.handle).toBe('bee-suit-sniezka')
    expect(made.variants.map(({ sku, title }) => [sku, title])).toEqual([
      ['BEE-SUIT-SNIEZKA-WHITE-S', 'White / S'],
      ['BEE-SUIT-SNIEZKA-WHITE-M', 'White / M'],
      ['BEE-SUIT-SNIEZKA-WHITE-L', 'White / L'],
      ['BEE-SUIT-SNIEZKA-GREEN-S', 'Green / S'],
      ['BEE-SUIT-SNIEZKA-GREEN-M', 'Green / M'],
      ['BEE-SUIT-SNIEZKA-GREEN-L', 'Green / L'],
    ])
    expect(made).toMatchObject({
      tags: ['new', 'suits'],
      publications: [{ channel: 'web' }],
      language: 'en',
      version: 1,
    })
    expect(await staff.get({ params: { id: 'bee-suit-sniezka' } })).toEqual(made)
  })

  it('without options have one variant', async () => {
    const { variants, status } = await staff.create({ body: { title: 'Smoker' } })
    expect(status).toBe('draft')
    expect(variants).toMatchObject([{ sku: 'SMOKER', options: {}, title: '', tracked: true, backorder: false }])
  })

  it('take options from their variants when they name none', async () => {
    const made = await staff.create({
      body: {
        title: 'Gloves',
        variants: [
          { sku: 'G-S', options: { Size: 'S', Hand: 'Left' } },
          { sku: 'G-M', options: { Size: 'M', Hand: 'Left' } },
        ],
      },
    })
    expect(made.options.map(({ name, values }) => [name, values.map((value) => value.name)])).toEqual([
      ['Size', ['S', 'M']],
      ['Hand', ['Left']],
    ])
  })

  it('may have more than three options', async () => {
    const options = ['A', 'B', 'C', 'D', 'E'].map((name) => ({ name, values: ['1', '2'] }))
    expect((await staff.create({ body: { title: 'Frame', options } })).variants).toHaveLength(32)
  })

  it('refuse a SKU that is in use, name the field, and leave nothing behind', async () => {
    await staff.create({ body: { title: 'Smoker', variants: [{ sku: 'S-1' }] } })
    const again = { title: 'Other', variants: [{ sku: 'S-1' }], media: [{ url: 'https://example.com/a.jpg' }] }
    await expect(staff.create({ body: again })).rejects.toMatchObject({
      code: 'catalog.skuTaken',
      errors: [{ path: 'body.variants.0.sku' }],
    })
    expect((await staff.list({ query: {} })).items).toHaveLength(1)
    expect(await test.app.db.raw('select count(*) from media')).toEqual([[0]])
  })

  it('give free SKUs and handles when the derived ones are taken', async () => {
    await staff.create({ body: { title: 'Smoker' } })
    expect(await staff.create({ body: { title: 'Smoker' } })).toMatchObject({
      handle: 'smoker-2',
      variants: [{ sku: 'SMOKER-2' }],
    })
    await expect(staff.create({ body: { title: 'X', handle: 'smoker' } })).rejects.toMatchObject({
      code: 'catalog.handleTaken',
      errors: [{ path: 'body.handle' }],
    })
  })

  it.each([
    [
      'an option that is missing',
      [{ options: { Colour: 'White' } }],
      'catalog.optionsMismatch',
      'body.variants.0.options',
    ],
    [
      'an option that the product does not have',
      [{ options: { Colour: 'White', Sise: 'S' } }],
      'catalog.optionsMismatch',
      'body.variants.0.options',
    ],
    [
      'the same choice twice',
      [{ options: { Colour: 'White', Size: 'S' } }, { options: { size: 's', colour: 'white' } }],
      'catalog.variantTaken',
      'body.variants.1',
    ],
  ])('refuse variants with %s', async (_what, variants, code, path) => {
    await expect(staff.create({ body: { ...suit, variants } })).rejects.toMatchObject({ code, errors: [{ path }] })
  })

  it.each([
    ['title', { title: 'x'.repeat(301) }],
    ['title', { title: '  ' }],
    ['description', { title: 'x', description: 'x'.repeat(100_001) }],
    ['tags', { title: 'x', tags: ['a,b'] }],
    ['handle', { title: 'x', handle: 'Not A Handle' }],
    ['variants', { title: 'x', variants: [{ weightGrams: -1 }] }],
    ['titel', { title: 'x', titel: 'y' }],
    ['media', { title: 'x', media: [{ url: 'javascript:alert(1)' }] }],
  ])('refuse a bad %s', async (field, body) => {
    const error = await staff.create({ body }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'request.invalid',
      errors: [{ path: expect.stringContaining(`body.${field}`) }],
    })
  })

  it('refuse options without values, and more combinations than anybody could look at', async () => {
    await expect(staff.create({ body: { title: 'x', options: [{ name: 'Size' }] } })).rejects.toMatchObject({
      code: 'catalog.optionsMismatch',
      errors: [{ path: 'body.options' }],
    })
    const values = Array.from({ length: 250 }, (_, index) => `${index}`)
    const options = Array.from({ length: 10 }, (_, index) => ({ name: `${index}`, values }))
    await expect(staff.create({ body: { title: 'x', options } })).rejects.toMatchObject({
      code: 'catalog.tooManyVariants',
    })
  })

  it('refuse references to nothing, each by its field', async () => {
    const bad = async (body: object) =>
      staff.create({ body: { title: 'x', ...body } }).catch((thrown: unknown) => thrown)
    expect(await bad({ publications: [{ channel: 'webb' }] })).toMatchObject({
      code: 'catalog.unknownReference',
      hint: 'Did you mean web?',
    })
    expect(await bad({ collections: ['nowhere'] })).toMatchObject({ errors: [{ path: 'body.collections.0' }] })
    expect(await bad({ media: [{ id: 'med_x' }] })).toMatchObject({ errors: [{ path: 'body.media.0' }] })
    expect(await bad({ attributes: { colour: 'red' } })).toMatchObject({
      code: 'catalog.attributeInvalid',
      errors: [{ path: 'body.attributes.colour' }],
    })
    expect(await bad({ variants: [{ prices: [{ currency: 'EUR', amount: 1 }] }] })).toMatchObject({
      code: 'catalog.pricesRefused',
    })
    expect((await staff.list({ query: {} })).items).toEqual([])
  })

  it('store descriptions as safe HTML, in every language', async () => {
    const made = await staff.create({
      body: {
        title: 'x',
        description: '<p onclick="x()">a<script>b</script></p>',
        translations: { pl: { description: '<img src=x>c' } },
      },
    })
    expect([made.description, made.translations]).toEqual(['<p>a</p>', { pl: { description: 'c' } }])
  })

  it('are listed with filters', async () => {
    await staff.create({ body: { ...suit, type: 'Clothing' } })
    test.clock.advance(60_000)
    const since = new Date(test.clock.now()).toISOString()
    await staff.create({
      body: {
        title: 'Димар',
        variants: [{ sku: 'SMK-1', barcode: '2000000000024' }],
        vendor: 'Other',
        status: 'active',
      },
    })
    const titles = async (q: object) => (await staff.list({ query: q })).items.map(({ title }) => title)
    expect(await titles({})).toEqual(['Димар', suit.title])
    expect(await titles({ q: 'димар' })).toEqual(['Димар'])
    expect(await titles({ q: 'SMK-1' })).toEqual(['Димар'])
    expect(await titles({ q: '2000000000024' })).toEqual(['Димар'])
    expect(await titles({ tag: 'suits', vendor: 'Lipova', type: 'Clothing', status: 'active' })).toEqual([suit.title])
    expect(await titles({ updatedSince: since })).toEqual(['Димар'])
    expect(await titles({ collection: 'none' })).toEqual([])
    expect((await staff.listVariants({ query: { sku: 'SMK-1' } })).items).toMatchObject([{ barcode: '2000000000024' }])
    expect((await staff.listVariants({ query: { product: 'bee-suit-sniezka', limit: 4 } })).items).toHaveLength(4)
  })

  it('tell others what happened to them', async () => {
    const made = await staff.create({ body: { title: 'x' } })
    await staff.update({ params: { id: made.id }, body: { title: 'y' } })
    await staff.archive({ params: { id: made.id } })
    await staff.remove({ params: { id: made.id } })
    expect(await eventsOf()).toEqual([
      'variant.created',
      'product.created',
      'product.updated',
      'product.archived',
      'product.deleted',
    ])
  })

  it('hand their prices to whoever keeps prices', async () => {
    const seen: unknown[] = []
    await test.close()
    test = await openTestApp({
      contributes: [
        contribute(variantPrices, async (_ctx, { variants }) => {
          seen.push(...variants.map(({ prices, path }) => [path, prices]))
          return []
        }),
      ],
    })
    await staff.create({ body: { title: 'x', variants: [{ prices: [{ currency: 'EUR', amount: 990 }] }] } })
    expect(seen).toEqual([['body.variants.0.prices', [{ currency: 'EUR', amount: 990 }]]])
    expect(await test.app.db.all(query((q) => q.select().from(products)))).toHaveLength(1)
  })
})
