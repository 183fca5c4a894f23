import type { Item } from '@vitrine/core'
import { gtinFault } from '../rules/gtin.ts'
import type { Attribute } from '../rules/rule.ts'
import { pricesOf } from './price-text.ts'
import { toldOf } from './told.ts'

/** What the platforms call an item. */
export const keyOf = ({ sku }: Pick<Item, 'sku'>) => sku

/** Values that follow from the item itself; attributes of the shop by the same names fill the rest, as far as the platform has them. */
export function baseRow(
  item: Item,
  { attributes, condition }: { readonly attributes: Readonly<Record<string, Attribute>>; readonly condition: string },
): Record<string, string | readonly string[]> {
  const row: Record<string, string | readonly string[]> = {}
  for (const name in attributes) {
    const told = toldOf(item, name)
    if (told.length > 0) row[name] = attributes[name]?.most === undefined ? (told[0] as string) : told
  }
  return Object.assign(row, ownValues(item, attributes, row.condition ?? condition))
}

function ownValues(item: Item, attributes: Readonly<Record<string, Attribute>>, condition: string | readonly string[]) {
  const { product, barcode, weight } = item
  const [first, ...others] = item.pictures
  const images = others.slice(0, attributes.additional_image_link?.most).map(({ url }) => url)
  const values: Record<string, string | readonly string[] | undefined> = {
    id: keyOf(item),
    title: item.title.trim(),
    description: product.description.trim(),
    link: product.url,
    image_link: first?.url,
    additional_image_link: images.length === 0 ? undefined : images,
    condition,
    brand: product.brand ?? undefined,
    gtin: barcode !== null && gtinFault(barcode) === undefined ? barcode : undefined,
    item_group_id: product.variants.length > 1 ? groupOf(product) : undefined,
    google_product_category: product.category ?? undefined,
    shipping_weight: weight === null ? undefined : `${weight} g`,
    ...pricesIn(item),
  }
  return present(values)
}

/** Handles say more, but may be longer than a group may be. */
const groupOf = ({ handle, productId }: Item['product']) => (handle.length <= 50 ? handle : productId)

function pricesIn({ price, compareAt }: Item) {
  if (price === null) return {}
  return pricesOf({ price: price.amount, compareAt: compareAt?.amount ?? null, currency: price.currency })
}

export function present<Value>(values: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  const kept: Record<string, Value> = {}
  for (const name in values) {
    const value = values[name]
    if (value !== undefined && value !== '') kept[name] = value
  }
  return kept
}
