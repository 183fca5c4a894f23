import { eq } from 'drizzle-orm'
import { audit } from '../../access/index.ts'
import { emit } from '../../events/index.ts'
import {
  type Context,
  insertInto,
  param,
  type Refusal,
  requireVersion,
  run,
  statement,
  update,
} from '../../kernel/index.ts'
import { defaultMarket } from '../../markets/index.ts'
import { attributeDefinitions } from '../attributes/index.ts'
import { collectionArchived, collectionCreated, collectionDeleted, collectionUpdated } from '../events.ts'
import { planMedia } from '../media/index.ts'
import { problems } from '../problems.ts'
import { collectionProducts, collections, handleRedirects, translations } from '../schema.ts'
import { safeHtml, translationsOf } from '../texts/index.ts'
import { checkRule } from './check-rule.ts'
import { type CollectionRow, collectionRow, findCollection } from './collection-rows.ts'
import { collectionTexts, freeCollectionHandle, moveHandle, takeHandle } from './lines.ts'
import { memberLines, productIds } from './members.ts'
import { COLLECTIONS } from './membership.ts'
import type { CollectionInput, CollectionPatch } from './model.ts'

const insert = insertInto(collections)
const change = update(collections)

/** Makes a collection. One with a rule is filled shortly after. Answers the id. */
export async function createCollection(ctx: Context, input: CollectionInput): Promise<string> {
  const language = input.language ?? (await defaultMarket(ctx)).defaultLanguage
  const { result } = await run(ctx, {
    name: 'catalog.createCollection',
    plan: async (commandId) => {
      const id = ctx.newId('col')
      const now = ctx.now()
      const handle = input.handle ?? (await freeCollectionHandle(ctx, input.title, `collection-${id.slice(-8)}`))
      const { cells, media } = await cellsOf(ctx, input, { id: undefined, language })
      const wanted = await productIds(ctx, input.products ?? [], 'body.products')
      if (wanted.length > 0 && input.rule != null)
        throw problems.notManual({ errors: [{ path: 'body.products', code: 'rule', message: 'come by the rule' }] })
      const row = {
        ...cells,
        id,
        handle,
        language,
        title: input.title.trim(),
        kind: cells.kind ?? 'manual',
        createdAt: now,
        updatedAt: now,
      }
      return {
        statements: [
          ...media,
          insert(row, { refuse: refusal(input.handle !== undefined), touches: COLLECTIONS }),
          takeHandle(handle),
          ...memberLines(id, { wanted: [...new Set(wanted)], before: [] }),
          ...collectionTexts(ctx, { id, input: input.translations, before: [] }),
          emit(ctx, collectionCreated, { aggregate: id, data: { collectionId: id, change: 'fields' }, commandId }),
          audit(ctx, { action: 'catalog.createCollection', subject: id, commandId }),
        ],
        result: id,
      }
    },
  })
  return result
}

export async function updateCollection(
  ctx: Context,
  { ref, patch, version }: { ref: string; patch: CollectionPatch; version: number | undefined },
): Promise<string> {
  const { result } = await run(ctx, {
    name: 'catalog.updateCollection',
    plan: async (commandId) => {
      const row = await collectionRow(ctx, ref)
      requireVersion(version, row.version)
      const { id } = row
      const { cells, media } = await cellsOf(ctx, patch, row)
      const next = { ...cells, handle: patch.handle, version: row.version + 1, updatedAt: ctx.now() }
      const event = patch.status === 'archived' && row.status !== 'archived' ? collectionArchived : collectionUpdated
      return {
        statements: [
          ...media,
          change({ id, version: row.version }, next, { changes: 1, refuse: refusal(true), touches: COLLECTIONS }),
          ...moveHandle(ctx, { id, from: row.handle, to: patch.handle ?? row.handle }),
          ...collectionTexts(ctx, { id, input: patch.translations, before: await translationsOf(ctx, [id]) }),
          emit(ctx, event, { aggregate: id, data: { collectionId: id, change: 'fields' }, commandId }),
          audit(ctx, { action: 'catalog.updateCollection', subject: id, detail: Object.keys(patch), commandId }),
        ],
        result: id,
      }
    },
  })
  return result
}

function refusal(isHandleGiven: boolean): Refusal {
  return ({ kind, constraint }) =>
    kind === 'unique' && constraint.endsWith('.handle') && isHandleGiven
      ? problems.handleTaken({ errors: [{ path: 'body.handle', code: 'taken', message: 'is in use' }] })
      : 'stale'
}

/** What the input says about the row, and the pictures that it needs first. */
async function cellsOf(ctx: Context, input: CollectionPatch, of: { id: string | undefined; language: string }) {
  const { title, description, position, rule, sort, seoTitle, seoDescription, status, language } = input
  if (rule != null) checkRule(rule, await attributeDefinitions(ctx), 'body.rule')
  const planned = await planMedia(ctx, {
    inputs: input.media == null ? [] : [{ media: input.media, path: 'body.media' }],
    language: of.language,
  })
  const cells = {
    title: title?.trim(),
    description: description === undefined ? undefined : safeHtml(description),
    position,
    sort,
    seoTitle,
    seoDescription,
    status,
    language,
    rule,
    kind: rule === undefined ? undefined : rule === null ? ('manual' as const) : ('rule' as const),
    parentId: input.parent === undefined ? undefined : await parentOf(ctx, input.parent, of.id),
    mediaId: input.media === undefined ? undefined : (planned.ids[0] ?? null),
  }
  return { cells, media: planned.statements }
}

/** The collection that shows this one. It must exist, and not lie inside of this one. */
async function parentOf(ctx: Context, ref: string | null, id: string | undefined): Promise<string | null> {
  if (ref === null) return null
  const refused = (message: string) =>
    problems.unknownReference({ errors: [{ path: 'body.parent', code: 'unknown', message }] })
  const parent = await findCollection(ctx, ref)
  if (parent === undefined) throw refused('is no collection')
  for (let above: CollectionRow | undefined = parent; above !== undefined; ) {
    if (above.id === id) throw refused('lies inside of this collection')
    above = above.parentId === null ? undefined : await findCollection(ctx, above.parentId)
  }
  return parent.id
}

const id = param('id')
const parts = [
  statement((q) => q.delete(collectionProducts).where(eq(collectionProducts.collectionId, id))),
  statement((q) => q.delete(translations).where(eq(translations.ownerId, id))),
  statement((q) => q.delete(handleRedirects).where(eq(handleRedirects.entityId, id))),
]
const erase = statement((q) => q.delete(collections).where(eq(collections.id, id)))

/** Deletes a collection that shows no others; its products stay. Throws `catalog.inUse`. */
export async function deleteCollection(
  ctx: Context,
  { ref, version }: { ref: string; version: number | undefined },
): Promise<void> {
  await run(ctx, {
    name: 'catalog.deleteCollection',
    plan: async (commandId) => {
      const row = await collectionRow(ctx, ref)
      requireVersion(version, row.version)
      const own = { id: row.id }
      const refuse = () =>
        problems.inUse({ detail: 'Other collections lie inside of it.', hint: 'Move or delete those first.' })
      return {
        statements: [
          ...parts.map((part) => part(own)),
          erase(own, { refuse, touches: COLLECTIONS }),
          emit(ctx, collectionDeleted, {
            aggregate: row.id,
            data: { collectionId: row.id, change: 'fields' },
            commandId,
          }),
          audit(ctx, {
            action: 'catalog.deleteCollection',
            subject: row.id,
            detail: { handle: row.handle },
            commandId,
          }),
        ],
        result: null,
      }
    },
  })
}
