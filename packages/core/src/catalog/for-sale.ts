import { and, eq, sql } from 'drizzle-orm'
import { type KeptValue, keptById, list, MEDIA, oneOf, param, type Query, query } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { mediaUrlAtLeast } from './media/index.ts'
import { isPublished, media, products, productVariants, publications } from './schema.ts'
import { type Translator, translatorOf } from './texts/index.ts'
import type { MediaSize } from './values.ts'

/** A variant as carts, prices and stock need it: in the buyer's language, on the buyer's channel, at this moment. */
export interface SellableVariant {
  readonly variantId: string
  readonly productId: string
  readonly handle: string
  readonly sku: string
  readonly productTitle: string
  /** `Red / M`; empty when the product has no options. */
  readonly variantTitle: string
  readonly options: readonly { readonly name: string; readonly value: string }[]
  /** Address of a picture about 640 pixels wide: of the variant, else the first of its product. */
  readonly image: string | null
  readonly taxClass: string
  readonly weightGrams: number
  /** Stock is counted. */
  readonly tracked: boolean
  /** May be sold beyond what is there. */
  readonly backorder: boolean
  readonly requiresShipping: boolean
  readonly pickupOnly: boolean
  /** Active, and published on this channel now. */
  readonly isForSale: boolean
}

/** Which variants: by ids or by SKUs. */
export type VariantRef = { readonly ids: readonly string[] } | { readonly skus: readonly string[] }

const IMAGE_WIDTH = 640

type Choice = [optionId: string, optionName: string, valueId: string, valueName: string]

/** The choices of a variant in the order of the options: option id, its name, value id, its name. */
const choices = sql<Choice[]>`(
  select json_group_array(json_array(option_id, option_name, value_id, value_name)) from (
    select o.id as option_id, o.name as option_name, w.id as value_id, w.name as value_name
    from variant_option_values c
    join product_options o on o.id = c.option_id
    join product_option_values w on w.id = c.value_id
    where c.variant_id = ${productVariants.id} order by o.position))`
  .mapWith((text: string) => JSON.parse(text) as Choice[])
  .as('choices')

const faceId = sql`coalesce(${productVariants.mediaId}, (
  select media_id from product_media m where m.product_id = ${products.id} order by m.position, m.media_id limit 1))`

const reading = (where: 'id' | 'sku') =>
  query((q) =>
    q
      .select({
        variantId: productVariants.id,
        productId: products.id,
        handle: products.handle,
        sku: productVariants.sku,
        language: products.language,
        title: products.title,
        choices,
        taxClass: products.taxClass,
        weightGrams: productVariants.weightGrams,
        tracked: productVariants.tracked,
        backorder: productVariants.backorder,
        requiresShipping: productVariants.requiresShipping,
        pickupOnly: productVariants.pickupOnly,
        isActive: sql<boolean>`${products.status} = 'active' and ${productVariants.status} = 'active'`
          .mapWith(Boolean)
          .as('is_active'),
        isPublished: sql<boolean>`coalesce(${isPublished(param('now'))}, 0)`.mapWith(Boolean).as('is_published'),
        mediaId: media.id,
        mediaUrl: media.url,
        mediaType: media.contentType,
        mediaSizes: media.sizes,
      })
      .from(productVariants)
      .innerJoin(products, eq(products.id, productVariants.productId))
      .leftJoin(
        publications,
        and(eq(publications.productId, products.id), eq(publications.channelId, param('channelId'))),
      )
      .leftJoin(media, eq(media.id, faceId))
      .where(oneOf(productVariants[where], 'refs')),
  )

const byIds = reading('id')
const bySkus = reading('sku')

type Row = typeof byIds extends Query<infer R> ? R : never

/** Rough size of a variant in memory, in bytes. */
const SIZE = 1_000

/**
 * The variants that exist among those asked for, in no order. Unknown ids are absent; drafts, archived and unpublished ones come
 * with `isForSale: false`, so that a cart can say what happened to them. Kept in memory until their product changes.
 */
export async function variantsForSale(ctx: StoreContext, ref: VariantRef): Promise<SellableVariant[]> {
  const [by, refs] = 'ids' in ref ? (['id', ref.ids] as const) : (['sku', ref.skus] as const)
  const found = await keptById(ctx, {
    ids: [...new Set(refs)],
    prefix: `variant by ${by} ${ctx.channel.id} ${ctx.languages.join()}`,
    load: async (missing) => {
      const variants = await readVariants(ctx, by, missing)
      return new Map(variants.map((value) => [by === 'id' ? value.variantId : value.sku, keptVariant(value)]))
    },
  })
  return [...found.values()]
}

function keptVariant(value: SellableVariant): KeptValue<SellableVariant> {
  const topics = [`product:${value.productId}`, ...(value.image === null ? [] : [MEDIA])]
  return { value, topics, bytes: SIZE }
}

/** In two reads, however many. */
async function readVariants(ctx: StoreContext, by: 'id' | 'sku', refs: readonly string[]): Promise<SellableVariant[]> {
  const rows = await ctx.db.all(by === 'id' ? byIds : bySkus, {
    refs: list(refs),
    now: ctx.now(),
    channelId: ctx.channel.id,
  })
  const owners = rows.map(({ productId }) => productId)
  const translator = await translatorOf(ctx, { owners, languages: ctx.languages })
  return rows.map((row) => sellable(ctx, row, translator))
}

function sellable(ctx: StoreContext, row: Row, translator: Translator): SellableVariant {
  const { productId, language } = row
  const options = row.choices.map(([optionId, optionName, valueId, valueName]) => ({
    name: translator.text(optionId, 'name', { language, text: optionName }),
    value: translator.text(valueId, 'name', { language, text: valueName }),
  }))
  return {
    variantId: row.variantId,
    productId,
    handle: row.handle,
    sku: row.sku,
    productTitle: translator.text(productId, 'title', { language, text: row.title }),
    variantTitle: options.map(({ value }) => value).join(' / '),
    options,
    image: imageOf(ctx, row),
    taxClass: row.taxClass,
    weightGrams: row.weightGrams,
    tracked: row.tracked,
    backorder: row.backorder,
    requiresShipping: row.requiresShipping,
    pickupOnly: row.pickupOnly,
    isForSale: row.isActive && row.isPublished,
  }
}

function imageOf(ctx: StoreContext, row: Row): string | null {
  if (row.mediaId === null) return null
  const sizes: readonly MediaSize[] = row.mediaSizes ?? []
  const item = { id: row.mediaId, url: row.mediaUrl, contentType: row.mediaType, sizes }
  return mediaUrlAtLeast(ctx, item, IMAGE_WIDTH)
}
