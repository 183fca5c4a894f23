import * as v from 'valibot'
import { CurrencySchema, LanguageSchema, optionalText, SlugSchema, shortText } from '../markets/model.ts'

/* Words that the parts of the catalogue share. */

export const ProductStatus = v.picklist(['draft', 'active', 'archived'])
export type ProductStatus = v.InferOutput<typeof ProductStatus>

export const InstantSchema = v.pipe(v.string(), v.isoTimestamp('must be an instant, such as 2026-01-01T00:00:00Z'))

/** Minor units. The bound leaves room to multiply by any quantity that a cart takes. */
export const AmountSchema = v.pipe(
  v.number(),
  v.safeInteger('must be a whole number of minor units'),
  v.minValue(0),
  v.maxValue(1_000_000_000_000),
)

/** What one piece costs; joins the default price list. */
export const InlinePrice = v.strictObject({
  currency: CurrencySchema,
  amount: AmountSchema,
  /** The price before the reduction, which must be greater. */
  compareAt: v.optional(v.nullable(AmountSchema)),
})
export type InlinePrice = v.InferOutput<typeof InlinePrice>

export const titleText = shortText(300)
/** HTML of at most 100 000 characters, which is made safe when it is stored. */
export const descriptionText = optionalText(100_000)
export const seoText = optionalText(500)
export const nameText = shortText(100)
export const tagText = v.pipe(shortText(60), v.regex(/^[^,]*$/, 'must not hold a comma'))
export const HandleSchema = SlugSchema

const longTexts = {
  title: v.optional(optionalText(300)),
  description: v.optional(descriptionText),
  seoTitle: v.optional(seoText),
  seoDescription: v.optional(seoText),
}

/** Texts of a product or collection in other languages; an empty text takes the translation back. */
export const LongTranslations = v.record(LanguageSchema, v.strictObject(longTexts))
export type LongTranslations = v.InferOutput<typeof LongTranslations>

/** Names in other languages: `{ uk: 'Розмір' }`. */
export const NameTranslations = v.record(LanguageSchema, optionalText(300))

export const recordView = { version: v.number(), createdAt: v.string(), updatedAt: v.string() }

/** A picture or file as answers carry it. */
export const MediaRef = v.object({
  id: v.string(),
  kind: v.picklist(['image', 'file']),
  alt: v.string(),
  url: v.string(),
  width: v.nullable(v.number()),
  height: v.nullable(v.number()),
  /** For `srcset`, the narrowest first; empty for outside pictures. */
  sizes: v.array(v.object({ url: v.string(), width: v.number(), height: v.number() })),
})
export type MediaRef = v.InferOutput<typeof MediaRef>

/** A picture that is there, or an outside one by its address. */
export const MediaInput = v.union([
  v.strictObject({ id: shortText(40), alt: v.optional(optionalText(500)) }),
  v.strictObject({
    url: v.pipe(optionalText(2_000), v.regex(/^https?:\/\/[^\s]+$/i, 'must be an http or https address')),
    alt: v.optional(optionalText(500)),
  }),
])
export type MediaInput = v.InferOutput<typeof MediaInput>
