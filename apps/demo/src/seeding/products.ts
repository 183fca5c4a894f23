import { labelsOf } from '../art/index.ts'
import { CURRENCIES, PRODUCTS, type SeedOption, type SeedProduct, type SeedVariant, SHOP_NAME } from '../seed/index.ts'
import { DRAWING } from '../storefront/product/gallery.tsx'
import { attributeValues, measureValues } from './attributes.ts'
import { artKey, hasDimensions, type Pictures } from './pictures.ts'
import { counter, type Say } from './progress.ts'
import type { Shop } from './shop.ts'
import { inOthers, paragraph, translated } from './words.ts'

/** Rows of one bulk request. */
const BATCH = 10

/**
 * Every product by the bulk door. Those that are reduced come twice: first at their old price, so that the history of prices
 * knows what the reduction is compared with.
 */
export async function seedProducts(
  shop: Shop,
  { pictures, say }: { readonly pictures: Pictures; readonly say: Say },
): Promise<void> {
  const count = counter(say, { name: 'products', total: PRODUCTS.length })
  for (let from = 0; from < PRODUCTS.length; from += BATCH) {
    const batch = PRODUCTS.slice(from, from + BATCH)
    await upsert(
      shop,
      batch.map((product) => rowOf(product, pictures)),
    )
    count(Math.min(from + BATCH, PRODUCTS.length))
  }
  await upsert(
    shop,
    PRODUCTS.filter(({ variants }) => variants.some(({ compareAt }) => compareAt !== undefined)).map(reductionOf),
  )
}

async function upsert({ admin }: Shop, products: readonly Record<string, unknown>[]): Promise<void> {
  const { items } = await admin.products.bulk({ body: { source: 'seed', products: [...products] } })
  const failed = items.find(({ problem }) => problem !== null)
  if (failed !== undefined)
    throw new Error(`${products[failed.index]?.handle} was refused: ${JSON.stringify(failed.problem)}`)
}

function rowOf(product: SeedProduct, pictures: Pictures): Record<string, unknown> {
  const { handle, title, subtitle, description, category, tags, taxClass, attributes, options, variants, art } = product
  const pictureOf = (look: SeedProduct['art'], view: 'front' | 'detail' | 'dimension') =>
    pictures.get(artKey(handle, look, view)) ?? ''
  const drawing = hasDimensions(product) ? pictureOf(art, 'dimension') : undefined
  const views = [pictureOf(art, 'front'), pictureOf(art, 'detail'), ...(drawing === undefined ? [] : [drawing])]
  const looks = variants.map((variant) => pictureOf(variant.art, 'front'))
  return {
    key: handle,
    ...{ handle, taxClass, tags },
    title: title.en,
    language: 'en',
    description: paragraph(description.en),
    seoDescription: subtitle.en,
    status: 'active',
    type: category,
    vendor: SHOP_NAME,
    translations: translated((language) => ({
      title: title[language],
      description: paragraph(description[language]),
      seoDescription: subtitle[language],
    })),
    attributes: {
      ...attributeValues(attributes),
      ...(drawing !== undefined && { [DRAWING]: drawingText(product, drawing) }),
    },
    media: [...new Set([...views, ...looks])].map((id) => ({ id })),
    options: options.map(optionInput),
    variants: variants.map((variant) => variantInput(product, { variant, pictureId: pictureOf(variant.art, 'front') })),
  }
}

/** Where the numbers of the dimension drawing belong; `drawingOf` of the storefront reads it. */
function drawingText({ art }: SeedProduct, mediaId: string): string {
  const labels = labelsOf(art.shape).map(({ axis, x, y }) => `${axis}=${x},${y}`)
  return [mediaId, ...labels].join(' ')
}

function optionInput({ name, values }: SeedOption) {
  return {
    name: name.en,
    translations: inOthers(name),
    values: values.map((value) => ({
      name: value.name.en,
      translations: inOthers(value.name),
      ...(value.hex !== undefined && { swatch: value.hex }),
    })),
  }
}

interface VariantPicture {
  readonly variant: SeedVariant
  readonly pictureId: string
}

function variantInput({ options, pickupOnly }: SeedProduct, { variant, pictureId }: VariantPicture) {
  const { sku, barcode, weight, backorder, untracked } = variant
  return {
    ...{ sku, barcode, backorder: backorder === true, pickupOnly: pickupOnly === true },
    weightGrams: weight,
    tracked: untracked !== true,
    options: choiceOf(options, variant),
    media: { id: pictureId },
    attributes: measureValues(variant),
    prices: pricesOf(variant.compareAt ?? variant.prices),
  }
}

/** Names of options and values in the language of the product. */
function choiceOf(options: readonly SeedOption[], { options: chosen }: SeedVariant): Record<string, string> {
  return Object.fromEntries(
    options.flatMap(({ code, name, values }) => {
      const value = values.find((each) => each.code === chosen[code])
      return value === undefined ? [] : [[name.en, value.name.en]]
    }),
  )
}

function pricesOf(prices: SeedVariant['prices'], compareAt?: SeedVariant['prices']) {
  return CURRENCIES.map((currency) => ({
    currency,
    amount: prices[currency],
    ...(compareAt !== undefined && { compareAt: compareAt[currency] }),
  }))
}

function reductionOf({ handle, variants }: SeedProduct): Record<string, unknown> {
  const reduced = variants.filter(({ compareAt }) => compareAt !== undefined)
  return {
    ...{ key: handle, handle },
    variants: reduced.map(({ sku, prices, compareAt }) => ({ sku, prices: pricesOf(prices, compareAt) })),
  }
}
