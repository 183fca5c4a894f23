import { nearest } from '../../kernel/index.ts'
import { problems } from '../problems.ts'

/** Column names of the product CSV that Shopify's admin exports. */
export const COLUMNS = {
  handle: 'Handle',
  title: 'Title',
  body: 'Body (HTML)',
  vendor: 'Vendor',
  type: 'Type',
  tags: 'Tags',
  published: 'Published',
  sku: 'Variant SKU',
  grams: 'Variant Grams',
  tracker: 'Variant Inventory Tracker',
  quantity: 'Variant Inventory Qty',
  policy: 'Variant Inventory Policy',
  price: 'Variant Price',
  compareAt: 'Variant Compare At Price',
  requiresShipping: 'Variant Requires Shipping',
  taxable: 'Variant Taxable',
  barcode: 'Variant Barcode',
  image: 'Image Src',
  imagePosition: 'Image Position',
  imageAlt: 'Image Alt Text',
  seoTitle: 'SEO Title',
  seoDescription: 'SEO Description',
  variantImage: 'Variant Image',
} as const

export const OPTIONS = [1, 2, 3] as const

export function optionName(number: (typeof OPTIONS)[number]): string {
  return `Option${number} Name`
}

export function optionValue(number: (typeof OPTIONS)[number]): string {
  return `Option${number} Value`
}

/** Without these a product cannot be made. */
const REQUIRED = [COLUMNS.handle, COLUMNS.title, COLUMNS.price]

/** Throws `imports.columns` when a required column is missing, naming what the header may have meant. */
export function checkHeader(header: readonly string[]): void {
  const missing = REQUIRED.filter((name) => !header.includes(name))
  if (missing.length === 0) return
  const meant = missing.map((name) => nearest(name, header)).filter((name) => name !== undefined)
  throw problems.columns({
    detail: `Missing: ${missing.join(', ')}.`,
    hint:
      meant.length > 0
        ? `Is it called ${meant.join(', ')} in this file? The names must be those of the export.`
        : 'Export the products from the source again, with all columns.',
    errors: missing.map((name) => ({ path: `header.${name}`, code: 'required', message: 'is required' })),
    extra: { missing },
  })
}
