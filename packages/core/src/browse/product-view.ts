import { mediaSizes, mediaUrl, type Translator, translatorOf } from '../catalog/index.ts'
import { iso, moneyView } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { pricesFor, type UnitPrice } from '../pricing/index.ts'
import type { Availability, ImageView, Include, ProductView, VariantView } from './model.ts'
import {
  type AttributeRow,
  type CollectionRow,
  type MediaRow,
  type OptionRow,
  type ProductRow,
  type ProductRows,
  readAttributes,
  readCollections,
  readMedia,
  readMediaById,
  readProducts,
  readStock,
  type VariantRow,
} from './product-rows.ts'

/** From how many units on a buyer is told "in stock" and not "few left". */
const FEW = 5

interface Shelf {
  readonly ctx: StoreContext
  readonly rows: ProductRows
  readonly media: ReadonlyMap<string, MediaRow[]>
  readonly variantMedia: ReadonlyMap<string, MediaRow>
  readonly prices: ReadonlyMap<string, UnitPrice>
  readonly stock: ReadonlyMap<string, number>
  readonly attributes: ReadonlyMap<string, AttributeRow[]> | undefined
  readonly collections: ReadonlyMap<string, CollectionRow[]> | undefined
  readonly translator: Translator
}

/** The views of some products, whatever their status: who may see them is decided before. A fixed number of reads for any number of products. */
export async function productViews(
  ctx: StoreContext,
  ids: readonly string[],
  include: ReadonlySet<Include>,
): Promise<Map<string, ProductView>> {
  const rows = await readProducts(ctx, ids)
  const variants = [...rows.variants.values()].flat()
  const media = await readMedia(ctx, ids)
  const own = new Set([...media.values()].flat().map(({ id }) => id))
  const foreign = variants.flatMap(({ mediaId }) => (mediaId === null || own.has(mediaId) ? [] : [mediaId]))
  const extra = await readMediaById(ctx, [...new Set(foreign)])
  const attributes = include.has('attributes') ? await readAttributes(ctx, ids) : undefined
  const collections = include.has('collections') ? await readCollections(ctx, ids) : undefined
  const shelf: Shelf = {
    ctx,
    rows,
    media,
    variantMedia: new Map([...[...media.values()].flat(), ...extra].map((row) => [row.id, row])),
    prices: await pricesFor(
      ctx,
      variants.map(({ id }) => ({ variantId: id, quantity: 1 })),
    ),
    stock: await readStock(
      ctx,
      variants.map(({ id }) => id),
      { market: ctx.market.code, channel: ctx.channel.id },
    ),
    attributes,
    collections,
    translator: await translatorOf(ctx, {
      owners: [...ids, ...own, ...extra.map(({ id }) => id), ...ownersOf(attributes, collections)],
      languages: ctx.languages,
    }),
  }
  return new Map(rows.products.map((product) => [product.id, productView(shelf, product, include)]))
}

function ownersOf(attributes: Shelf['attributes'], collections: Shelf['collections']): string[] {
  return [
    ...[...(attributes?.values() ?? [])].flat().map(({ attributeId }) => attributeId),
    ...[...(collections?.values() ?? [])].flat().map(({ id }) => id),
  ]
}

function productView(shelf: Shelf, product: ProductRow, include: ReadonlySet<Include>): ProductView {
  const { translator } = shelf
  const text = (field: string, own: string) =>
    translator.text(product.id, field, { language: product.language, text: own })
  const variants = (shelf.rows.variants.get(product.id) ?? []).map((variant) => variantView(shelf, product, variant))
  const images = (shelf.media.get(product.id) ?? [])
    .filter(({ kind }) => kind === 'image')
    .map((row) => imageView(shelf, row))
  return {
    id: product.id,
    handle: product.handle,
    title: text('title', product.title),
    type: product.type,
    vendor: product.vendor,
    tags: [...product.tags],
    image: images[0] ?? variants.find(({ image }) => image !== null)?.image ?? null,
    ...fromPrice(variants),
    available: variants.some(({ available }) => available),
    options: optionViews(shelf, product),
    variants,
    createdAt: iso(product.createdAt),
    updatedAt: iso(product.updatedAt),
    ...(include.has('description') ? { description: text('description', product.description) } : {}),
    ...(include.has('media') ? { media: images } : {}),
    ...(include.has('attributes') ? { attributes: attributeViews(shelf, product.id) } : {}),
    ...(include.has('collections') ? { collections: collectionLinks(shelf, product.id) } : {}),
    ...(include.has('seo')
      ? {
          seo: {
            title: orNull(text('seoTitle', product.seoTitle ?? '')),
            description: orNull(text('seoDescription', product.seoDescription ?? '')),
          },
        }
      : {}),
  }
}

