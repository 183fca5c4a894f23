import { and } from 'drizzle-orm'
import { type App, list, oneOf, query } from '../kernel/index.ts'
import { translations } from './schema.ts'
import type { Texts } from './values.ts'

const byOwners = query((q) =>
  q
    .select({ entityId: translations.entityId, language: translations.language, texts: translations.texts })
    .from(translations)
    .where(and(oneOf(translations.ownerId, 'owners'), oneOf(translations.language, 'languages'))),
)

/**
 * Chooses texts along a chain of languages. `original` holds the texts as written, in their own language; where a language of the chain
 * has no text for a field, the next one is asked, and the original answers last.
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
  const texts = new Map(
    rows.map(({ entityId, language, texts }): [string, Texts] => [`${entityId}/${language}`, texts]),
  )
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
