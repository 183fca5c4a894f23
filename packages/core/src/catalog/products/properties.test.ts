import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Caller, caller, systemContext } from '../../kernel/index.ts'
import { openTestApp, type TestApp } from '../../testing/index.ts'
import { createAttribute } from '../attributes/index.ts'
import { admin } from './contract.ts'
import { adminHandlers } from './routes.ts'

describe('products', () => {
  let test: TestApp
  let staff: Caller<typeof admin>
  const context = () => systemContext(test.app)
  beforeEach(async () => {
    test = await openTestApp()
    staff = caller(admin, adminHandlers, context)
  })
  afterEach(() => test.close())

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
})
