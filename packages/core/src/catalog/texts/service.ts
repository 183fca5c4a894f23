import * as v from 'valibot'
import { audit } from '../../access/index.ts'
import { emit } from '../../events/index.ts'
import { type Context, invalid, nearest, run, type Statement } from '../../kernel/index.ts'
import { LanguageSchema } from '../../markets/index.ts'
import { attributeUpdated, collectionUpdated, productUpdated } from '../events.ts'
import { problems } from '../problems.ts'
import type { TextsView } from './contract.ts'
import { safeHtml } from './html.ts'
import { type Original, type Owner, ownerOf } from './parts.ts'
import { changeTexts, translationsOf } from './translate.ts'

/** Every text of the owner of a thing, in all languages. Throws `catalog.notFound`. */
export async function textsOf(ctx: Context, entityId: string): Promise<TextsView> {
  const { ownerId, language, parts } = await ownerOf(ctx, entityId)
  const rows = await translationsOf(ctx, [ownerId])
  return {
    ownerId,
    language,
    parts: parts.map((part) => ({
      ...part,
      translations: Object.fromEntries(
        rows.filter((row) => row.entityId === part.entityId).map((row) => [row.language, { ...row.texts }]),
      ),
    })),
  }
}

export interface Translating {
  readonly entityId: string
  readonly language: string
  /** Undefined takes back every text in this language. */
  readonly texts: Readonly<Record<string, string>> | undefined
}

/** Translates fields of one thing. Throws `catalog.textsInvalid` for fields that it does not have, and for its own language. */
export async function translate(ctx: Context, { entityId, language, texts }: Translating): Promise<void> {
  const parsed = v.safeParse(LanguageSchema, language)
  if (!parsed.success) throw invalid('params.language', parsed.issues)
  await run(ctx, {
    name: 'catalog.translate',
    plan: async (commandId) => {
      const owner = await ownerOf(ctx, entityId)
      const { ownerId } = owner
      const rows = await translationsOf(ctx, [ownerId])
      const before = rows.find((row) => row.entityId === entityId && row.language === language)?.texts
      const part = owner.parts.find((each) => each.entityId === entityId)
      const change = texts === undefined ? emptied(before) : checked({ owner, part, language, texts })
      const lines = changeTexts({ ownerId, entityId, language }, { before, change, now: ctx.now() })
      if (lines.length === 0) return { statements: [], result: null }
      const [first, ...rest] = lines as [Statement, ...Statement[]]
      const detail = { language, fields: Object.keys(change) }
      return {
        statements: [
          { ...first, touches: topicOf(ownerId) },
          ...rest,
          ...told(ctx, ownerId, commandId),
          audit(ctx, { action: 'catalog.translate', subject: entityId, detail, commandId }),
        ],
        result: null,
      }
    },
  })
}

function emptied(before: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.keys(before).map((field) => [field, '']))
}

interface Checking {
  readonly owner: Owner
  readonly part: Original | undefined
  readonly language: string
  readonly texts: Readonly<Record<string, string>>
}

function checked({ owner, part, language, texts }: Checking): Record<string, string> {
  if (language === owner.language)
    throw problems.textsInvalid({ detail: `It is written in ${language}.`, hint: 'Change the thing itself.' })
  const fields = Object.keys(part?.original ?? {})
  for (const field of Object.keys(texts)) {
    if (fields.includes(field)) continue
    const meant = nearest(field, fields)
    const hint = meant === undefined ? `Known here: ${fields.join(', ') || 'none'}.` : `Did you mean ${meant}?`
    throw problems.textsInvalid({
      errors: [{ path: `body.texts.${field}`, code: 'unknown', message: `is no text of it. ${hint}` }],
    })
  }
  const { description, ...rest } = texts
  return description === undefined ? rest : { ...rest, description: safeHtml(description) }
}

/** What readers have kept of the owner is old. */
function topicOf(ownerId: string): string {
  const kind = ownerId.slice(0, 3)
  return kind === 'prd'
    ? `product:${ownerId}`
    : kind === 'col'
      ? `collection:${ownerId}`
      : kind === 'att'
        ? 'attributes'
        : `media:${ownerId}`
}

function told(ctx: Context, ownerId: string, commandId: string): Statement[] {
  switch (ownerId.slice(0, 3)) {
    case 'prd':
      return [emit(ctx, productUpdated, { aggregate: ownerId, data: { productId: ownerId }, commandId })]
    case 'col':
      return [
        emit(ctx, collectionUpdated, {
          aggregate: ownerId,
          data: { collectionId: ownerId, change: 'texts' },
          commandId,
        }),
      ]
    case 'att':
      return [emit(ctx, attributeUpdated, { aggregate: ownerId, data: { attributeId: ownerId }, commandId })]
    default:
      return []
  }
}
