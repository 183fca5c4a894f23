import { type Context, DAY, iso, type PluginDatabase, param, plain } from '@vitrine/core'
import { sql } from 'drizzle-orm'
import type { Kept } from '../model.ts'
import { itemFact, itemsOf, listsOf, listView } from './list-rows.ts'
import { forgetLines, type Owner } from './person.ts'
import { viewedBy } from './viewed.ts'

/** More views are never kept of one person. */
const EVERY = 1_000

/** Everything that is kept of a person: what a request for access answers (GDPR, articles 15 and 20). */
export async function keptOf(ctx: Context, owner: Owner | undefined): Promise<Kept> {
  if (owner === undefined) return { viewed: [], lists: [] }
  const viewed = await viewedBy(ctx, owner, EVERY)
  const lists = await Promise.all(
    (await listsOf(ctx, owner)).map(async (list) => {
      const items = (await itemsOf(ctx, list.id)).map(itemFact)
      return { ...listView(list), items }
    }),
  )
  return { viewed: viewed.map(({ productId, viewedAt }) => ({ productId, viewedAt: iso(viewedAt) })), lists }
}

/** Article 17. */
export async function forget(db: PluginDatabase, owner: Owner | undefined): Promise<void> {
  if (owner === undefined) return
  await db.run('forget', () => ({ statements: forgetLines(owner), result: null }))
}

const before = param('before')
const oldViews = plain(sql`delete from storefront_views where viewed_at < ${before}`)
const oldItems = plain(sql`delete from storefront_items where list_id in (
  select id from storefront_lists where updated_at < ${before} and owner like 'visitor/%')`)
const oldLists = plain(sql`delete from storefront_lists where updated_at < ${before} and owner like 'visitor/%'`)

/** What nobody came back for: views of everybody, lists of visitors. Lists of customers stay. */
export async function prune(db: PluginDatabase, { now, keepDays }: { now: number; keepDays: number }): Promise<void> {
  const cut = { before: now - keepDays * DAY }
  await db.run('prune', () => ({ statements: [oldViews, oldItems, oldLists].map((line) => line(cut)), result: null }))
}
