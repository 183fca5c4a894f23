import { describe, expect, it } from 'vitest'
import { contractApi, json, reason, settings } from '../fixtures/contracts.ts'
import { familyOfItems, itemOf } from '../fixtures/items.ts'
import { familyType, productType } from '../fixtures/product-type.ts'
import { browse } from './browse.ts'
import { toShape } from './map.ts'
import { publish, validate, withdraw } from './publish.ts'
import type { Shape } from './shape.ts'

const DE = 'A1PA6795UKMFR9'
const size = (value: string) => ({ name: 'Size', value })
const color = (value: string) => ({ name: 'Color', value })
const sizes = familyOfItems([[size('Small')], [size('Large')]])
const at = (own: object = {}) => ({ settings: { ...settings, ...own }, requirements: familyType })
const shapes = sizes.map((item) => toShape(item, at()) as Shape)

describe('the variants of a product at Amazon', () => {
  it('are children of one parent, which says what is true of them all and has no offer', () => {
    const [small, large] = shapes
    expect(small?.attributes).toMatchObject({
      size: [{ value: 'Small' }],
      parentage_level: [{ value: 'child', marketplace_id: DE }],
      child_parent_sku_relationship: [
        { child_relationship_type: 'variation', parent_sku: 'prd_1', marketplace_id: DE },
      ],
      variation_theme: [{ name: 'SIZE' }],
    })
    expect(small?.family).toEqual(large?.family)
    const { sku, attributes } = small?.family ?? { sku: '', attributes: {} }
    expect(sku).toBe('prd_1')
    expect(Object.keys(attributes).sort()).toEqual([
      'brand',
      'bullet_point',
      'country_of_origin',
      'item_name',
      'main_product_image_locator',
      'parentage_level',
      'product_description',
      'variation_theme',
    ])
    expect(attributes).toMatchObject({ item_name: [{ value: 'Bee smoker' }], parentage_level: [{ value: 'parent' }] })
  })

  it('differ by the theme of the product type that has just their options, in whatever order', () => {
    const [item] = familyOfItems([
      [color('Silver'), size('Small')],
      [color('Black'), size('Small')],
    ])
    expect(toShape(item as never, at())).toMatchObject({
      attributes: { variation_theme: [{ name: 'SIZE_NAME/COLOR_NAME' }] },
    })
  })

  it('are refused before any call when no theme has their options, with what there is', () => {
    const [item] = familyOfItems([[{ name: 'Scent', value: 'Lime' }], [{ name: 'Scent', value: 'Clover' }]])
    expect(toShape(item as never, at())).toMatchObject({
      issues: [
        {
          code: 'variation-theme',
          field: 'variation_theme',
          message: expect.stringContaining('COLOR, SIZE_NAME/COLOR_NAME, SIZE'),
        },
      ],
    })
    expect(toShape(item as never, at({ variations: 'single' }))).not.toHaveProperty('issues')
  })

  it('stand by themselves when there is one, when the settings want it, and where the product type has no themes', () => {
    const alone = [
      toShape(itemOf(), at()),
      toShape(sizes[0] as never, at({ variations: 'single' })),
      toShape(sizes[0] as never, { settings, requirements: productType }),
    ]
    for (const shape of alone) {
      expect(shape).not.toHaveProperty('family')
      expect((shape as Shape).attributes).not.toHaveProperty('parentage_level')
    }
  })
})

const terms = { quantity: 7, locations: [], price: 2990, compareAt: null, currency: 'EUR' }
const publications = shapes.map((shape, index) => ({
  key: `SMO-${index + 1}`,
  externalId: null,
  operation: 'create' as const,
  shape,
  confirmed: null,
  ...terms,
}))
const submission = (sku: string, status: string, issues: object[] = []) =>
  json({ sku, status, submissionId: 'f1dc2914', issues })

