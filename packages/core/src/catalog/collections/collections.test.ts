import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Dispatcher, startDispatcher } from '../../events/index.ts'
import { type Caller, caller, systemContext } from '../../kernel/index.ts'
import { pricingRoom } from '../../pricing/room.ts'
import { openTestApp, type TestApp } from '../../testing/index.ts'
import { createAttribute } from '../attributes/index.ts'
import { createProduct, updateProduct } from '../products/index.ts'
import { catalogRoom } from '../room.ts'
import type { Condition } from '../values.ts'
import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'

const all = (...conditions: Condition[]) => ({ match: 'all' as const, conditions })

describe('collections', () => {
  let test: TestApp
  let staff: Caller<typeof admin>
  let dispatcher: Dispatcher
  const context = () => systemContext(test.app)
  const handles = async (id: string) =>
    (await staff.products({ params: { id }, query: {} })).items.map(({ handle }) => handle)
  const make = (title: string, more: object = {}) => createProduct(context(), { title, ...more })
  beforeEach(async () => {
    test = await openTestApp({ contributes: [...(catalogRoom.contributes ?? []), ...(pricingRoom.contributes ?? [])] })
    staff = caller(admin, adminHandlers, context)
    dispatcher = await startDispatcher(test.app)
  })
  afterEach(async () => {
    await dispatcher.stop()
    await test.close()
  })

  describe('by hand', () => {
    it('are made with products in order, and change them', async () => {
      for (const title of ['A', 'B', 'C', 'D']) await make(title)
      const made = await staff.create({ body: { title: 'Gifts', products: ['c', 'a'] } })
      expect(made).toMatchObject({ handle: 'gifts', kind: 'manual', productCount: 2, status: 'active' })
      expect(await handles('gifts')).toEqual(['c', 'a'])
      await staff.setProducts({ params: { id: 'gifts' }, body: { add: ['b', 'a'], remove: ['c'] } })
      expect(await handles('gifts')).toEqual(['a', 'b'])
      await staff.setProducts({ params: { id: 'gifts' }, body: { products: ['d', 'b', 'a'] } })
      expect(await handles('gifts')).toEqual(['d', 'b', 'a'])
      const pages = await staff.products({ params: { id: 'gifts' }, query: { limit: 2 } })
      const rest = await staff.products({ params: { id: 'gifts' }, query: { limit: 2, cursor: pages.next ?? '' } })
      expect(rest.items.map(({ handle }) => handle)).toEqual(['a'])
    })

    it('are joined and left by the product too', async () => {
      await staff.create({ body: { title: 'Gifts' } })
      await staff.create({ body: { title: 'Tools' } })
      const { productId } = await make('Smoker', { collections: ['gifts', 'tools'] })
      await make('Knife', { collections: ['tools'] })
      await updateProduct(context(), { ref: productId, patch: { collections: ['tools'] } })
      expect([await handles('gifts'), await handles('tools')]).toEqual([[], ['smoker', 'knife']])
    })

    it('refuse products that do not exist', async () => {
      await staff.create({ body: { title: 'Gifts' } })
      await expect(staff.setProducts({ params: { id: 'gifts' }, body: { add: ['x'] } })).rejects.toMatchObject({
        code: 'catalog.unknownReference',
        errors: [{ path: 'body.add.0' }],
      })
    })
  })

  describe('by rule', () => {
    it('are filled when they are made, and follow their products', async () => {
      await make('Smoker', { tags: ['new', 'tools'] })
      const { productId } = await make('Knife', { tags: ['tools'] })
      const { id } = await staff.create({
        body: {
          title: 'New tools',
          rule: all({ field: 'tag', op: 'equal', value: 'new' }, { field: 'tag', op: 'equal', value: 'tools' }),
        },
      })
      await dispatcher.idle()
      expect(await handles(id)).toEqual(['smoker'])
      await updateProduct(context(), { ref: productId, patch: { tags: ['tools', 'new'] } })
      await updateProduct(context(), { ref: 'smoker', patch: { tags: [] } })
      await make('Brush', { tags: ['new', 'tools'] })
      await dispatcher.idle()
      expect((await handles(id)).sort()).toEqual(['brush', 'knife'])
    })

    it('follow a change of the rule, and keep their products when they become manual', async () => {
      await make('Smoker', { vendor: 'A' })
      await make('Knife', { vendor: 'B' })
      const { id } = await staff.create({
        body: { title: 'X', rule: all({ field: 'vendor', op: 'equal', value: 'A' }) },
      })
      await dispatcher.idle()
      await staff.update({ params: { id }, body: { rule: all({ field: 'vendor', op: 'equal', value: 'B' }) } })
      await dispatcher.idle()
      expect(await handles(id)).toEqual(['knife'])
      await staff.update({ params: { id }, body: { rule: null } })
      await make('Other', { vendor: 'B' })
      await dispatcher.idle()
      expect(await staff.get({ params: { id } })).toMatchObject({ kind: 'manual', rule: null, productCount: 1 })
    })

    it('follow attributes and prices, sales that begin included', async () => {
      await createAttribute(context(), {
        key: 'frames',
        name: 'Frames',
        type: 'number',
        appliesTo: 'product',
        productTypes: [],
        filterable: true,
        position: 0,
      })
      const rule = all(
        { field: 'attribute.frames', op: 'atLeast', value: 10 },
        { field: 'price', op: 'atMost', value: 10_000, currency: 'EUR' },
      )
      const { id } = await staff.create({ body: { title: 'Big and cheap', rule } })
      const product = await make('Hive', {
        attributes: { frames: 12 },
        variants: [{ sku: 'H', prices: [{ currency: 'EUR', amount: 20_000 }] }],
      })
      await dispatcher.idle()
      expect(await handles(id)).toEqual([])
      await updateProduct(context(), {
        ref: product.productId,
        patch: { variants: [{ sku: 'H', prices: [{ currency: 'EUR', amount: 9_000 }] }] },
      })
      await dispatcher.idle()
      expect(await handles(id)).toEqual(['hive'])
      await updateProduct(context(), { ref: product.productId, patch: { attributes: { frames: 8 } } })
      await dispatcher.idle()
      expect(await handles(id)).toEqual([])
    })

    it.each<[string, Condition, string]>([
      ['an attribute that does not exist', { field: 'attribute.none', op: 'equal', value: 'x' }, 'field'],
      ['a comparison that words do not have', { field: 'tag', op: 'atLeast', value: 'x' }, 'op'],
      ['a price without a currency', { field: 'price', op: 'atMost', value: 1 }, 'currency'],
      ['a price in words', { field: 'price', op: 'atMost', value: '1', currency: 'EUR' }, 'value'],
      ['a currency of a tag', { field: 'tag', op: 'equal', value: 'x', currency: 'EUR' }, 'currency'],
    ])('refuse %s', async (_what, condition, field) => {
      await expect(staff.create({ body: { title: 'X', rule: all(condition) } })).rejects.toMatchObject({
        code: 'catalog.ruleInvalid',
        errors: [{ path: `body.rule.conditions.0.${field}` }],
      })
    })

    it('refuse products by hand', async () => {
      await make('Smoker')
      const rule = all({ field: 'tag', op: 'equal', value: 'new' })
      await staff.create({ body: { title: 'X', rule } })
      await expect(staff.setProducts({ params: { id: 'x' }, body: { add: ['smoker'] } })).rejects.toMatchObject({
        code: 'catalog.notManual',
      })
      await expect(make('Knife', { collections: ['x'] })).rejects.toMatchObject({ code: 'catalog.notManual' })
      await expect(staff.create({ body: { title: 'Y', rule, products: ['smoker'] } })).rejects.toMatchObject({
        code: 'catalog.notManual',
      })
    })
  })

  it('lie inside of each other, but not in a circle', async () => {
    await staff.create({ body: { title: 'All', media: { url: 'https://example.com/a.jpg', alt: 'A' } } })
    await staff.create({ body: { title: 'Hives', parent: 'all' } })
    const inner = await staff.create({
      body: { title: 'Frames', parent: 'hives', translations: { uk: { title: 'Рамки' } } },
    })
    expect(inner).toMatchObject({ parent: { handle: 'hives' }, translations: { uk: { title: 'Рамки' } } })
    await expect(staff.update({ params: { id: 'all' }, body: { parent: 'frames' } })).rejects.toMatchObject({
      errors: [{ path: 'body.parent' }],
    })
    await expect(staff.remove({ params: { id: 'hives' } })).rejects.toMatchObject({ code: 'catalog.inUse' })
    expect((await staff.list({ query: { parent: 'all' } })).items.map(({ handle }) => handle)).toEqual(['hives'])
    expect((await staff.get({ params: { id: 'all' } })).media).toMatchObject({
      alt: 'A',
      url: 'https://example.com/a.jpg',
    })
  })

  it('are listed with filters, renamed, archived and deleted', async () => {
    await staff.create({ body: { title: 'Hives' } })
    test.clock.advance(1)
    await staff.create({ body: { title: 'Tools', rule: all() } })
    expect((await staff.list({ query: { kind: 'rule' } })).items.map(({ handle }) => handle)).toEqual(['tools'])
    expect((await staff.list({ query: { q: 'hive', status: 'active' } })).items).toHaveLength(1)
    expect((await staff.update({ params: { id: 'hives' }, body: { handle: 'beehives' } })).handle).toBe('beehives')
    expect(await test.app.db.raw('select kind, handle from handle_redirects')).toEqual([['collection', 'hives']])
    await expect(staff.update({ params: { id: 'tools' }, body: { handle: 'beehives' } })).rejects.toMatchObject({
      code: 'catalog.handleTaken',
    })
    expect(await staff.archive({ params: { id: 'tools' } })).toMatchObject({ status: 'archived' })
    await staff.remove({ params: { id: 'beehives' } })
    await expect(staff.get({ params: { id: 'beehives' } })).rejects.toMatchObject({ code: 'catalog.notFound' })
  })
})
