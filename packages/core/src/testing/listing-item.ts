import type { Item, ItemProduct, ItemVariant, Publication } from '../channels/index.ts'

const picture = (name: string) => ({ url: `https://shop.example.com/files/${name}.jpg`, alt: '' })

function listingVariant(changes: Partial<ItemVariant> = {}): ItemVariant {
  return {
    variantId: 'var_1',
    sku: 'SMOKER-SMALL',
    barcode: '4006381333931',
    title: 'Bee smoker – Small',
    options: [{ name: 'Size', value: 'Small' }],
    attributes: {},
    pictures: [picture('small'), picture('smoker')],
    price: { amount: 2_999, currency: 'EUR' },
    compareAt: null,
    quantity: 7,
    stock: [{ locationId: 'loc_1', location: 'utrecht', quantity: 3 }],
    weight: 850,
    ...changes,
  }
}

/** A product as `listings.map` finds it in its item: a bee smoker in two sizes, complete in every field. */
export function listingProduct(changes: Partial<ItemProduct> = {}): ItemProduct {
  const large = { variantId: 'var_2', sku: 'SMOKER-LARGE', title: 'Bee smoker – Large' }
  return {
    productId: 'prd_1',
    handle: 'bee-smoker',
    title: 'Bee smoker',
    description: 'Calms the bees with cool smoke.',
    brand: 'Lipova',
    collections: ['tools'],
    category: 'Business & Industrial > Agriculture',
    attributes: { material: 'steel' },
    pictures: [picture('smoker')],
    url: 'https://shop.example.com/products/bee-smoker',
    variants: [listingVariant(), listingVariant({ ...large, options: [{ name: 'Size', value: 'Large' }] })],
    ...changes,
  }
}

/**
 * An item as `listings.map` gets it, for tests of a channel's own mapping: the small size of `listingProduct()`, with what is to be different.
 * @example toOffer(listingItem({ barcode: null, product: listingProduct({ brand: null }) }), { settings })
 */
export function listingItem(changes: Partial<Item> = {}): Item {
  return { ...listingVariant(), product: listingProduct(), ...changes }
}

/** An entry as `listings.publish` gets it, of a shape that `map` made; new to the channel unless it is said to be an update. */
export function listingPublication<Shape>(shape: Shape, changes: Partial<Publication<Shape>> = {}): Publication<Shape> {
  return {
    key: 'SMOKER-SMALL',
    externalId: null,
    operation: 'create',
    shape,
    confirmed: null,
    quantity: 7,
    locations: [],
    price: 2_999,
    compareAt: null,
    currency: 'EUR',
    ...changes,
  }
}
