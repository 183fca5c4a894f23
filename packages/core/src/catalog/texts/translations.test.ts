import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, caller, systemContext } from '../../kernel/index.ts'
import { openTestApp, type TestApp } from '../../testing/index.ts'
import { createAttribute } from '../attributes/index.ts'
import { addExternalMedia } from '../media/index.ts'
import { createProduct } from '../products/index.ts'
import { admin } from './contract.ts'
import { translatorOf } from './index.ts'
import { adminHandlers } from './routes.ts'

describe('translations', () => {
  let test: TestApp
  let staff: Caller<typeof admin>
  const context = () => systemContext(test.app)
  const put = (entity: string, language: string, texts: Record<string, string>) =>
    staff.put({ params: { entity, language }, body: { texts } })
  beforeEach(async () => {
    test = await openTestApp()
    staff = caller(admin, adminHandlers, context)
  })
  afterEach(() => test.close())

  it('of a product and its parts are shown, written and taken back', async () => {
    await createAttribute(context(), {
      key: 'care',
      name: 'Care',
      type: 'text',
      appliesTo: 'product',
      productTypes: [],
      filterable: false,
      position: 0,
    })
    const { productId } = await createProduct(context(), {
      title: 'Jar',
      attributes: { care: 'Wash' },
      options: [{ name: 'Size', values: ['Small', 'Big'] }],
    })
    const { language, parts } = await staff.get({ params: { owner: productId } })
    expect([language, parts.map(({ kind, original }) => [kind, original.title ?? original.name])]).toEqual([
      'en',
      [
        ['product', 'Jar'],
        ['option', 'Size'],
        ['value', 'Small'],
        ['value', 'Big'],
      ],
    ])
    const value = parts[2]?.entityId ?? ''
    await put(value, 'uk', { name: 'Мала' })
    await put(productId, 'uk', { title: 'Банка', 'attribute.care': 'Мити', description: '<p>а<script>б</script></p>' })
    const after = await put(productId, 'uk', { title: '' })
    expect(after.parts.find(({ entityId }) => entityId === value)?.translations).toEqual({ uk: { name: 'Мала' } })
    expect(after.parts[0]?.translations).toEqual({ uk: { 'attribute.care': 'Мити', description: '<p>а</p>' } })
    await staff.remove({ params: { entity: productId, language: 'uk' } })
    expect((await staff.get({ params: { owner: value } })).parts[0]?.translations).toEqual({})
  })

  it('of attributes, choices and pictures are written too', async () => {
    const attribute = await createAttribute(context(), {
      key: 'wood',
      name: 'Wood',
      type: 'select',
      choices: [{ key: 'pine', name: 'Pine', translations: { pl: 'Sosna' } }],
      appliesTo: 'product',
      productTypes: [],
      filterable: false,
      position: 0,
    })
    await put(attribute, 'pl', { name: 'Drewno' })
    expect((await staff.get({ params: { owner: attribute } })).parts.map(({ translations }) => translations)).toEqual([
      { pl: { name: 'Drewno' } },
      { pl: { name: 'Sosna' } },
    ])
    const picture = await addExternalMedia(context(), { url: 'https://example.com/a.jpg', alt: 'A hive' })
    await put(picture, 'pl', { alt: 'Ul' })
    expect((await staff.get({ params: { owner: picture } })).parts).toMatchObject([
      { kind: 'media', translations: { pl: { alt: 'Ul' } } },
    ])
  })

  it('refuse fields, languages and things that do not exist', async () => {
    const { productId } = await createProduct(context(), { title: 'Jar' })
    await expect(put(productId, 'uk', { titel: 'x' })).rejects.toMatchObject({
      code: 'catalog.textsInvalid',
      errors: [{ path: 'body.texts.titel', message: expect.stringContaining('Did you mean title?') }],
    })
    await expect(put(productId, 'en', { title: 'x' })).rejects.toMatchObject({ code: 'catalog.textsInvalid' })
    await expect(put(productId, 'ukrainian', { title: 'x' })).rejects.toMatchObject({
      code: 'request.invalid',
      errors: [{ path: 'params.language' }],
    })
    for (const id of ['prd_x', 'opt_x', 'zzz_1', ''])
      await expect(put(id, 'uk', { title: 'x' })).rejects.toMatchObject({ code: 'catalog.notFound' })
  })

  it('fall back along the chain, field by field, the original in its own place', async () => {
    const { productId } = await createProduct(context(), {
      title: 'Jar',
      language: 'en',
      translations: { uk: { title: 'Банка' }, pl: { title: 'Słoik', seoTitle: 'Słoik!' } },
    })
    const title = async (...languages: string[]) =>
      (await translatorOf(context(), { owners: [productId], languages })).text(productId, 'title', {
        language: 'en',
        text: 'Jar',
      })
    expect(await title('uk', 'en', 'pl')).toBe('Банка')
    expect(await title('nl', 'pl', 'en')).toBe('Słoik')
    expect(await title('nl', 'en', 'pl')).toBe('Jar')
    expect(await title('nl')).toBe('Jar')
    const { text } = await translatorOf(context(), { owners: [productId], languages: ['uk', 'pl', 'en'] })
    expect(text(productId, 'seoTitle', { language: 'en', text: '' })).toBe('Słoik!')
  })
})
