import * as v from 'valibot'
import { route } from '../../kernel/shared.ts'
import { optionalText } from '../../markets/model.ts'
import { problems } from '../problems.ts'

const TextsRecord = v.record(v.string(), v.string())

/** One thing that has texts: a product, an option, a value, a collection, an attribute, a choice, a picture. */
const PartSchema = v.object({
  entityId: v.string(),
  kind: v.picklist(['product', 'option', 'value', 'variant', 'collection', 'attribute', 'choice', 'media']),
  /** As written, in the language of the owner. */
  original: TextsRecord,
  /** By language, then by field. */
  translations: v.record(v.string(), TextsRecord),
})
export type Part = v.InferOutput<typeof PartSchema>

const TextsSchema = v.object({ ownerId: v.string(), language: v.string(), parts: v.array(PartSchema) })
export type TextsView = v.InferOutput<typeof TextsSchema>

const TextsChange = v.strictObject({
  /** Field to text; an empty text takes the translation back. */
  texts: v.record(v.string(), optionalText(100_000)),
})

const known = [problems.notFound, problems.textsInvalid] as const

export const admin = {
  get: route.get('/translations/:owner', {
    access: 'catalog:read',
    output: TextsSchema,
    problems: [problems.notFound],
    summary: 'Every text of a product, collection, attribute or picture and of its parts, in all languages',
  }),
  put: route.put('/translations/:entity/:language', {
    access: 'catalog:write',
    body: TextsChange,
    output: TextsSchema,
    problems: known,
    summary: 'Translate fields of one thing; fields that are not named stay',
  }),
  remove: route.delete('/translations/:entity/:language', {
    access: 'catalog:write',
    problems: known,
    summary: 'Take back every text of one thing in one language',
  }),
}
