import type { Commerce } from '@vitrine/core'
import { ATTRIBUTES, type SeedAttribute, type SeedAttributes, type SeedVariant, type Texts } from '../seed/index.ts'
import { DRAWING } from '../storefront/product/gallery.tsx'
import { UNIT_BASE, UNIT_MEASURE } from '../storefront/unit-pricing.ts'
import { unlessThere } from './unless-there.ts'
import { inOthers } from './words.ts'

/** What the storefront needs beside what buyers read: texts that its pages turn into numbers on a drawing and a price per unit. */
const INNER = [
  { key: DRAWING, name: 'Dimension drawing', appliesTo: 'product' },
  { key: UNIT_MEASURE, name: 'Unit pricing measure', appliesTo: 'variant' },
  { key: UNIT_BASE, name: 'Unit pricing base measure', appliesTo: 'variant' },
] as const

export async function seedAttributes({ attributes }: Commerce['call']['admin']): Promise<void> {
  for (const [position, [key, attribute]] of Object.entries<SeedAttribute>(ATTRIBUTES).entries()) {
    const { name, type, filterable } = attribute
    await unlessThere(
      attributes.create({
        body: {
          ...{ key, type, filterable, position },
          name: name.en,
          language: 'en',
          translations: inOthers(name),
          ...('unit' in attribute && { unit: attribute.unit }),
          ...('choices' in attribute && { choices: choicesOf(attribute.choices) }),
        },
      }),
    )
  }
  for (const { key, name, appliesTo } of INNER)
    await unlessThere(
      attributes.create({ body: { key, name, appliesTo, type: 'text', language: 'en', position: 1_000 } }),
    )
}

function choicesOf(choices: Readonly<Record<string, Texts>>) {
  return Object.entries(choices).map(([key, name]) => ({ key, name: name.en, translations: inOthers(name) }))
}

type Value = string | number | boolean | string[] | { value: number; unit: string }

/** The values of a product as the catalogue takes them: measures with their unit. */
export function attributeValues(values: SeedAttributes): Record<string, Value> {
  const given = values as Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>
  const taken: Record<string, Value> = {}
  for (const [key, attribute] of Object.entries<SeedAttribute>(ATTRIBUTES)) {
    const value = given[key]
    if (value === undefined) continue
    if (attribute.type === 'dimension') taken[key] = { value: Number(value), unit: attribute.unit }
    else taken[key] = typeof value === 'object' ? [...value] : value
  }
  return taken
}

export function measureValues({ measure }: SeedVariant): Record<string, string> {
  if (measure === undefined) return {}
  const { quantity, unit, per } = measure
  return { [UNIT_MEASURE]: `${quantity} ${unit}`, [UNIT_BASE]: `${per} ${unit}` }
}
