import {
  type Context,
  deleteFrom,
  insertInto,
  requireVersion,
  run,
  type Statement,
  update,
} from '../../kernel/index.ts'
import { defaultMarket } from '../../markets/index.ts'
import type { MediaInput } from '../model.ts'
import { problems } from '../problems.ts'
import { media, translations } from '../schema.ts'
import { changeTexts, translationsOf } from '../texts/index.ts'
import { filesOf } from './files.ts'
import { type MediaRow, mediaByIds, mediaByUrls, mediaRow } from './media-rows.ts'
import { previewKeyOf } from './preview.ts'

type Words = Readonly<Record<string, string>>

const insert = insertInto(media)
const change = update(media)
const erase = deleteFrom(media)
const eraseTexts = deleteFrom(translations)

export interface ExternalMedia {
  readonly url: string
  readonly alt?: string | undefined
  readonly language?: string | undefined
  readonly translations?: Words | undefined
}

/** Remembers an outside address; the same address again is the same picture. Answers the id. */
export async function addExternalMedia(ctx: Context, input: ExternalMedia): Promise<string> {
  const language = input.language ?? (await defaultMarket(ctx)).defaultLanguage
  const { result } = await run(ctx, {
    name: 'catalog.addExternalMedia',
    plan: async () => {
      const found = await planMedia(ctx, {
        inputs: [{ media: { url: input.url, alt: input.alt }, path: 'body.url' }],
        language,
      })
      const id = found.ids[0] as string
      return { statements: [...found.statements, ...(await altLines(ctx, id, input.translations))], result: id }
    },
  })
  return result
}

export async function updateMedia(
  ctx: Context,
  { id, patch, version }: { id: string; patch: Omit<ExternalMedia, 'url'>; version: number | undefined },
): Promise<void> {
  await run(ctx, {
    name: 'catalog.updateMedia',
    plan: async () => {
      const row = await mediaRow(ctx, id)
      requireVersion(version, row.version)
      const { alt, language } = patch
      const next = { alt, language, version: row.version + 1, updatedAt: ctx.now() }
      const line = change({ id, version: row.version }, next, {
        changes: 1,
        refuse: () => 'stale',
        touches: `media:${id}`,
      })
      return { statements: [line, ...(await altLines(ctx, id, patch.translations))], result: id }
    },
  })
}

/** Deletes a picture that nothing shows, then its files. Throws `catalog.inUse`. */
export async function removeMedia(ctx: Context, id: string): Promise<void> {
  const { result } = await run(ctx, {
    name: 'catalog.removeMedia',
    plan: async () => {
      const { fileKey, sizes } = await mediaRow(ctx, id)
      const refuse = () =>
        problems.inUse({ detail: 'A product or collection shows this picture.', hint: 'Take it away there first.' })
      const keys = [...(fileKey === null ? [] : [fileKey, previewKeyOf(fileKey)]), ...sizes.map(({ key }) => key)]
      return {
        statements: [eraseTexts({ ownerId: id }), erase({ id }, { refuse, touches: `media:${id}` })],
        result: keys,
      }
    },
  })
  for (const key of result) await filesOf(ctx).remove(key)
}

async function altLines(ctx: Context, id: string, words: Words | undefined): Promise<Statement[]> {
  if (words === undefined) return []
  const before = new Map((await translationsOf(ctx, [id])).map(({ language, texts }) => [language, texts]))
  return Object.entries(words).flatMap(([language, alt]) =>
    changeTexts(
      { ownerId: id, entityId: id, language },
      { before: before.get(language), change: { alt }, now: ctx.now() },
    ),
  )
}

export interface PlannedMedia {
  /** One per input, in their order. */
  readonly ids: readonly string[]
  readonly statements: readonly Statement[]
}

/** A picture that somebody names, and where in the request, for problems. */
export interface NamedMedia {
  readonly media: MediaInput
  readonly path: string
}

/** Pictures that are there and ones that are being made, by id or address; shared by writes that are planned together. */
export interface MediaShelf {
  readonly known: ReadonlyMap<string, MediaRow>
  readonly made: Map<string, string>
}

/** Looks up the pictures that some writes name. */
export async function readMediaShelf(ctx: Context, named: readonly MediaInput[]): Promise<MediaShelf> {
  return { known: named.length === 0 ? new Map() : await knownMedia(ctx, named.map(keyOf)), made: new Map() }
}

interface PlanMedia {
  readonly inputs: readonly NamedMedia[]
  readonly language: string
  readonly shelf?: MediaShelf
}

/**
 * Finds or makes the pictures that a product or collection names; a given alt text replaces the one that is there.
 * Throws `catalog.unknownReference` for ids that do not exist.
 */
export async function planMedia(ctx: Context, { inputs, language, shelf }: PlanMedia): Promise<PlannedMedia> {
  if (inputs.length === 0) return { ids: [], statements: [] }
  const asked = inputs.map(({ media: input }) => input)
  const { known, made } = shelf ?? (await readMediaShelf(ctx, asked))
  const statements: Statement[] = []
  const ids = inputs.map(({ media: input, path }) => {
    const key = keyOf(input)
    const row = known.get(key)
    if (row !== undefined) {
      if (input.alt !== undefined && input.alt !== row.alt)
        statements.push(change({ id: row.id }, { alt: input.alt, version: row.version + 1, updatedAt: ctx.now() }))
      return row.id
    }
    if ('id' in input) throw unknownMedia(path)
    const id = made.get(key) ?? ctx.newId('med')
    if (!made.has(key)) statements.push(insert(external(ctx, { ...input, id, language }), { refuse: () => 'stale' }))
    made.set(key, id)
    return id
  })
  return { ids, statements }
}

const keyOf = (input: MediaInput) => ('id' in input ? input.id : input.url)

async function knownMedia(ctx: Context, keys: readonly string[]): Promise<Map<string, MediaRow>> {
  const [byIds, byUrls] = await Promise.all([mediaByIds(ctx, keys), mediaByUrls(ctx, keys)])
  return new Map([...byIds.map((row) => [row.id, row] as const), ...byUrls.map((row) => [row.url ?? '', row] as const)])
}

function external(
  ctx: Context,
  { id, url, alt = '', language }: { id: string; url: string; alt?: string | undefined; language: string },
) {
  return { id, kind: 'image' as const, language, alt, url, createdAt: ctx.now(), updatedAt: ctx.now() }
}

function unknownMedia(path: string) {
  return problems.unknownReference({
    detail: `${path} is not a picture of this shop.`,
    errors: [{ path, code: 'unknown', message: 'is not a picture of this shop' }],
  })
}
