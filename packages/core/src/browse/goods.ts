import type { StoreContext } from '../markets/index.ts'
import type { UnitPrice } from '../pricing/index.ts'
import type { AttributeRow, MediaRow, ProductRow, VariantRow } from './product-rows.ts'
import { imageView, optionName, readShelf, type Shelf, valueName } from './shelf.ts'

export interface GoodsPicture {
  readonly url: string
  readonly alt: string
}

/** A variant in the language, currency and prices of the context, without stock. */
export interface GoodsVariant {
  readonly id: string
  readonly sku: string
  readonly barcode: string | null
  readonly options: readonly { readonly name: string; readonly value: string }[]
  readonly attributes: Readonly<Record<string, unknown>>
  readonly picture: GoodsPicture | null
  readonly price: UnitPrice | undefined
  readonly weightGrams: number
  readonly isTracked: boolean
  readonly isBackordered: boolean
}

/** A product as any surface may show it, whatever its status; archived variants are left out. */
export interface Goods {
  readonly id: string
  readonly status: ProductRow['status']
  readonly handle: string
  readonly title: string
  /** Safe HTML. */
  readonly description: string
  readonly vendor: string
  readonly type: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly collections: readonly { readonly id: string; readonly handle: string }[]
  readonly pictures: readonly GoodsPicture[]
  readonly variants: readonly GoodsVariant[]
}

/** Reads products with their variants in a fixed number of reads; unknown ids are left out. */
export async function readGoods(ctx: StoreContext, productIds: readonly string[]): Promise<Goods[]> {
  if (productIds.length === 0) return []
  const shelf = await readShelf(ctx, productIds, new Set(['attributes', 'collections']))
  return shelf.rows.products.map((product) => goodsOf(shelf, product))
}

function goodsOf(shelf: Shelf, product: ProductRow): Goods {
  const { id, language, status, handle, vendor, type } = product
  const text = (field: 'title' | 'description') => shelf.translator.text(id, field, { language, text: product[field] })
  return {
    id,
    status,
    handle,
    title: text('title'),
    description: text('description'),
    vendor,
    type,
    attributes: attributesOf(shelf, product.id, id),
    collections: (shelf.collections?.get(id) ?? []).map((row) => ({ id: row.id, handle: row.handle })),
    pictures: (shelf.media.get(id) ?? []).filter(isPicture).map((row) => pictureOf(shelf, row)),
    variants: (shelf.rows.variants.get(id) ?? []).map((variant) => variantOf(shelf, product, variant)),
  }
}

function variantOf(shelf: Shelf, product: ProductRow, variant: VariantRow): GoodsVariant {
  const chosen = new Map((shelf.rows.choices.get(variant.id) ?? []).map((row) => [row.optionId, row.valueId]))
  const picture = variant.mediaId === null ? undefined : shelf.variantMedia.get(variant.mediaId)
  return {
    id: variant.id,
    sku: variant.sku,
    barcode: variant.barcode,
    options: (shelf.rows.options.get(product.id) ?? [])
      .filter(({ optionId, valueId }) => chosen.get(optionId) === valueId)
      .map((row) => ({ name: optionName(shelf, product, row), value: valueName(shelf, product, row) })),
    attributes: attributesOf(shelf, product.id, variant.id),
    picture: picture === undefined ? null : pictureOf(shelf, picture),
    price: shelf.prices.get(variant.id),
    weightGrams: variant.weightGrams,
    isTracked: variant.tracked,
    isBackordered: variant.backorder,
  }
}

const isPicture = ({ kind }: MediaRow) => kind === 'image'

function pictureOf(shelf: Shelf, row: MediaRow): GoodsPicture {
  const { url, alt } = imageView(shelf, row)
  return { url, alt }
}

/** Values by key; a list where there are several. */
function attributesOf({ attributes, translator }: Shelf, productId: string, ownerId: string): Record<string, unknown> {
  const found = new Map<string, unknown[]>()
  for (const row of attributes?.get(productId) ?? []) {
    if (row.ownerId !== ownerId) continue
    found.set(row.key, [...(found.get(row.key) ?? []), attributeValue(translator, row)])
  }
  return Object.fromEntries([...found].map(([key, values]) => [key, values.length === 1 ? values[0] : values]))
}

function attributeValue(translator: Shelf['translator'], row: AttributeRow): unknown {
  if (row.choiceId !== null)
    return translator.text(row.choiceId, 'name', {
      language: row.language,
      text: row.choiceName ?? row.choiceKey ?? '',
    })
  if (row.type === 'boolean') return row.number === 1
  return row.text ?? row.number
}
