import {
  type Context,
  deleteFrom,
  insertInto,
  type PluginDatabase,
  param,
  plain,
  type StoreContext,
  shownProducts,
  update,
} from '@vitrine/core'
import { sql } from 'drizzle-orm'
import { CARD, type ItemFact, type ListView } from '../model.ts'
import { problems } from '../problems.ts'
import { lists } from '../schema.ts'
import { findList, getList, itemFact, itemsOf, type ListRow, listView, SAVED } from './list-rows.ts'
import type { Owner } from './person.ts'

/** What was done, and for whom: a repeated request meets the owner of the first time. */
interface Done<T> {
  readonly owner: Owner
  readonly done: T
}

export interface Keeping {
  readonly ctx: Context
  readonly db: PluginDatabase
  readonly limits: { readonly lists: number; readonly items: number }
}

const begin = plain(sql`insert into storefront_lists (id, owner, key, name, created_at, updated_at)
  select ${param('id')}, ${param('owner')}, ${param('key')}, ${param('name')}, ${param('now')}, ${param('now')}
  where (select count(*) from storefront_lists where owner = ${param('owner')}) < ${param('most')}`)
const beginSaved = insertInto(lists, 'skip')
const rename = update(lists)
const drop = deleteFrom(lists)
const dropItems = plain(sql`delete from storefront_items where list_id = ${param('listId')}`)
const touch = plain(
  sql`update storefront_lists set updated_at = max(updated_at, ${param('now')}) where owner = ${param('owner')} and id = ${param('listId')}`,
)

/** Into the list of this key, however it came to be; a full one takes no more, but what is in it may be put again. */
const put = plain(sql`insert into storefront_items (list_id, product_id, variant_id, note, added_at)
  select l.id, ${param('productId')}, ${param('variantId')}, coalesce(${param('note')}, ''), ${param('now')} from storefront_lists l
  where l.owner = ${param('owner')} and l.key = ${param('key')} and (
    (select count(*) from storefront_items i where i.list_id = l.id) < ${param('most')}
    or exists (select 1 from storefront_items i where i.list_id = l.id and i.product_id = ${param('productId')} and i.variant_id = ${param('variantId')}))
  on conflict (list_id, product_id, variant_id) do update set note = coalesce(${param('note')}, note)`)
const takeOut = plain(sql`delete from storefront_items
  where list_id = ${param('listId')} and product_id = ${param('productId')} and variant_id = ${param('variantId')}`)

/** Names that differ in case or spaces only are one. */
function keyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** Throws `storefront.listNameTaken`, `tooManyLists`. */
export async function createList({ ctx, db, limits }: Keeping, owner: Owner, name: string): Promise<Done<ListView>> {
  const most = limits.lists
  const made = await db.run('createList', () => {
    const row = { id: ctx.newId('lst'), owner, key: keyOf(name), name, now: ctx.now(), most }
    const line = begin(row, {
      changes: 1,
      refuse: ({ kind }) => (kind === 'unique' ? problems.listNameTaken() : problems.tooManyLists({ extra: { most } })),
    })
    return { statements: [line], result: { owner, id: row.id } }
  })
  return { owner: made.owner, done: listView(await getList(ctx, made.owner, made.id)) }
}

/** Throws `storefront.listNotFound`, `listNameTaken`. */
export async function renameList(
  { ctx, db }: Keeping,
  owner: Owner | undefined,
  { ref, name }: { readonly ref: string; readonly name: string },
): Promise<ListView> {
  const id = await db.run('renameList', async () => {
    const row = await getList(ctx, owner, ref)
    // The one that everybody has keeps its key, whatever its owner calls it.
    const key = row.key === SAVED ? SAVED : keyOf(name)
    const guard = { changes: 1, refuse: ({ kind }: { kind: string }) => refusedName(kind) }
    return { statements: [rename({ id: row.id }, { key, name, updatedAt: ctx.now() }, guard)], result: row.id }
  })
  return listView(await getList(ctx, owner, id))
}

const refusedName = (kind: string) => (kind === 'unique' ? problems.listNameTaken() : problems.listNotFound())

/** Throws `storefront.listNotFound`. */
export async function deleteList({ ctx, db }: Keeping, owner: Owner | undefined, ref: string): Promise<void> {
  await db.run('deleteList', async () => {
    const { id } = await getList(ctx, owner, ref)
    return { statements: [dropItems({ listId: id }), drop({ id })], result: null }
  })
}

interface Item {
  readonly ref: string
  readonly productId: string
  /** Empty for the product as a whole. */
  readonly variantId: string
}

/** Throws `storefront.listNotFound`, `listFull`. */
export async function save(
  { ctx, db, limits }: Keeping,
  owner: Owner,
  { ref, note, ...item }: Item & { readonly note?: string | undefined },
): Promise<Done<ItemFact>> {
  const kept = await db.run('save', async () => {
    const now = ctx.now()
    const known = ref === SAVED ? await findList(ctx, owner, ref) : await getList(ctx, owner, ref)
    const key = known?.key ?? SAVED
    const most = limits.items
    const row = { id: ctx.newId('lst'), owner, key, name: 'Saved', createdAt: now, updatedAt: now }
    const line = put(
      { ...item, owner, key, most, now, note: note ?? null },
      // With room a moment ago, it was thrown away or filled since: planned again, that is seen.
      { changes: 1, refuse: () => ((known?.items ?? 0) < most ? 'stale' : problems.listFull({ extra: { most } })) },
    )
    const made = known === undefined ? [beginSaved(row)] : [touch({ owner, listId: known.id, now })]
    return { statements: [...made, line], result: { owner, list: known?.id ?? SAVED } }
  })
  const list = await getList(ctx, kept.owner, kept.list)
  const saved = (await itemsOf(ctx, list.id)).find((one) => isOf(one, item))
  if (saved === undefined) throw problems.listNotFound()
  return { owner: kept.owner, done: itemFact(saved) }
}

type Key = Pick<Item, 'productId' | 'variantId'>
const isOf = (a: Key, b: Key) => a.productId === b.productId && a.variantId === b.variantId

/** What is not in it is out of it. Throws `storefront.listNotFound`. */
export async function unsave({ ctx, db }: Keeping, owner: Owner | undefined, { ref, ...item }: Item): Promise<void> {
  await db.run('unsave', async () => {
    const { id: listId } = await getList(ctx, owner, ref)
    const lines = [takeOut({ ...item, listId }), touch({ owner, listId, now: ctx.now() })]
    return { statements: lines, result: null }
  })
}

/** The list with its items as cards; those that are not sold here now have none. */
export async function shownList(ctx: StoreContext, list: ListRow) {
  const rows = await itemsOf(ctx, list.id)
  const ids = [...new Set(rows.map(({ productId }) => productId))]
  const shown = await shownProducts(ctx, ids, CARD)
  const items = rows.map((row) => ({ ...itemFact(row), product: shown.get(row.productId) ?? null }))
  return { ...listView(list), items }
}
