import * as v from 'valibot'
import { LanguageSchema, optionalText, SlugSchema, shortText, TaxClassSchema } from '../../markets/model.ts'
import { AttributesInput, AttributesView } from '../attributes/model.ts'
import {
  descriptionText,
  HandleSchema,
  InlinePrice,
  InstantSchema,
  LongTranslations,
  MediaInput,
  MediaRef,
  NameTranslations,
  nameText,
  ProductStatus,
  recordView,
  seoText,
  tagText,
  titleText,
} from '../model.ts'

const SkuSchema = v.pipe(shortText(100), v.regex(/^\S(?:.*\S)?$/, 'must not begin or end with a space'))

const swatch = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/i, 'must be a colour, such as #c08a2b'))

const OptionValueInput = v.union([
  nameText,
  v.strictObject({
    name: nameText,
    rename: v.optional(nameText),
    swatch: v.optional(v.nullable(swatch)),
    translations: v.optional(NameTranslations),
  }),
])

/** Options and values are known by their names in the product; `rename` gives another. */
export const OptionInput = v.strictObject({
  name: nameText,
  rename: v.optional(nameText),
  values: v.optional(v.pipe(v.array(OptionValueInput), v.maxLength(250)), []),
  translations: v.optional(NameTranslations),
})
export type OptionInput = v.InferOutput<typeof OptionInput>

export const VariantInput = v.strictObject({
  /** Which variant is meant; without it the SKU tells, then the options. */
  id: v.optional(shortText(40)),
  /** Made from the handle and the options when a new variant has none. */
  sku: v.optional(SkuSchema),
  barcode: v.optional(v.nullable(shortText(100))),
  /** Option name to value name: all options of the product for a new variant. */
  options: v.optional(v.record(v.string(), nameText)),
  position: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000))),
  weightGrams: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000_000))),
  tracked: v.optional(v.boolean()),
  backorder: v.optional(v.boolean()),
  requiresShipping: v.optional(v.boolean()),
  pickupOnly: v.optional(v.boolean()),
  status: v.optional(v.picklist(['active', 'archived'])),
  /** One of the pictures of the product, or another, which joins them. */
  media: v.optional(v.nullable(MediaInput)),
  attributes: v.optional(AttributesInput),
  prices: v.optional(v.pipe(v.array(InlinePrice), v.maxLength(50))),
})
export type VariantInput = v.InferOutput<typeof VariantInput>

/** Where a product shows; without `publishAt` from now on. */
const PublicationInput = v.strictObject({
  channel: SlugSchema,
  publishAt: v.optional(v.nullable(InstantSchema)),
  unpublishAt: v.optional(v.nullable(InstantSchema)),
})

const fields = {
  handle: v.optional(HandleSchema),
  /** Of every text of the product that is not a translation. */
  language: v.optional(LanguageSchema),
  description: v.optional(descriptionText),
  status: v.optional(ProductStatus),
  type: v.optional(optionalText(100)),
  vendor: v.optional(optionalText(100)),
  tags: v.optional(v.pipe(v.array(tagText), v.maxLength(250))),
  taxClass: v.optional(TaxClassSchema),
  seoTitle: v.optional(v.nullable(seoText)),
  seoDescription: v.optional(v.nullable(seoText)),
  /** All options in order, with at least their new values. */
  options: v.optional(v.pipe(v.array(OptionInput), v.maxLength(10))),
  /** Those that are named are made or changed; others stay. Without any, a new product gets one of each choice. */
  variants: v.optional(v.pipe(v.array(VariantInput), v.maxLength(500))),
  /** All pictures in order. */
  media: v.optional(v.pipe(v.array(MediaInput), v.maxLength(100))),
  attributes: v.optional(AttributesInput),
  /** Ids or handles of all manual collections that it is in. */
  collections: v.optional(v.pipe(v.array(shortText(100)), v.maxLength(250))),
  /** All channels where it shows. A new product without them shows on every channel that takes new products. */
  publications: v.optional(v.pipe(v.array(PublicationInput), v.maxLength(100))),
  translations: v.optional(LongTranslations),
}

export const ProductInput = v.strictObject({ title: titleText, ...fields })
export type ProductInput = v.InferOutput<typeof ProductInput>

export const ProductPatch = v.strictObject({ title: v.optional(titleText), ...fields })
export type ProductPatch = v.InferOutput<typeof ProductPatch>

/** One row of a bulk write: the product with this id, source key or handle is changed, else made. */
export const ProductRow = v.strictObject({
  id: v.optional(shortText(40)),
  /** How the source names it, when the batch names a source; the handle when left out. */
  key: v.optional(shortText(200)),
  ...ProductPatch.entries,
})
export type ProductRow = v.InferOutput<typeof ProductRow>

const OptionView = v.object({
  id: v.string(),
  name: v.string(),
  translations: v.record(v.string(), v.string()),
  values: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      swatch: v.nullable(v.string()),
      translations: v.record(v.string(), v.string()),
    }),
  ),
})

export const VariantView = v.object({
  id: v.string(),
  productId: v.string(),
  sku: v.string(),
  barcode: v.nullable(v.string()),
  /** Option name to value name. */
  options: v.record(v.string(), v.string()),
  title: v.string(),
  weightGrams: v.number(),
  tracked: v.boolean(),
  backorder: v.boolean(),
  requiresShipping: v.boolean(),
  pickupOnly: v.boolean(),
  status: v.picklist(['active', 'archived']),
  mediaId: v.nullable(v.string()),
  attributes: AttributesView,
  ...recordView,
})
export type VariantView = v.InferOutput<typeof VariantView>

export const ProductView = v.object({
  id: v.string(),
  handle: v.string(),
  language: v.string(),
  title: v.string(),
  description: v.string(),
  status: ProductStatus,
  type: v.string(),
  vendor: v.string(),
  tags: v.array(v.string()),
  taxClass: v.string(),
  seoTitle: v.nullable(v.string()),
  seoDescription: v.nullable(v.string()),
  options: v.array(OptionView),
  variants: v.array(VariantView),
  media: v.array(MediaRef),
  attributes: AttributesView,
  collections: v.array(v.object({ id: v.string(), handle: v.string(), title: v.string() })),
  publications: v.array(v.object({ channel: v.string(), publishAt: v.string(), unpublishAt: v.nullable(v.string()) })),
  translations: v.record(v.string(), v.record(v.string(), v.string())),
  ...recordView,
})
export type ProductView = v.InferOutput<typeof ProductView>
