import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, caller, contribute, list, oneOf, query, systemContext } from '../../kernel/index.ts'
import { resolveStore } from '../../markets/index.ts'
import { openTestApp, type TestApp } from '../../testing/index.ts'
import { createAttribute } from '../attributes/index.ts'
import { variantsForSale } from '../for-sale.ts'
import { handleRedirects, products, productTags } from '../schema.ts'
import { admin } from './contract.ts'
import { findFormer } from './find.ts'
import { variantPrices } from './prices.ts'
import { adminHandlers } from './routes.ts'

const suit = {
  title: 'Bee suit "Śnieżka"',
  status: 'active' as const,
  vendor: 'Lipova',
  tags: ['suits', 'new', ' suits '],
  options: [
    {
      name: 'Colour',
      values: [{ name: 'White', swatch: '#ffffff', translations: { uk: 'Білий' } }, 'Green'],
      translations: { uk: 'Колір' },
    },
    { name: 'Size', values: ['S', 'M', 'L'] },
  ],
  translations: { uk: { title: 'Костюм пасічника' } },
}

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

  describe('that are changed', () => {
    it('keep what the patch does not name', async () => {
      const made = await staff.create({ body: suit })
      test.clock.advance(1_000)
      const changed = await staff.update({ params: { id: made.id }, body: { title: 'Bee suit', vendor: '' } })
      expect(changed).toEqual({ ...made, title: 'Bee suit', vendor: '', version: 2, updatedAt: changed.updatedAt })
      expect(changed.updatedAt).not.toBe(made.updatedAt)
    })

    it('stay as they are when the patch says nothing new: no version, no event', async () => {
      const made = await staff.create({ body: suit })
      const before = await eventsOf()
      const { options, ...same } = suit
      expect(await staff.update({ params: { id: made.id }, body: { ...same, options } })).toEqual(made)
      expect(await eventsOf()).toEqual(before)
    })

    it('send readers of an old handle on to the new one, and back', async () => {
      const made = await staff.create({ body: { title: 'Smoker' } })
      await staff.update({ params: { id: made.id }, body: { handle: 'smoker-steel' } })
      expect(await findFormer(context(), 'smoker')).toEqual({ id: made.id, handle: 'smoker-steel' })
      await staff.update({ params: { id: made.id }, body: { handle: 'smoker' } })
      expect(await findFormer(context(), 'smoker')).toBeUndefined()
      expect(await findFormer(context(), 'smoker-steel')).toMatchObject({ handle: 'smoker' })
    })

    it('lose an old handle to another product that takes it by name, but not to one that only would', async () => {
      const made = await staff.create({ body: { title: 'Smoker' } })
      await staff.update({ params: { id: made.id }, body: { handle: 'smoker-steel' } })
      expect((await staff.create({ body: { title: 'Smoker' } })).handle).toBe('smoker-2')
      await staff.create({ body: { title: 'New', handle: 'smoker' } })
      expect(await test.app.db.all(query((q) => q.select().from(handleRedirects)))).toEqual([])
    })

    it('rename options and values in place, keeping variants and translations', async () => {
      const made = await staff.create({ body: suit })
      const options = [
        { name: 'colour', rename: 'Shade', values: [{ name: 'white', rename: 'Snow' }, 'Green'] },
        { name: 'Size', values: ['S', 'M', 'L'] },
      ]
      const changed = await staff.update({ params: { id: made.id }, body: { options } })
      expect(changed.options[0]).toMatchObject({
        id: made.options[0]?.id,
        name: 'Shade',
        translations: { uk: 'Колір' },
        values: [{ name: 'Snow', translations: { uk: 'Білий' } }, { name: 'Green' }],
      })
      expect(changed.variants.map(({ id }) => id)).toEqual(made.variants.map(({ id }) => id))
      expect(changed.variants[0]?.title).toBe('Snow / S')
    })

    it('give their variants the first value of a new option', async () => {
      const made = await staff.create({ body: { title: 'Jar', options: [{ name: 'Size', values: ['0.5', '1'] }] } })
      const options = [{ name: 'Size' }, { name: 'Lid', values: ['Gold', 'White'] }]
      const changed = await staff.update({ params: { id: made.id }, body: { options } })
      expect(changed.variants.map(({ title }) => title)).toEqual(['0.5 / Gold', '1 / Gold'])
      await expect(
        staff.update({ params: { id: made.id }, body: { options: [{ name: 'Size' }] } }),
      ).rejects.toMatchObject({ code: 'catalog.optionInUse' })
    })

    it('drop unused values, and an option that their only variant does not need', async () => {
      const made = await staff.create({
        body: {
          title: 'Jar',
          options: [{ name: 'Title', values: ['Default', 'Other'] }],
          variants: [{ options: { Title: 'Default' } }],
        },
      })
      expect(made.options[0]?.values).toHaveLength(2)
      const fewer = await staff.update({
        params: { id: made.id },
        body: { options: [{ name: 'Title', values: ['Default'] }] },
      })
      expect(fewer.options[0]?.values.map(({ name }) => name)).toEqual(['Default'])
      const none = await staff.update({ params: { id: made.id }, body: { options: [] } })
      expect([none.options, none.variants[0]?.options]).toEqual([[], {}])
    })

    it('replace lists of pictures and channels, and keep the index of tags', async () => {
      const picture = (name: string) => ({ url: `https://example.com/${name}.jpg` })
      const made = await staff.create({
        body: { title: 'x', media: [picture('a'), picture('b')], tags: ['one', 'two'] },
      })
      const changed = await staff.update({
        params: { id: made.id },
        body: { media: [{ ...picture('b'), alt: 'B' }, picture('c')], publications: [], tags: ['two', 'three'] },
      })
      expect(changed.media.map(({ url, alt }) => [url, alt])).toEqual([
        ['https://example.com/b.jpg', 'B'],
        ['https://example.com/c.jpg', ''],
      ])
      expect(changed.publications).toEqual([])
      const tags = await test.app.db.all(
        query((q) => q.select().from(productTags).where(oneOf(productTags.productId, 'ids'))),
        { ids: list([made.id]) },
      )
      expect(tags.map(({ tag }) => tag).sort()).toEqual(['three', 'two'])
    })

    it('refuse a version that the caller has not seen', async () => {
      const made = await staff.create({ body: suit })
      const write = async () => {
        const { updateProduct } = await import('./service.ts')
        return updateProduct(context(), { ref: made.id, patch: { title: 'x' }, version: 7 })
      }
      await expect(write()).rejects.toMatchObject({ code: 'request.preconditionFailed' })
    })

    it('survive many changes at once without losing one', async () => {
      const made = await staff.create({ body: { title: 'x' } })
      const names = ['a', 'b', 'c', 'd']
      await Promise.all(
        names.map((name) =>
          staff.addVariant({ params: { id: made.id }, body: { sku: name, options: {} } }).catch(() => undefined),
        ),
      )
      await Promise.all(
        names.map((language) =>
          staff.update({
            params: { id: made.id },
            body: { translations: { [`${language}${language}`]: { title: language } } },
          }),
        ),
      )
      expect(Object.keys((await staff.get({ params: { id: made.id } })).translations)).toEqual(['aa', 'bb', 'cc', 'dd'])
    })
  })

  describe('and their variants', () => {
    it('are added with new values, changed and archived', async () => {
      const made = await staff.create({ body: suit })
      const added = await staff.addVariant({
        params: { id: made.handle },
        body: { sku: 'X', options: { Colour: 'Blue', Size: 'S' }, barcode: '2000000000017' },
      })
      expect(added).toMatchObject({ title: 'Blue / S', barcode: '2000000000017' })
      await expect(
        staff.addVariant({ params: { id: made.id }, body: { options: { Colour: 'Blue', Size: 'S' } } }),
      ).rejects.toMatchObject({ code: 'catalog.variantTaken' })
      const changed = await staff.updateVariant({
        params: { id: added.id },
        body: { weightGrams: 900, options: { Size: 'M' } },
      })
      expect(changed).toMatchObject({ weightGrams: 900, title: 'Blue / M', version: 2 })
      expect(await staff.archiveVariant({ params: { id: added.id } })).toMatchObject({ status: 'archived' })
      await expect(staff.getVariant({ params: { id: 'var_x' } })).rejects.toMatchObject({ code: 'catalog.notFound' })
    })

    it('are found by what a scanner reads', async () => {
      await staff.create({ body: { title: 'A', variants: [{ sku: '2000000000017' }] } })
      const made = await staff.create({ body: { title: 'B', variants: [{ sku: 'B-1', barcode: '2000000000017' }] } })
      const { items } = await staff.byBarcode({ params: { code: '2000000000017' } })
      expect(items.map(({ sku }) => sku)).toEqual(['B-1', '2000000000017'])
      expect((await staff.byBarcode({ params: { code: 'B-1' } })).items[0]?.productId).toBe(made.id)
      await expect(staff.byBarcode({ params: { code: '0' } })).rejects.toMatchObject({
        code: 'catalog.notFound',
        status: 404,
      })
    })
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

  it('carry typed attributes that are checked', async () => {
    const ctx = context()
    const define = (
      key: string,
      type: 'text' | 'number' | 'boolean' | 'select' | 'multi' | 'date' | 'dimension',
      more: object = {},
    ) =>
      createAttribute(ctx, {
        key,
        name: key,
        type,
        appliesTo: 'product',
        productTypes: [],
        filterable: false,
        position: 0,
        ...more,
      })
    await define('wood', 'select', {
      choices: [
        { key: 'pine', name: 'Pine' },
        { key: 'linden', name: 'Linden' },
      ],
    })
    await define('uses', 'multi', {
      choices: [
        { key: 'hive', name: 'Hive' },
        { key: 'frame', name: 'Frame' },
      ],
    })
    await define('height', 'dimension', { unit: 'mm' })
    await define('season', 'date')
    await define('boxed', 'boolean')
    await define('boxes', 'number')
    const attributes = {
      wood: 'pine',
      uses: ['hive', 'frame'],
      height: { value: 30, unit: 'cm' },
      season: '2026-05-01',
      boxed: false,
      boxes: 2.5,
    }
    const made = await staff.create({ body: { title: 'Hive', attributes } })
    expect(made.attributes).toEqual({ ...attributes, height: { value: 300, unit: 'mm' } })
    const changed = await staff.update({ params: { id: made.id }, body: { attributes: { wood: null, boxed: true } } })
    expect(changed.attributes).toMatchObject({ boxed: true, boxes: 2.5 })
    expect(changed.attributes).not.toHaveProperty('wood')
    const refused = async (values: object) =>
      (await staff
        .update({ params: { id: made.id }, body: { attributes: values as never } })
        .catch((error: unknown) => error)) as { errors?: { path: string; message: string }[] }
    expect((await refused({ wood: 'lindn' })).errors?.[0]).toMatchObject({
      path: 'body.attributes.wood',
      message: 'has no choice "lindn". Did you mean linden?',
    })
    for (const bad of [
      { boxes: 'two' },
      { season: '2026-02-30' },
      { height: { value: 1, unit: 'kg' } },
      { uses: 'hive' },
      { boxed: 1 },
      { wod: 'pine' },
    ])
      expect(await refused(bad)).toMatchObject({
        code: 'catalog.attributeInvalid',
        errors: [{ path: `body.attributes.${Object.keys(bad)[0]}` }],
      })
  })

  it('are deleted only as long as nothing refers to them', async () => {
    const made = await staff.create({
      body: { ...suit, status: 'draft', media: [{ url: 'https://example.com/a.jpg' }] },
    })
    await staff.remove({ params: { id: made.id } })
    await expect(staff.get({ params: { id: made.id } })).rejects.toMatchObject({ code: 'catalog.notFound' })
    expect(await test.app.db.raw('select count(*) from product_options')).toEqual([[0]])
    const active = await staff.create({ body: suit })
    await expect(staff.remove({ params: { id: active.id } })).rejects.toMatchObject({ code: 'catalog.inUse' })
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

  it('are for sale on their channel, in the language of the buyer', async () => {
    const day = (shift: number) => new Date(test.clock.now() + shift * 86_400_000).toISOString()
    const made = await staff.create({ body: { ...suit, media: [{ url: 'https://example.com/suit.jpg' }] } })
    const [variant] = made.variants
    const ctx = await resolveStore(context(), {})
    const ukrainian = { ...ctx, language: 'uk', languages: ['uk', 'en'] }
    const [sold] = await variantsForSale(ukrainian, { ids: [variant?.id ?? ''] })
    expect(sold).toMatchObject({
      handle: made.handle,
      productTitle: 'Костюм пасічника',
      variantTitle: 'Білий / S',
      options: [
        { name: 'Колір', value: 'Білий' },
        { name: 'Size', value: 'S' },
      ],
      image: 'https://example.com/suit.jpg',
      isForSale: true,
    })
    const isForSale = async () => (await variantsForSale(ctx, { skus: [variant?.sku ?? ''] }))[0]?.isForSale
    const show = (publications: { channel: string; publishAt?: string; unpublishAt?: string }[]) =>
      staff.update({ params: { id: made.id }, body: { publications } })
    await show([{ channel: 'web', publishAt: day(1), unpublishAt: day(2) }])
    expect(await isForSale()).toBe(false)
    test.clock.advance(86_400_000)
    expect(await isForSale()).toBe(true)
    test.clock.advance(86_400_000)
    expect(await isForSale()).toBe(false)
    await show([])
    expect(await isForSale()).toBe(false)
    await show([{ channel: 'web' }])
    expect(await isForSale()).toBe(true)
    await staff.archiveVariant({ params: { id: variant?.id ?? '' } })
    expect(await isForSale()).toBe(false)
    await expect(show([{ channel: 'web', publishAt: day(2), unpublishAt: day(1) }])).rejects.toMatchObject({
      errors: [{ path: 'body.publications.0.unpublishAt' }],
    })
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
