import type { Item } from '@vitrine/core'

/**
 * What the shop says under a platform's name: an attribute of the variant, of the product, or an option. Keys of the shop have hyphens where
 * platforms have underscores, and options any case: `Age group` and `age-group` are `age_group`.
 */
export function toldOf({ attributes, options, product }: Item, name: string): readonly string[] {
  const value = attributeOf(attributes, name) ?? attributeOf(product.attributes, name) ?? optionOf(options, name)
  const all = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
  return all.map(textOf).filter(Boolean)
}

/** What the shop says is so when there are none left, in one way of writing: `preorder`, `backorder`; undefined when it says nothing. */
export const laterOf = (item: Item) => toldOf(item, 'availability')[0]?.toLowerCase().replaceAll(/[ -]/g, '_')

const attributeOf = (attributes: Item['attributes'], name: string) =>
  attributes[name] ?? attributes[name.replaceAll('_', '-')]

function optionOf(options: Item['options'], name: string): string | undefined {
  return options.find((option) => option.name.toLowerCase().replaceAll(/[ -]/g, '_') === name)?.value
}

function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value !== 'object' || value === null) return String(value).trim()
  const { value: amount, unit } = value as { readonly value?: unknown; readonly unit?: unknown }
  return amount === undefined ? '' : `${amount} ${unit ?? ''}`.trim()
}