function orNull(text: string): string | null {
  return text === '' ? null : text
}

type FromPrice = Pick<ProductView, 'price' | 'compareAt' | 'lowest30' | 'priceVaries'>

/** The cheapest variant speaks for the product, one that can be bought before one that cannot. */
function fromPrice(variants: readonly VariantView[]): FromPrice {
  const priced = variants.filter(({ price }) => price !== null)
  const choice = priced.some(({ available }) => available) ? priced.filter(({ available }) => available) : priced
  const amounts = choice.map(({ price }) => price?.amount ?? 0)
  const least = Math.min(...amounts)
  const speaker = choice.find(({ price }) => price?.amount === least)
  return {
    price: speaker?.price ?? null,
    compareAt: speaker?.compareAt ?? null,
    lowest30: speaker?.lowest30 ?? null,
    priceVaries: amounts.some((amount) => amount !== least),
  }
}

function variantView(shelf: Shelf, product: ProductRow, variant: VariantRow): VariantView {
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

function optionViews(shelf: Shelf, product: ProductRow): ProductView['options'] {
  const views = new Map<string, ProductView['options'][number]>()
  for (const row of shelf.rows.options.get(product.id) ?? []) {
    const view = views.get(row.optionId) ?? { name: optionName(shelf, product, row), values: [] }
    view.values.push({ value: valueName(shelf, product, row), swatch: row.swatch })
    views.set(row.optionId, view)
  }
  return [...views.values()]
}

function optionName({ translator }: Shelf, { language }: ProductRow, row: OptionRow): string {
  return translator.text(row.optionId, 'name', { language, text: row.option })
}

function valueName({ translator }: Shelf, { language }: ProductRow, row: OptionRow): string {
  return translator.text(row.valueId, 'name', { language, text: row.value })
}

function imageView({ ctx, translator }: Shelf, row: MediaRow): ImageView {
  const item = { id: row.id, url: row.url, contentType: row.contentType, sizes: row.sizes ?? [] }
  return {
    url: mediaUrl(ctx, item),
    alt: translator.text(row.id, 'alt', { language: row.language, text: row.alt }),
    width: row.width,
    height: row.height,
    sizes: mediaSizes(ctx, item),
  }
}

type AttributeValues = NonNullable<ProductView['attributes']>[number]

function attributeViews({ translator, attributes }: Shelf, productId: string): NonNullable<ProductView['attributes']> {
  const views = new Map<string, AttributeValues>()
  for (const row of attributes?.get(productId) ?? []) {
    if (row.ownerId !== productId) continue
    const view: AttributeValues = views.get(row.key) ?? {
      key: row.key,
      name: translator.text(row.attributeId, 'name', { language: row.language, text: row.name }),
      unit: row.unit,
      values: [],
    }
    const value = attributeValue(translator, row)
    if (value !== null) view.values.push(value)
    views.set(row.key, view)
  }
  return [...views.values()]
}

function attributeValue(translator: Translator, row: AttributeRow): string | number | boolean | null {
  if (row.choiceId !== null)
    return translator.text(row.choiceId, 'name', {
      language: row.language,
      text: row.choiceName ?? row.choiceKey ?? '',
    })
  if (row.type === 'boolean') return row.number === 1
  return row.text ?? row.number
}

function collectionLinks(
  { translator, collections }: Shelf,
  productId: string,
): NonNullable<ProductView['collections']> {
  return (collections?.get(productId) ?? []).map(({ id, handle, title, language }) => ({
    id,
    handle,
    title: translator.text(id, 'title', { language, text: title }),
  }))
}
