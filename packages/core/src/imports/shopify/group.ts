import type { ForeignImage, ForeignProduct, ForeignVariant, RowError } from '../product.ts'
import { COLUMNS, OPTIONS, optionName, optionValue } from './columns.ts'
import type { Cells, ReadRow } from './read.ts'

/** A product put together from its rows, or the errors that keep it out. */
export type Grouped =
  | { readonly product: ForeignProduct; readonly errors: readonly RowError[] }
  | { readonly errors: readonly RowError[] }

interface Row {
  readonly line: number
  readonly cells: Cells
}

/** Rows of one product, which are kept until the next begins: no product has so many variants and pictures. */
const MOST_ROWS = 5_000

/** Puts consecutive rows of one handle together: the first names the product, each row with option values is a variant, each with an address an image. */
export async function* groupRows(rows: AsyncIterable<ReadRow>): AsyncGenerator<Grouped> {
  const finished = new Set<string>()
  let open: Row[] = []
  for await (const row of rows) {
    if ('error' in row) {
      yield { errors: [row.error] }
      continue
    }
    const handle = cell(row, COLUMNS.handle)
    if (open.length > 0 && handle !== cell(open[0] as Row, COLUMNS.handle)) {
      finished.add(cell(open[0] as Row, COLUMNS.handle))
      yield productOf(open)
      open = []
    }
    if (handle === '') yield { errors: [problem(row, COLUMNS.handle, { code: 'required', message: 'is empty' })] }
    else if (finished.has(handle))
      yield {
        errors: [
          problem(row, COLUMNS.handle, {
            code: 'apart',
            message: 'stood further up already; the rows of a product must follow each other',
          }),
        ],
      }
    else if (open.length >= MOST_ROWS)
      yield { errors: [problem(row, COLUMNS.handle, { code: 'tooMany', message: `has more than ${MOST_ROWS} rows` })] }
    else open.push(row)
  }
  if (open.length > 0) yield productOf(open)
}

function productOf(rows: readonly Row[]): Grouped {
  const first = rows[0] as Row
  const title = cell(first, COLUMNS.title)
  if (title === '')
    return {
      errors: [
        problem(first, COLUMNS.title, { code: 'required', message: 'is empty in the first row of the product' }),
      ],
    }
  const names = OPTIONS.map((number) => cell(first, optionName(number)))
  const isPlain = names[0] === '' || (names[0] === 'Title' && cell(first, optionValue(1)) === 'Default Title')
  const optionNames = isPlain ? [] : names.filter((name) => name !== '')
  const variants: ForeignVariant[] = []
  const errors: RowError[] = []
  for (const row of rows.filter((candidate) => isVariant(candidate, first))) {
    const found = variantOf(row, optionNames)
    if ('line' in found && 'price' in found) variants.push(found)
    else errors.push(found)
  }
  if (variants.length === 0)
    return {
      errors:
        errors.length > 0
          ? errors
          : [
              problem(first, COLUMNS.price, {
                code: 'required',
                message: 'no row of the product is a variant with a price',
              }),
            ],
    }
  return { product: { ...headOf(first, title), optionNames, variants, images: imagesOf(rows) }, errors }
}

function headOf(first: Row, title: string): Omit<ForeignProduct, 'optionNames' | 'variants' | 'images'> {
  return {
    key: cell(first, COLUMNS.handle),
    line: first.line,
    title,
    descriptionHtml: cell(first, COLUMNS.body),
    vendor: cell(first, COLUMNS.vendor),
    type: cell(first, COLUMNS.type),
    tags: cell(first, COLUMNS.tags)
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    isPublished: cell(first, COLUMNS.published).toLowerCase() !== 'false',
    seoTitle: cell(first, COLUMNS.seoTitle),
    seoDescription: cell(first, COLUMNS.seoDescription),
  }
}

/** Rows that only bring a further picture have neither option value nor price. */
function isVariant(row: Row, first: Row): boolean {
  return row === first || cell(row, optionValue(1)) !== '' || cell(row, COLUMNS.price) !== ''
}

const COUNT = /^-?\d{1,9}$/

function variantOf(row: Row, optionNames: readonly string[]): ForeignVariant | RowError {
  const optionValues = optionNames.map((_, at) => cell(row, optionValue(OPTIONS[at] ?? 1)))
  const empty = optionValues.indexOf('')
  if (empty >= 0)
    return problem(row, optionValue(OPTIONS[empty] ?? 1), {
      code: 'required',
      message: `has no value for ${optionNames[empty]}`,
    })
  const price = cell(row, COLUMNS.price)
  if (price === '') return problem(row, COLUMNS.price, { code: 'required', message: 'is empty' })
  const quantity = cell(row, COLUMNS.quantity)
  if (quantity !== '' && !COUNT.test(quantity))
    return problem(row, COLUMNS.quantity, {
      code: 'integer',
      message: `is not a whole number: ${quantity.slice(0, 40)}`,
    })
  const grams = cell(row, COLUMNS.grams)
  if (grams !== '' && !/^\d{1,9}(\.\d+)?$/.test(grams))
    return problem(row, COLUMNS.grams, { code: 'number', message: `is not a weight: ${grams.slice(0, 40)}` })
  return {
    line: row.line,
    optionValues,
    sku: cell(row, COLUMNS.sku),
    barcode: cell(row, COLUMNS.barcode).replace(/^'/, ''),
    weightGrams: Math.round(Number(grams === '' ? '0' : grams)),
    isTracked: cell(row, COLUMNS.tracker) !== '',
    policy: cell(row, COLUMNS.policy).toLowerCase() === 'continue' ? 'continue' : 'deny',
    quantity: quantity === '' ? null : Number(quantity),
    price,
    compareAt: cell(row, COLUMNS.compareAt),
    requiresShipping: cell(row, COLUMNS.requiresShipping).toLowerCase() !== 'false',
    isTaxable: cell(row, COLUMNS.taxable).toLowerCase() !== 'false',
    image: cell(row, COLUMNS.variantImage),
  }
}

function imagesOf(rows: readonly Row[]): ForeignImage[] {
  const images = rows.flatMap((row, at) =>
    cell(row, COLUMNS.image) === ''
      ? []
      : [
          {
            url: cell(row, COLUMNS.image),
            alt: cell(row, COLUMNS.imageAlt),
            position: Number(cell(row, COLUMNS.imagePosition)) || at + 1,
          },
        ],
  )
  return [...new Map(images.map((image) => [image.url, image])).values()].sort((a, b) => a.position - b.position)
}

/** What spreadsheets would run as a formula is exported with an apostrophe in front (OWASP, CSV injection), which is not part of the text. */
const GUARDED = /^'(?='*[=+\-@])/

function cell(row: Row, name: string): string {
  return row.cells(name).replace(GUARDED, '')
}

function problem(
  row: Row,
  column: string,
  { code, message }: { readonly code: string; readonly message: string },
): RowError {
  return { line: row.line, key: cell(row, COLUMNS.handle) || null, column, code, message }
}
