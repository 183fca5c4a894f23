import { asc, eq } from 'drizzle-orm'
import {
  type App,
  type Context,
  containing,
  contains,
  iso,
  list,
  newestFirst,
  oneOf,
  type Page,
  param,
  query,
  rowByRef,
  type ShapeOf,
} from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { attributeChoices, attributes } from '../schema.ts'
import { type TranslationRow, translationsOf } from '../texts/index.ts'
import type { AttributeView } from './model.ts'

export type AttributeRow = typeof attributes.$inferSelect
export type ChoiceRow = typeof attributeChoices.$inferSelect

interface Filters {
  readonly status?: AttributeRow['status'] | undefined
  readonly type?: AttributeRow['type'] | undefined
  readonly appliesTo?: AttributeRow['appliesTo'] | undefined
  readonly q?: string | undefined
}

const byIdOrKey = rowByRef(attributes, 'key')
const choicesOf = query((q) =>
  q
    .select()
    .from(attributeChoices)
    .where(oneOf(attributeChoices.attributeId, 'ids'))
    .orderBy(asc(attributeChoices.position), asc(attributeChoices.id)),
)
const listed = newestFirst(attributes, (has: ShapeOf<Filters>) => [
  has.status && eq(attributes.status, param('status')),
  has.type && eq(attributes.type, param('type')),
  has.appliesTo && eq(attributes.appliesTo, param('appliesTo')),
  has.q && contains([attributes.name, attributes.key], 'q'),
])

/** An attribute by id or key. Throws `catalog.notFound`. */
export async function attributeRow(ctx: Pick<App, 'db'>, ref: string): Promise<AttributeRow> {
  const row = await ctx.db.get(byIdOrKey, { ref })
  if (row === undefined)
    throw problems.notFound({ detail: `There is no attribute ${JSON.stringify(ref.slice(0, 60))}.` })
  return row
}

export function choiceRows(ctx: Pick<App, 'db'>, ids: readonly string[]): Promise<ChoiceRow[]> {
  return ctx.db.all(choicesOf, { ids: list(ids) })
}

export async function attributeView(ctx: Context, ref: string): Promise<AttributeView> {
  const [view] = await views(ctx, [await attributeRow(ctx, ref)])
  return view as AttributeView
}

export async function listAttributes(
  ctx: Context,
  { status, type, appliesTo, q, ...page }: Filters & { limit: number; cursor?: string | undefined },
): Promise<Page<AttributeView>> {
  const filters = { status, type, appliesTo, ...containing('q', q) }
  const { items, next } = await listed(ctx, { filters, ...page })
  return { items: await views(ctx, items), next }
}

async function views(ctx: Context, rows: readonly AttributeRow[]): Promise<AttributeView[]> {
  const ids = rows.map(({ id }) => id)
  const [choices, texts] = await Promise.all([choiceRows(ctx, ids), translationsOf(ctx, ids)])
  return rows.map((row) => ({
    ...row,
    choices: choices
      .filter(({ attributeId }) => attributeId === row.id)
      .map(({ id, key, name }) => ({ id, key, name, translations: namesOf(texts, id) })),
    translations: namesOf(texts, row.id),
    createdAt: iso(row.createdAt),
    updatedAt: iso(row.updatedAt),
  }))
}

function namesOf(texts: readonly TranslationRow[], entityId: string): Record<string, string> {
  const own = texts.filter((row) => row.entityId === entityId)
  return Object.fromEntries(own.map(({ language, texts: { name = '' } }) => [language, name]))
}
