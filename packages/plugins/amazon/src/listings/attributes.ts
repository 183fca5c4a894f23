import type { Item } from '@vitrine/core'
import type { Marketplace } from '../marketplaces.ts'
import { resolvedIn, type SchemaNode } from '../product-types/schema.ts'
import type { AttributeValues, Shape } from './shape.ts'

type Attributes = Record<string, AttributeValues>

type Told = Pick<Shape, 'title' | 'brand' | 'description' | 'bulletPoints' | 'attributes'>

/** Everything that goes to Amazon, texts included. */
export function attributesOf(shape: Told, marketplace: Marketplace): Attributes {
  const local = (value: string) => ({ value, language_tag: marketplace.language, marketplace_id: marketplace.id })
  const { title, brand, description, bulletPoints, attributes } = shape
  return {
    ...(title === null ? {} : { item_name: [local(title)] }),
    ...(brand === null ? {} : { brand: [local(brand)] }),
    ...(description === null ? {} : { product_description: [local(description)] }),
    ...(bulletPoints.length === 0 ? {} : { bullet_point: bulletPoints.map(local) }),
    ...attributes,
  }
}

/** Texts that Amazon gives back, as they stand in a shape. */
export function textsOf(attributes: Readonly<Record<string, unknown>>, marketplaceId: string): Partial<Shape> {
  const values = (name: string) => {
    const all = (Array.isArray(attributes[name]) ? attributes[name] : []) as readonly Readonly<
      Record<string, unknown>
    >[]
    return all
      .filter(({ marketplace_id: at }) => at === undefined || at === marketplaceId)
      .flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
  }
  const [title] = values('item_name')
  const [brand] = values('brand')
  const [description] = values('product_description')
  return {
    ...(title === undefined ? {} : { title }),
    ...(brand === undefined ? {} : { brand }),
    ...(description === undefined ? {} : { description }),
    ...(attributes.bullet_point === undefined ? {} : { bulletPoints: values('bullet_point') }),
  }
}

const TEXTS: readonly string[] = ['item_name', 'brand', 'product_description', 'bullet_point']

/**
 * Attributes and options of the item that the product type knows under the same name (`Item Weight` is `item_weight`), written as its
 * schema has them. The item's own win over the product's.
 */
export function knownAttributes(item: Item, schema: SchemaNode, marketplace: Marketplace): Attributes {
  const options = item.options.map(({ name, value }) => [attributeName(name), value] as const)
  const told = [...Object.entries(item.product.attributes), ...options, ...Object.entries(item.attributes)]
  const known = told.filter(
    ([name]) => schema.properties?.[attributeName(name)] !== undefined && !TEXTS.includes(attributeName(name)),
  )
  return Object.fromEntries(
    known.map(([own, value]) => {
      const name = attributeName(own)
      return [name, writtenFor(schema, { name, value, marketplace })]
    }),
  )
}

/** `Item Weight` is `item_weight`. */
export const attributeName = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')

interface Written {
  readonly name: string
  readonly value: unknown
  readonly marketplace: Marketplace
}

/** A value of an attribute as its schema has it: with marketplace and language where it knows them. */
export function writtenFor(schema: SchemaNode, { name, value, marketplace }: Written): AttributeValues {
  return valuesOf(value, partsOf(schema, name), marketplace)
}

/** The names that one value of an attribute has. */
function partsOf(schema: SchemaNode, name: string): readonly string[] {
  const list = resolvedIn(schema, schema.properties?.[name] ?? {})
  return Object.keys(resolvedIn(schema, list.items ?? {}).properties ?? {})
}

/** `'red'` becomes `[{ value: 'red', language_tag, marketplace_id }]`; objects keep what they say: `{ value: 3, unit: 'centimeters' }`. */
function valuesOf(value: unknown, parts: readonly string[], marketplace: Marketplace): AttributeValues {
  const about = {
    ...(parts.includes('language_tag') ? { language_tag: marketplace.language } : {}),
    ...(parts.includes('marketplace_id') ? { marketplace_id: marketplace.id } : {}),
  }
  return (Array.isArray(value) ? value : [value]).map((one: unknown) =>
    typeof one === 'object' && one !== null ? { ...one, ...about } : { value: one, ...about },
  )
}