describe.skipIf(reason !== '')(`a family at Amazon${reason}`, () => {
  const accepted = (_request: Request, { params }: { params: Readonly<Record<string, string>> }) =>
    submission(params.sku ?? '', 'ACCEPTED')

  it('has its parent put once and before the children, as product facts only', async () => {
    const { api, fetch } = contractApi({ answer: accepted })
    expect(await publish(api, publications)).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }])
    expect(fetch.calls.map(({ params }) => params.sku)).toEqual(['prd_1', 'SMO-1', 'SMO-2'])
    expect(fetch.calls.map(({ body }) => (body as { requirements: string }).requirements)).toEqual([
      'LISTING_PRODUCT_ONLY',
      'LISTING',
      'LISTING',
    ])
    expect(fetch.calls[0]?.body).not.toHaveProperty('attributes.purchasable_offer')
  })

  it('has its parent put anew only when that is another', async () => {
    const { api, fetch } = contractApi({ answer: accepted })
    const [first] = publications
    if (first?.shape.family === undefined) throw new Error('no family')
    const update = { ...first, operation: 'update' as const, confirmed: first.shape }
    const renamed = { ...first.shape, title: 'Another' }
    await publish(api, [{ ...update, shape: renamed }])
    expect(fetch.calls.map(({ operationId }) => operationId)).toEqual(['patchListingsItem'])
    const { family } = first.shape
    const told = { ...family, attributes: { ...family.attributes, brand: [{ value: 'Other' }] } }
    await publish(api, [{ ...update, shape: { ...first.shape, family: told } }])
    expect(fetch.calls.map(({ params }) => params.sku).slice(1)).toEqual(['prd_1'])
  })

  it('is told what Amazon has against the parent at each child, and no child goes', async () => {
    const wrong = {
      code: '90220',
      message: "'brand' is required",
      severity: 'ERROR',
      attributeNames: ['brand'],
      categories: [],
    }
    const { api, fetch } = contractApi({ answer: () => submission('prd_1', 'INVALID', [wrong]) })
    const issues = [{ severity: 'error', code: '90220', message: "'brand' is required", field: 'brand' }]
    expect(await validate(api, publications)).toEqual(
      publications.map(({ key }) => ({ key, outcome: 'rejected', issues })),
    )
    expect(fetch.calls).toHaveLength(1)
    expect(fetch.calls[0]?.query.get('mode')).toBe('VALIDATION_PREVIEW')
  })

  it.each([
    ['with its last children, parent first', ['SMO-1', 'SMO-2'], ['prd_1', 'SMO-1', 'SMO-2']],
    ['not while a child stays', ['SMO-1'], ['SMO-1']],
  ])('is taken away %s', async (_name, going, deleted) => {
    const { api, fetch } = contractApi({
      answer: (request, { operationId, params }) => {
        if (operationId === 'deleteListingsItem') return submission(params.sku ?? '', 'ACCEPTED')
        const query = new URL(request.url).searchParams
        const wanted = query.get('identifiers')?.split(',') ?? ['SMO-1', 'SMO-2']
        const relationships = [{ marketplaceId: DE, relationships: [{ type: 'VARIATION', parentSkus: ['prd_1'] }] }]
        return json({ numberOfResults: wanted.length, items: wanted.map((sku) => ({ sku, relationships })) })
      },
    })
    await withdraw(
      api,
      going.map((key) => ({ key, externalId: key })),
    )
    const gone = fetch.calls.filter(({ operationId }) => operationId === 'deleteListingsItem')
    expect(gone.map(({ params }) => params.sku)).toEqual(deleted)
  })

  it('is known by its children: the parent is no item of the shop', async () => {
    const parent = { sku: 'prd_1', attributes: { parentage_level: [{ value: 'parent' }] } }
    const { api } = contractApi({ answer: () => json({ numberOfResults: 2, items: [parent, { sku: 'SMO-1' }] }) })
    expect((await browse(api, null)).items.map(({ key }) => key)).toEqual(['SMO-1'])
  })
})
