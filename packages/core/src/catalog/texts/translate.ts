import { and } from 'drizzle-orm'
import { type App, deleteFrom, insertInto, list, oneOf, query, type Statement } from '../../kernel/index.ts'
import { translations } from '../schema.ts'
import type { Texts } from '../values.ts'

const byOwners = query((q) =>
  q
    .select({ entityId: translations.entityId, language: translations.language, texts: translations.texts })
    .from(translations)
    .where(and(oneOf(translations.ownerId, 'owners'), oneOf(translations.language, 'languages'))),
)

/**
 * Chooses texts along a chain of languages. `original` holds the text as written, in its own language; where a language of the chain
 * has none for the field, the next one is asked, and the original answers last.
 */
export interface Translator {
  text(entityId: string, field: string, original: { readonly language: string; readonly text: string }): string
}

/**
 * Reads every text of the owners (products, collections, attributes, media) in the languages of the chain, in one read.
 * Parts of an owner (options, values, choices) come with it.
 */
export async function translatorOf(
  ctx: Pick<App, 'db'>,
  { owners, languages }: { readonly owners: readonly string[]; readonly languages: readonly string[] },
): Promise<Translator> {
  const rows = await ctx.db.all(byOwners, { owners: list([...new Set(owners)]), languages: list(languages) })
  const texts = new Map(rows.map((row): [string, Texts] => [`${row.entityId}/${row.language}`, row.texts]))
  return {
    text(entityId, field, original) {
      for (const language of languages) {
        if (language === original.language) return original.text
        const found = texts.get(`${entityId}/${language}`)?.[field]
        if (found !== undefined && found !== '') return found
      }
      return original.text
    },
  }
}

const ofOwners = query((q) => q.select().from(translations).where(oneOf(translations.ownerId, 'owners')))

export type TranslationRow = typeof translations.$inferSelect

/** Every translation of the owners and their parts, in all languages. */
export function translationsOf(ctx: Pick<App, 'db'>, owners: readonly string[]): Promise<TranslationRow[]> {
  return ctx.db.all(ofOwners, { owners: list(owners) })
}

const put = insertInto(translations, { target: ['ownerId', 'language', 'entityId'], update: ['texts', 'updatedAt'] })
const drop = deleteFrom(translations)

/** Takes every translation of one part away, which its owner loses. */
export const dropTexts = deleteFrom(translations)

export interface TextsOf {
  readonly ownerId: string
  readonly entityId: string
  readonly language: string
}

/**
 * The lines that bring the texts of one thing in one language from `before` to `before` with `change` over it; none when nothing changes.
 * Empty texts are taken away.
 */
export function changeTexts(
  of: TextsOf,
  {
    before = {},
    change,
    now,
  }: { before?: Texts | undefined; change: Readonly<Record<string, string | undefined>>; now: number },
): Statement[] {
  const texts: Record<string, string> = { ...before }
  for (const [field, text] of Object.entries(change)) {
    if (text === undefined) continue
    if (text === '') delete texts[field]
    else texts[field] = text
  }
  const fields = Object.keys(texts)
  if (fields.length === Object.keys(before).length && fields.every((field) => before[field] === texts[field])) return []
  return fields.length === 0
    ? [drop({ ownerId: of.ownerId, entityId: of.entityId, language: of.language })]
    : [put({ ...of, texts, updatedAt: now })]
}
