import type { ProductRow } from '../catalog/index.ts'
import { minorUnits } from './amount.ts'
import type { ForeignImage, ForeignProduct, ForeignVariant, RowError } from './product.ts'

export interface MapOptions {
  readonly currency: string
  /** Count stock also where the source does not. */
  readonly track: boolean
  /** Of this shop: pictures that it serves itself come back under their ids. */
  readonly publicUrl: string
}

type Picture = NonNullable<ProductRow['media']>[number]

/** A foreign product as a row of the catalogue's bulk write, and the variants that could not be taken over. */
export function toProductRow(
  product: ForeignProduct,
  options: MapOptions,
): {
  readonly row: ProductRow | undefined
  readonly variants: readonly ForeignVariant[]
  readonly errors: readonly RowError[]
} {
  const errors: RowError[] = []
  const seen = new Set<string>()
  const variants = product.variants.filter((variant) => {
    const problem = variantProblem(product, variant, { seen, currency: options.currency })
    if (problem !== undefined) errors.push(problem)
    return problem === undefined
  })
  if (variants.length === 0) return { row: undefined, variants, errors }
  const row: ProductRow = {
    key: product.key,
    handle: handleOf(product.key),
    title: product.title,
    description: product.descriptionHtml,
    status: product.isPublished ? 'active' : 'draft',
    type: product.type,
    vendor: product.vendor,
    tags: [...product.tags],
    seoTitle: product.seoTitle === '' ? null : product.seoTitle,
    seoDescription: product.seoDescription === '' ? null : product.seoDescription,
    options: product.optionNames.map((name, at) => ({
      name,
      values: [...new Set(variants.map(({ optionValues }) => optionValues[at] ?? ''))],
    })),
    variants: variants.map((variant) => variantRow(product, variant, options)),
    media: product.images.map(({ url, alt }) => pictureOf({ url, alt }, options)),
  }
  return { row, variants, errors }
}

/** The handle of the source, in the letters that addresses may have. */
function handleOf(key: string): string {
  return key.toLowerCase()
}

function variantRow(
  product: ForeignProduct,
  variant: ForeignVariant,
  options: MapOptions,
): NonNullable<ProductRow['variants']>[number] {
  const { currency, track } = options
  const amount = minorUnits(variant.price, currency) ?? 0
  const before = variant.compareAt === '' ? undefined : minorUnits(variant.compareAt, currency)
  return {
    sku: variant.sku === '' ? undefined : variant.sku,
    options: Object.fromEntries(product.optionNames.map((name, at) => [name, variant.optionValues[at] ?? ''])),
    barcode: variant.barcode === '' ? null : variant.barcode,
    weightGrams: variant.weightGrams,
    tracked: variant.isTracked || track,
    backorder: variant.policy === 'continue',
    requiresShipping: variant.requiresShipping,
    prices: [{ currency, amount, compareAt: before !== undefined && before > amount ? before : null }],
    media: variant.image === '' ? undefined : pictureOf({ url: variant.image, alt: '' }, options),
  }
}

/** An empty text about it leaves what is there. */
function pictureOf({ url, alt: text }: Pick<ForeignImage, 'url' | 'alt'>, { publicUrl }: MapOptions): Picture {
  const own = `${publicUrl}/store/media/`
  const id = url.startsWith(own) ? url.slice(own.length).split('/')[0] : undefined
  const alt = text === '' ? undefined : text
  return id === undefined ? { url, alt } : { id, alt }
}

interface Seen {
  readonly seen: Set<string>
  readonly currency: string
}

function variantProblem(
  product: ForeignProduct,
  variant: ForeignVariant,
  { seen, currency }: Seen,
): RowError | undefined {
  const at = (column: string, code: string, message: string): RowError => ({
    line: variant.line,
    key: product.key,
    column,
    code,
    message,
  })
  const choice = variant.optionValues.join('\n')
  if (seen.has(choice))
    return at(
      'Option1 Value',
      'duplicate',
      `${variant.optionValues.join(' / ') || 'the only variant'} stands twice in this product`,
    )
  seen.add(choice)
  if (minorUnits(variant.price, currency) === undefined)
    return at('Variant Price', 'amount', `is no amount of ${currency}: ${variant.price.slice(0, 40)}`)
  if (variant.compareAt !== '' && minorUnits(variant.compareAt, currency) === undefined)
    return at('Variant Compare At Price', 'amount', `is no amount of ${currency}: ${variant.compareAt.slice(0, 40)}`)
  return undefined
}
