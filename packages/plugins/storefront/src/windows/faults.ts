import type { Issue, Item } from '@vitrine/core'
import { gtinOf } from '../head/barcode.ts'
import type { Demand, WindowSettings } from './settings.ts'

/** What is left of a title in most social networks (Open Graph sets no limit itself). */
const LONGEST_TITLE = 90

type Fault = Omit<Issue, 'severity' | 'code'> & { readonly code: Demand }

/** The channel's fields (schema.org and Open Graph) by ours. */
export const fields = {
  'og:title': 'product.title',
  description: 'product.description',
  image: 'product.pictures',
  brand: 'product.brand',
  gtin: 'variant.barcode',
  offers: 'variant.price',
}

const NAMED = 3

function named(skus: readonly string[]): string {
  const more = skus.length > NAMED ? ` and ${skus.length - NAMED} more` : ''
  return skus.slice(0, NAMED).join(', ') + more
}

/**
 * What search engines and social networks miss on the page of a product. Prices and pictures are what Google's merchant listings require;
 * description, brand and GTIN what they recommend (Search Central, "Merchant listing structured data").
 */
export function faultsOf({ product }: Pick<Item, 'product'>): Fault[] {
  const { title, description, pictures, brand, variants } = product
  const nameless = variants.filter(({ barcode }) => gtinOf(barcode) === undefined).map(({ sku }) => sku)
  const isPriced = variants.some(({ price }) => price !== null && price.amount > 0)
  const isPictured = pictures.length > 0 || variants.some((variant) => variant.pictures.length > 0)
  return [
    ...when(!isPriced, { code: 'price', message: 'has no price, so there is nothing to offer', field: 'offers' }),
    ...when(!isPictured, { code: 'picture', message: 'has no picture', field: 'image' }),
    ...when(description === '', { code: 'description', message: 'has no description', field: 'description' }),
    ...when(brand === null, { code: 'brand', message: 'has no brand; the name of the shop is told', field: 'brand' }),
    ...when(nameless.length > 0, { code: 'identifier', message: `has no GTIN: ${named(nameless)}`, field: 'gtin' }),
    ...when(title.length > LONGEST_TITLE, {
      code: 'title',
      message: `has ${title.length} characters, and is cut after about ${LONGEST_TITLE}`,
      field: 'og:title',
    }),
  ]
}

function when(holds: boolean, fault: Fault): Fault[] {
  return holds ? [fault] : []
}

/** Those that the merchant demands keep the page from being listed; the others are told with it. */
export function judged(faults: readonly Fault[], { demands }: Pick<WindowSettings, 'demands'>): Issue[] {
  return faults.map((fault) => ({ ...fault, severity: demands.includes(fault.code) ? 'error' : 'warning' }))
}
