import { type Context, list, oneOf, param, plain, query, remembered } from '@vitrine/core'
import { and, eq, gt, lte, sql } from 'drizzle-orm'
import { offered, pages } from '../schema.ts'
import type { Page } from './page.ts'

/** What lines about pages touch. */
const PAGES = 'storefront/pages'
const touching = { touches: PAGES }

const connectionId = param('connectionId')

const put = plain(sql`insert into storefront_pages (connection_id, product_id, key, is_listed, page, changed_at)
  values (${connectionId}, ${param('productId')}, ${param('key')}, 1, ${param('page')}, ${param('now')})
  on conflict (connection_id, product_id) do update set
    key = excluded.key, is_listed = 1, page = excluded.page, changed_at = excluded.changed_at`)
const end = plain(sql`update storefront_pages set is_listed = 0, changed_at = ${param('now')}
  where connection_id = ${connectionId} and key in (select value from json_each(${param('keys')}))`)
const offer = plain(sql`insert into storefront_offered (connection_id, product_id)
  select ${connectionId}, value from json_each(${param('ids')}) where true on conflict do nothing`)

interface Putting {
  readonly connectionId: string
  readonly key: string
  readonly page: Page
  readonly now: number
}

export function putLine({ page, ...row }: Putting) {
  return put({ ...row, productId: page.productId, page: JSON.stringify(page) }, touching)
}

/** A page that is not listed any more is remembered as such, so that it tells robots. */
export function endLine(given: { readonly connectionId: string; readonly keys: readonly string[]; now: number }) {
  return end({ ...given, keys: list(given.keys) }, touching)
}

/** Notes that products were listed without anybody's asking, which happens once. */
export function offerLine(given: { readonly connectionId: string; readonly ids: readonly string[] }) {
  return offer({ ...given, ids: list(given.ids) })
}

const ofConnection = eq(pages.connectionId, connectionId)
const byKeys = query((q) =>
  q
    .select()
    .from(pages)
    .where(and(ofConnection, oneOf(pages.key, 'keys'))),
)
const byProduct = query((q) =>
  q
    .select({ isListed: pages.isListed, page: pages.page })
    .from(pages)
    .where(and(ofConnection, eq(pages.productId, param('productId')))),
)
const listedBetween = query((q) =>
  q
    .select({ productId: pages.productId })
    .from(pages)
    .where(
      and(
        ofConnection,
        gt(pages.productId, param('after')),
        lte(pages.productId, param('last')),
        eq(pages.isListed, true),
      ),
    ),
)
const metBefore = query((q) =>
  q
    .select({ productId: offered.productId })
    .from(offered)
    .where(and(eq(offered.connectionId, connectionId), oneOf(offered.productId, 'ids')))
    .unionAll(
      q
        .select({ productId: pages.productId })
        .from(pages)
        .where(and(ofConnection, oneOf(pages.productId, 'ids'))),
    ),
)

type Db = Pick<Context, 'db'>

export function pagesByKeys({ db }: Db, of: { readonly connectionId: string; readonly keys: readonly string[] }) {
  return db.all(byKeys, { ...of, keys: list(of.keys) })
}

interface Between {
  readonly connectionId: string
  readonly after: string
  readonly last: string
}

/** Products whose pages are listed, of those with ids after one and up to another. */
export async function listedPages({ db }: Db, between: Between): Promise<ReadonlySet<string>> {
  return new Set((await db.all(listedBetween, { ...between })).map(({ productId }) => productId))
}

/** Products that have a page, or were listed by themselves once. */
export async function metProducts(
  { db }: Db,
  of: { readonly connectionId: string; readonly ids: readonly string[] },
): Promise<ReadonlySet<string>> {
  return new Set((await db.all(metBefore, { ...of, ids: list(of.ids) })).map(({ productId }) => productId))
}

/** How a window stands to the page of a product: it lists it, did so once, or never did. */
export type Standing = { readonly is: 'listed'; readonly page?: Page } | { readonly is: 'ended' | 'unlisted' }

/** Pages that are kept in memory between two changes. */
const MOST_KEPT = 5_000
const standings = remembered({ touches: [PAGES], load: async () => new Map<string, Promise<Standing>>() })

/** Kept in memory, so that a page that is asked for again and again reads nothing. */
export async function standingOf(
  ctx: Pick<Context, 'db' | 'now'>,
  of: { readonly connectionId: string; readonly productId: string },
): Promise<Standing> {
  const all = await standings(ctx)
  const key = `${of.connectionId} ${of.productId}`
  const before = all.get(key)
  if (before !== undefined) return before
  if (all.size >= MOST_KEPT) all.clear()
  const read = readStanding(ctx, of)
  all.set(key, read)
  read.catch(() => all.delete(key))
  return read
}

async function readStanding(
  { db }: Db,
  of: { readonly connectionId: string; readonly productId: string },
): Promise<Standing> {
  const row = await db.get(byProduct, { ...of })
  if (row === undefined) return { is: 'unlisted' }
  return row.isListed ? { is: 'listed', page: row.page } : { is: 'ended' }
}
