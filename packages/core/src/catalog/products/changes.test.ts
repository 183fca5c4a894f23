import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, caller, list, oneOf, query, systemContext } from '../../kernel/index.ts'
import { openTestApp, type TestApp } from '../../testing/index.ts'
import { handleRedirects, productTags } from '../schema.ts'
import { admin } from './contract.ts'
import { findByHandles } from './find-many.ts'
import { suit } from './fixtures/suit.ts'
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
      const meant = async (handle: string) => (await findByHandles(context(), [handle])).get(handle)
      const made = await staff.create({ body: { title: 'Smoker' } })
      await staff.update({ params: { id: made.id }, body: { handle: 'smoker-steel' } })
      expect(await meant('smoker')).toBe(made.id)
      await staff.update({ params: { id: made.id }, body: { handle: 'smoker' } })
      expect(await meant('smoker')).toBe(made.id)
      expect(await meant('smoker-steel')).toBe(made.id)
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
      await expect(
        staff.updateVariant({ params: { id: added.id }, body: { options: { Length: 'long' } } }),
      ).rejects.toMatchObject({ code: 'catalog.optionsMismatch', errors: [{ path: 'body.options' }] })
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

  it('are deleted only as long as nothing refers to them', async () => {
    const made = await staff.create({
      body: { ...suit, status: 'draft', media: [{ url: 'https://example.com/a.jpg' }] },
    })
    await staff.remove({ params: { id: made.id } })
    await expect(staff.get({ params: { id: made.id } })).rejects.toMatchObject({ code: 'catalog.notFound' })
    expect(await test.app.db.raw('select count(*) from product_options')).toEqual([[0]])
    const priced = await staff.create({ body: { title: 'Priced' } })
    const list = 'prl_00000000000000000000000001'
    const values = `'prc_1', '${priced.variants[0]?.id}', '${list}', 'EUR', 100, 0, 0`
    const sql = `insert into prices (id, variant_id, price_list_id, currency, amount, created_at, updated_at) values (${values})`
    await test.app.db.batch([{ sql, args: [] }])
    await expect(staff.remove({ params: { id: priced.id } })).rejects.toMatchObject({ code: 'catalog.inUse' })
    expect(await staff.get({ params: { id: priced.id } })).toEqual(priced)
    const active = await staff.create({ body: suit })
    await expect(staff.remove({ params: { id: active.id } })).rejects.toMatchObject({ code: 'catalog.inUse' })
  })
})
