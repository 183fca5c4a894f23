import { mediaSizes, mediaUrl, type Translator, translatorOf } from '../catalog/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { pricesFor, type UnitPrice } from '../pricing/index.ts'
import type { ImageView, Include } from './model.ts'
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
} from './product-rows.ts'

/** Everything that the views of some products are made of. */
export interface Shelf {
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

/** Reads it: a fixed number of reads for any number of products. */
export async function readShelf(
  ctx: StoreContext,
  ids: readonly string[],
  include: ReadonlySet<Include>,
): Promise<Shelf> {
  const rows = await readProducts(ctx, ids)
  const variants = [...rows.variants.values()].flat()
  const media = await readMedia(ctx, ids)
  const own = new Set([...media.values()].flat().map(({ id }) => id))
  const foreign = variants.flatMap(({ mediaId }) => (mediaId === null || own.has(mediaId) ? [] : [mediaId]))
  const extra = await readMediaById(ctx, [...new Set(foreign)])
  const attributes = include.has('attributes') ? await readAttributes(ctx, ids) : undefined
  const collections = include.has('collections') ? await readCollections(ctx, ids) : undefined
  return {
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
}

function ownersOf(attributes: Shelf['attributes'], collections: Shelf['collections']): string[] {
  return [
    ...[...(attributes?.values() ?? [])].flat().map(({ attributeId }) => attributeId),
    ...[...(collections?.values() ?? [])].flat().map(({ id }) => id),
  ]
}

export function optionName({ translator }: Shelf, { language }: ProductRow, row: OptionRow): string {
  return translator.text(row.optionId, 'name', { language, text: row.option })
}

export function valueName({ translator }: Shelf, { language }: ProductRow, row: OptionRow): string {
  return translator.text(row.valueId, 'name', { language, text: row.value })
}

export function imageView({ ctx, translator }: Shelf, row: MediaRow): ImageView {
  const item = { id: row.id, url: row.url, contentType: row.contentType, sizes: row.sizes ?? [] }
  return {
    url: mediaUrl(ctx, item),
    alt: translator.text(row.id, 'alt', { language: row.language, text: row.alt }),
    width: row.width,
    height: row.height,
    sizes: mediaSizes(ctx, item),
  }
}
