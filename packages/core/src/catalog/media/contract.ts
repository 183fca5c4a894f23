import * as v from 'valibot'
import { pageOf, pageQuery, requestProblems, route } from '../../kernel/shared.ts'
import { LanguageSchema, optionalText, shortText } from '../../markets/model.ts'
import { MediaRef, NameTranslations, recordView } from '../model.ts'
import { problems } from '../problems.ts'

/** Of uploads, in bytes. */
const MAX_UPLOAD = 25_000_000

const MediaSchema = v.object({
  ...MediaRef.entries,
  /** Of `alt`. */
  language: v.string(),
  contentType: v.nullable(v.string()),
  bytes: v.nullable(v.number()),
  /** Lies outside and is shown from there. */
  isExternal: v.boolean(),
  /** `alt` in other languages. */
  translations: v.record(v.string(), v.string()),
  ...recordView,
})
export type MediaView = v.InferOutput<typeof MediaSchema>

const texts = {
  alt: v.optional(optionalText(500)),
  language: v.optional(LanguageSchema),
  translations: v.optional(NameTranslations),
}

const write = { access: 'catalog:write' } as const
const read = { access: 'catalog:read' } as const

export const store = {
  file: route.download('/media/:id/:file', {
    answers: ['image/*', 'application/pdf'],
    also: [304],
    problems: [problems.notFound],
    summary: 'A picture in one of its sizes, or a file; never changes',
  }),
}

export const admin = {
  list: route.get('/media', {
    ...read,
    query: v.strictObject({
      ...pageQuery,
      kind: v.optional(v.picklist(['image', 'file'])),
      q: v.optional(shortText(100)),
    }),
    output: pageOf(MediaSchema),
    summary: 'Pictures and files, newest first',
  }),
  upload: route.upload('/media', {
    ...write,
    query: v.strictObject({ alt: texts.alt, language: texts.language }),
    output: MediaSchema,
    status: 201,
    also: [200],
    maxBody: MAX_UPLOAD,
    accepts: ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif', 'image/svg+xml', 'application/pdf'],
    problems: [problems.mediaUnsupported, problems.mediaBroken, requestProblems.tooLarge],
    summary: 'Upload a file as the raw body; what it is told by its bytes. A file that is there already answers itself',
  }),
  addExternal: route.post('/media/external', {
    ...write,
    body: v.strictObject({
      url: v.pipe(optionalText(2_000), v.regex(/^https?:\/\/[^\s]+$/i, 'must be an http or https address')),
      ...texts,
    }),
    output: MediaSchema,
    status: 201,
    summary: 'Remember the address of an outside picture',
  }),
  get: route.get('/media/:id', {
    ...read,
    output: MediaSchema,
    problems: [problems.notFound],
    summary: 'A picture or file',
  }),
  update: route.patch('/media/:id', {
    ...write,
    body: v.strictObject(texts),
    output: MediaSchema,
    problems: [problems.notFound, requestProblems.preconditionFailed],
    summary: 'Change what a picture shows in words',
  }),
  remove: route.delete('/media/:id', {
    ...write,
    problems: [problems.notFound, problems.inUse],
    summary: 'Delete a picture that nothing shows',
  }),
}
