/** Our fields by the platforms' names, for what they have against an item. Names that are not here are attributes. */
const OURS: Readonly<Record<string, string>> = {
  id: 'variant.sku',
  title: 'product.title',
  description: 'product.description',
  link: 'product.handle',
  image_link: 'product.pictures',
  additional_image_link: 'product.pictures',
  availability: 'quantity',
  quantity: 'quantity',
  quantity_to_sell_on_facebook: 'quantity',
  price: 'variant.price',
  sale_price: 'variant.compareAt',
  brand: 'product.brand',
  gtin: 'variant.barcode',
  google_product_category: 'product.category',
  item_group_id: 'product.handle',
  shipping_weight: 'variant.weight',
  store_code: 'settings.stores',
}

export const ourField = (theirs: string): string => OURS[theirs] ?? `attributes.${theirs}`

/** The same as a record, as channels want it. */
export function fieldsOf(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, ourField(name)]))
}
