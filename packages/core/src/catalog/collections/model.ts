import * as v from 'valibot'
import { LanguageSchema, shortText } from '../../markets/model.ts'
import {
  descriptionText,
  HandleSchema,
  LongTranslations,
  MediaInput,
  MediaRef,
  ProductStatus,
  recordView,
  seoText,
  titleText,
} from '../model.ts'

const ConditionSchema = v.strictObject({
  /** `tag`, `type`, `vendor`, `title`, `price` or `attribute.<key>`. */
  field: v.pipe(
    v.string(),
    v.regex(
      /^(?:tag|type|vendor|title|price|attribute\.[a-z0-9-]{1,100})$/,
      'must be tag, type, vendor, title, price or attribute.<key>',
    ),
  ),
  op: v.picklist(['equal', 'notEqual', 'contains', 'atLeast', 'atMost']),
  value: v.union([shortText(200), v.number(), v.boolean()]),
  /** Of `price` only, whose value is in minor units. */
  currency: v.optional(v.pipe(v.string(), v.length(3))),
})

const level = {
  match: v.picklist(['all', 'any', 'none']),
  conditions: v.pipe(v.array(ConditionSchema), v.maxLength(50)),
}
const Innermost = v.strictObject(level)
const Inner = v.strictObject({ ...level, groups: v.optional(v.pipe(v.array(Innermost), v.maxLength(20))) })

/** What a product must be to belong: all, any or none of the conditions and groups. Groups go two deep. */
const RuleSchema = v.strictObject({ ...level, groups: v.optional(v.pipe(v.array(Inner), v.maxLength(20))) })

const CollectionSort = v.picklist(['manual', 'newest', 'title', 'price', '-price'])
const ref = shortText(100)

const fields = {
  handle: v.optional(HandleSchema),
  /** Of the texts. */
  language: v.optional(LanguageSchema),
  description: v.optional(descriptionText),
  /** Id or handle of the collection that shows it. */
  parent: v.optional(v.nullable(ref)),
  position: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100_000))),
  /** With a rule the collection is filled by it; null makes it manual, with the products that it has. */
  rule: v.optional(v.nullable(RuleSchema)),
  sort: v.optional(CollectionSort),
  media: v.optional(v.nullable(MediaInput)),
  seoTitle: v.optional(v.nullable(seoText)),
  seoDescription: v.optional(v.nullable(seoText)),
  status: v.optional(ProductStatus),
  translations: v.optional(LongTranslations),
}

export const CollectionInput = v.strictObject({
  title: titleText,
  ...fields,
  /** Ids or handles of the products of a manual collection, in order. */
  products: v.optional(v.pipe(v.array(ref), v.maxLength(5_000))),
})
export type CollectionInput = v.InferOutput<typeof CollectionInput>

export const CollectionPatch = v.strictObject({ title: v.optional(titleText), ...fields })
export type CollectionPatch = v.InferOutput<typeof CollectionPatch>

/** Either all products in order, or some that come and go. */
export const MembersInput = v.strictObject({
  products: v.optional(v.pipe(v.array(ref), v.maxLength(5_000))),
  add: v.optional(v.pipe(v.array(ref), v.maxLength(1_000))),
  remove: v.optional(v.pipe(v.array(ref), v.maxLength(1_000))),
})
export type MembersInput = v.InferOutput<typeof MembersInput>

export const CollectionSchema = v.object({
  id: v.string(),
  handle: v.string(),
  language: v.string(),
  title: v.string(),
  description: v.string(),
  parent: v.nullable(v.object({ id: v.string(), handle: v.string() })),
  position: v.number(),
  kind: v.picklist(['manual', 'rule']),
  rule: v.nullable(RuleSchema),
  sort: CollectionSort,
  media: v.nullable(MediaRef),
  seoTitle: v.nullable(v.string()),
  seoDescription: v.nullable(v.string()),
  status: ProductStatus,
  productCount: v.number(),
  translations: v.record(v.string(), v.record(v.string(), v.string())),
  ...recordView,
})
export type CollectionView = v.InferOutput<typeof CollectionSchema>

export const MemberView = v.object({
  productId: v.string(),
  handle: v.string(),
  title: v.string(),
  position: v.number(),
})
