import { and, eq } from 'drizzle-orm'
import { type App, insertInto, param, query, type Statement, statement } from '../../kernel/index.ts'
import { collections, handleRedirects } from '../schema.ts'
import { changeTexts, freeSlug, safeHtml, slugOf, type TranslationRow } from '../texts/index.ts'
import type { CollectionPatch } from './model.ts'

const redirect = insertInto(handleRedirects, { target: ['kind', 'handle'], update: ['entityId', 'createdAt'] })
const forget = statement((q) =>
  q
    .delete(handleRedirects)
    .where(and(eq(handleRedirects.kind, 'collection'), eq(handleRedirects.handle, param('handle')))),
)
const everyHandle = query((q) => q.select({ handle: collections.handle }).from(collections))
const everyFormer = query((q) =>
  q.select({ handle: handleRedirects.handle }).from(handleRedirects).where(eq(handleRedirects.kind, 'collection')),
)

/** A handle that no collection has or had, made from the title. */
export async function freeCollectionHandle(ctx: Pick<App, 'db'>, title: string, fallback: string): Promise<string> {
  const taken = [...(await ctx.db.all(everyHandle)), ...(await ctx.db.all(everyFormer))]
  return freeSlug(slugOf(title) || fallback, new Set(taken.map(({ handle }) => handle)))
}

/** A handle that is taken by name ends the redirect that it had. */
export const takeHandle = (handle: string): Statement => forget({ handle })

/** Readers of the old handle are sent on to the new one. */
export function moveHandle(ctx: Pick<App, 'now'>, move: { id: string; from: string; to: string }): Statement[] {
  if (move.from === move.to) return []
  return [
    takeHandle(move.to),
    redirect({ kind: 'collection', handle: move.from, entityId: move.id, createdAt: ctx.now() }),
  ]
}

export function collectionTexts(
  ctx: Pick<App, 'now'>,
  { id, input = {}, before }: { id: string; input: CollectionPatch['translations']; before: readonly TranslationRow[] },
): Statement[] {
  return Object.entries(input).flatMap(([language, { description, ...texts }]) => {
    const known = before.find((row) => row.entityId === id && row.language === language)?.texts
    const safe = description === undefined ? {} : { description: safeHtml(description) }
    const change = { ...texts, ...safe }
    return changeTexts({ ownerId: id, entityId: id, language }, { before: known, change, now: ctx.now() })
  })
}
