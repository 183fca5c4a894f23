import { type Context, iso, param, query } from '@vitrine/core'
import { and, asc, desc, eq, or, sql } from 'drizzle-orm'
import type { ItemFact, ListView } from '../model.ts'
import { problems } from '../problems.ts'
import { items, lists } from '../schema.ts'
import type { Owner } from './person.ts'

/** The list that everybody has, made when something is put into it. */
export const SAVED = 'saved'

const itemCount = sql<number>`(select count(*) from storefront_items i where i.list_id = ${lists.id})`.as('item_count')
const shape = { id: lists.id, key: lists.key, name: lists.name, updatedAt: lists.updatedAt, items: itemCount }

const byOwner = query((q) =>
  q
    .select(shape)
    .from(lists)
    .where(eq(lists.owner, param('owner')))
    .orderBy(sql`${lists.key} <> ${SAVED}`, asc(lists.createdAt), asc(lists.id)),
)
const byRef = query((q) =>
  q
    .select(shape)
    .from(lists)
    .where(
      and(
        eq(lists.owner, param('owner')),
        or(eq(lists.id, param('ref')), and(eq(lists.key, SAVED), sql`${param('ref')} = ${SAVED}`)),
      ),
    ),
)
const byList = query((q) =>
  q
    .select()
    .from(items)
    .where(eq(items.listId, param('listId')))
    .orderBy(desc(items.addedAt), asc(items.productId), asc(items.variantId)),
)

export interface ListRow {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly updatedAt: number
  readonly items: number
}
export type ItemRow = typeof items.$inferSelect

type Db = Pick<Context, 'db'>

export function listsOf({ db }: Db, owner: Owner): Promise<ListRow[]> {
  return db.all(byOwner, { owner })
}

/** By id, or the one called `saved`. */
export function findList({ db }: Db, owner: Owner, ref: string): Promise<ListRow | undefined> {
  return db.get(byRef, { owner, ref })
}

/** Throws `storefront.listNotFound`, also for lists of others. */
export async function getList(ctx: Db, owner: Owner | undefined, ref: string): Promise<ListRow> {
  const row = owner === undefined ? undefined : await findList(ctx, owner, ref)
  if (row === undefined) throw problems.listNotFound({ detail: `There is no list ${ref.slice(0, 80)} of this person.` })
  return row
}

export function itemsOf({ db }: Db, listId: string): Promise<ItemRow[]> {
  return db.all(byList, { listId })
}

export function listView({ id, key, name, updatedAt, items: count }: ListRow): ListView {
  return { id, name, isDefault: key === SAVED, items: count, updatedAt: iso(updatedAt) }
}

export function itemFact({ productId, variantId, note, addedAt }: ItemRow): ItemFact {
  return { productId, variantId: variantId === '' ? null : variantId, note, addedAt: iso(addedAt) }
}
