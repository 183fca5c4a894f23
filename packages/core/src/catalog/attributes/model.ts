import * as v from 'valibot'
import { LanguageSchema, optionalText, SlugSchema, shortText } from '../../markets/model.ts'
import { NameTranslations, nameText, recordView } from '../model.ts'

export const AttributeType = v.picklist(['text', 'number', 'boolean', 'select', 'multi', 'date', 'dimension'])
export type AttributeType = v.InferOutput<typeof AttributeType>

export const ChoiceInput = v.strictObject({
  key: SlugSchema,
  name: nameText,
  translations: v.optional(NameTranslations),
})
export type ChoiceInput = v.InferOutput<typeof ChoiceInput>

const fields = {
  name: nameText,
  translations: NameTranslations,
  /** Of `select` and `multi`: all choices in order. */
  choices: v.pipe(v.array(ChoiceInput), v.maxLength(500)),
  productTypes: v.pipe(v.array(shortText(100)), v.maxLength(100)),
  filterable: v.boolean(),
  position: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)),
}

export const AttributeInput = v.strictObject({
  key: SlugSchema,
  name: fields.name,
  type: AttributeType,
  /** Of `number` any words; of `dimension` a known unit such as `cm`, in which values are kept. */
  unit: v.optional(shortText(20)),
  appliesTo: v.optional(v.picklist(['product', 'variant']), 'product'),
  language: v.optional(LanguageSchema),
  translations: v.optional(fields.translations),
  choices: v.optional(fields.choices),
  productTypes: v.optional(fields.productTypes, []),
  filterable: v.optional(fields.filterable, false),
  position: v.optional(fields.position, 0),
})
export type AttributeInput = v.InferOutput<typeof AttributeInput>

export const AttributePatch = v.partial(v.strictObject({ ...fields, status: v.picklist(['active', 'archived']) }))
export type AttributePatch = v.InferOutput<typeof AttributePatch>

/** By the type: text, number, true or false, key of a choice, keys of choices, a day, a measure. */
export const AttributeValue = v.union([
  optionalText(5_000),
  v.number(),
  v.boolean(),
  v.pipe(v.array(shortText(100)), v.maxLength(50)),
  v.strictObject({ value: v.number(), unit: v.optional(shortText(20)) }),
])
export type AttributeValue = v.InferOutput<typeof AttributeValue>

/** Values by the key of their attribute; null takes one away. */
export const AttributesInput = v.record(v.string(), v.nullable(AttributeValue))
export type AttributesInput = v.InferOutput<typeof AttributesInput>

export const AttributesView = v.record(
  v.string(),
  v.union([
    v.string(),
    v.number(),
    v.boolean(),
    v.array(v.string()),
    v.object({ value: v.number(), unit: v.string() }),
  ]),
)
export type AttributesView = v.InferOutput<typeof AttributesView>

export const AttributeSchema = v.object({
  id: v.string(),
  key: v.string(),
  language: v.string(),
  name: v.string(),
  type: AttributeType,
  unit: v.nullable(v.string()),
  appliesTo: v.picklist(['product', 'variant']),
  productTypes: v.array(v.string()),
  filterable: v.boolean(),
  position: v.number(),
  status: v.picklist(['active', 'archived']),
  choices: v.array(
    v.object({
      id: v.string(),
      key: v.string(),
      name: v.string(),
      translations: v.record(v.string(), v.string()),
    }),
  ),
  translations: v.record(v.string(), v.string()),
  ...recordView,
})
export type AttributeView = v.InferOutput<typeof AttributeSchema>
