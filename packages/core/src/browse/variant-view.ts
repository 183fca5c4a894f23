import { moneyView } from '../kernel/index.ts'
import type { Availability, VariantView } from './model.ts'
import type { ProductRow, VariantRow } from './product-rows.ts'
import { imageView, optionName, type Shelf, valueName } from './shelf.ts'

/** From how many units on a buyer is told "in stock" and not "few left". */
const FEW = 5

export function variantView(shelf: Shelf, product: ProductRow, variant: VariantRow): VariantView {
  const { ctx } = shelf
  const options = chosen(shelf, product, variant)
  const price = shelf.prices.get(variant.id)
  const money = (amount: number | null | undefined) =>
    amount === null || amount === undefined ? null : moneyView(amount, ctx.currency, ctx.language)
  const availability = band(variant, shelf.stock.get(variant.id) ?? 0)
  const picture = variant.mediaId === null ? undefined : shelf.variantMedia.get(variant.mediaId)
  return {
    id: variant.id,
    sku: variant.sku,
    barcode: variant.barcode,
    title: options.map(({ value }) => value).join(' / '),
    options,
    price: money(price?.amount),
    compareAt: money(price?.compareAt),
    lowest30: money(price?.lowest30),
    available: availability !== 'none' && price !== undefined,
    availability,
    weightGrams: variant.weightGrams,
    image: picture === undefined ? null : imageView(shelf, picture),
  }
}

function band(variant: VariantRow, available: number): Availability {
  if (!variant.tracked) return 'in_stock'
  if (available > 0) return available > FEW ? 'in_stock' : 'few'
  return variant.backorder ? 'backorder' : 'none'
}

function chosen(shelf: Shelf, product: ProductRow, variant: VariantRow): { name: string; value: string }[] {
  const choices = new Map(
    (shelf.rows.choices.get(variant.id) ?? []).map(({ optionId, valueId }) => [optionId, valueId]),
  )
  const options = shelf.rows.options.get(product.id) ?? []
  return options
    .filter(({ optionId, valueId }) => choices.get(optionId) === valueId)
    .map((row) => ({ name: optionName(shelf, product, row), value: valueName(shelf, product, row) }))
}
