import type { Context } from '../kernel/index.ts'
import { type Cell, csvLine } from './csv.ts'
import { decimal } from './decimal.ts'
import { type ProductRow, urlOf, type VariantRow, wholeProducts } from './product-rows.ts'

/** What one line is made from: the product, and the variant and picture with this number. */
interface Line {
  readonly ctx: Context
  readonly currency: string
  readonly product: ProductRow
  readonly at: number
  readonly variant: VariantRow | undefined
}

type Column = readonly [name: string, cell: (line: Line) => Cell]

/** A column that only the first line of a product fills. */
const first = (name: string, cell: (product: ProductRow) => Cell): Column => [
  name,
  ({ product, at }) => (at === 0 ? cell(product) : null),
]

const ofVariant = (name: string, cell: (variant: VariantRow, line: Line) => Cell): Column => [
  name,
  (line) => (line.variant === undefined ? null : cell(line.variant, line)),
]

/** The name repeats, since Shopify reads it from every line; a product without options says so in its words. */
const option = (number: 1 | 2 | 3): readonly Column[] => {
  const isPlain = ({ options }: ProductRow) => options.length === 0 && number === 1
  const at = number - 1
  return [
    ofVariant(`Option${number} Name`, (_, { product }) => (isPlain(product) ? 'Title' : (product.options[at] ?? null))),
    ofVariant(`Option${number} Value`, ({ values }, { product }) =>
      isPlain(product) ? 'Default Title' : (values[at] ?? null),
    ),
  ]
}

const money = (amount: number | null, currency: string) => (amount === null ? null : decimal(amount, currency))
const flag = (value: boolean) => (value ? 'true' : 'false')

/** Shopify's product CSV: help.shopify.com/en/manual/products/import-export/using-csv. */
const COLUMNS: readonly Column[] = [
  ['Handle', ({ product }) => product.handle],
  first('Title', ({ title }) => title),
  first('Body (HTML)', ({ description }) => description),
  first('Vendor', ({ vendor }) => vendor),
  first('Type', ({ type }) => type),
  first('Tags', ({ tags }) => tags.join(', ')),
  first('Published', ({ status }) => flag(status === 'active')),
  ...option(1),
  ...option(2),
  ...option(3),
  ofVariant('Variant SKU', ({ sku }) => sku),
  ofVariant('Variant Grams', ({ grams }) => grams),
  ofVariant('Variant Inventory Tracker', ({ tracked }) => (tracked === 1 ? 'vitrine' : null)),
  ofVariant('Variant Inventory Qty', ({ stock }) => stock),
  ofVariant('Variant Inventory Policy', ({ backorder }) => (backorder === 1 ? 'continue' : 'deny')),
  ofVariant('Variant Price', ({ price }, { currency }) => money(price, currency)),
  ofVariant('Variant Compare At Price', ({ compareAt }, { currency }) => money(compareAt, currency)),
  ofVariant('Variant Requires Shipping', ({ requiresShipping }) => flag(requiresShipping === 1)),
  ofVariant('Variant Barcode', ({ barcode }) => barcode),
  ['Image Src', ({ ctx, product, at }) => urlOf(ctx, product.pictures[at])],
  ['Image Position', ({ product, at }) => (product.pictures[at] === undefined ? null : at + 1)],
  ['Image Alt Text', ({ product, at }) => product.pictures[at]?.alt ?? null],
  first('SEO Title', ({ seoTitle }) => seoTitle),
  first('SEO Description', ({ seoDescription }) => seoDescription),
  ofVariant('Variant Image', ({ picture }, { ctx }) => urlOf(ctx, picture)),
]

/** The catalogue in the columns of Shopify's product CSV, which `vitrine import shopify` reads again. Options beyond the third do not fit that format and are left out. */
export async function* productLines(ctx: Context, currency: string): AsyncGenerator<string> {
  yield csvLine(COLUMNS.map(([name]) => name))
  for await (const products of wholeProducts(ctx, currency))
    yield products.flatMap((product) => linesOf({ ctx, currency, product })).join('')
}

function linesOf(line: Pick<Line, 'ctx' | 'currency' | 'product'>): string[] {
  const { variants, pictures } = line.product
  const count = Math.max(variants.length, pictures.length, 1)
  return Array.from({ length: count }, (_, at) =>
    csvLine(COLUMNS.map(([, cell]) => cell({ ...line, at, variant: variants[at] }))),
  )
}
