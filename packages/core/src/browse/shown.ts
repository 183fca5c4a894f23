import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { isPublished, products, publications } from '../catalog/index.ts'
import { list, oneOf, param, query, textOf } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { cards } from './cards.ts'
import { type Field, INCLUDES, type ProductView } from './model.ts'
import { product } from './service.ts'

const isSold = and(
  eq(products.status, 'active'),
  eq(publications.channelId, param('channelId')),
  sql`${isPublished(param('now'))}`,
)
const onShow = eq(publications.productId, products.id)

const soldIds = query((q) =>
  q
    .select({ id: products.id })
    .from(products)
    .innerJoin(publications, onShow)
    .where(and(oneOf(products.id, 'ids'), isSold)),
)

const soldAfter = query((q) =>
  q
    .select({ id: products.id, handle: products.handle, updatedAt: products.updatedAt })
    .from(publications)
    .innerJoin(products, onShow)
    // By the key of publications, so that a page costs the same wherever it begins.
    .where(and(gt(publications.productId, param('after')), isSold))
    .orderBy(asc(publications.productId))
    .limit(param('limit')),
)

/** With every part of it. */
export type WholeProduct = { readonly [Part in keyof ProductView]-?: Exclude<ProductView[Part], undefined> }

/** A product as `GET /store/products/:handle` answers it. Throws `browse.productMoved`, `productGone` or `productNotFound`. */
export async function shownProduct(ctx: StoreContext, handle: string): Promise<WholeProduct> {
  return JSON.parse(textOf(await product(ctx, handle, undefined))) as WholeProduct
}

/** Those of the products that the sales channel sells now. */
export async function soldOf(
  { db, channel, now }: Pick<StoreContext, 'db' | 'now' | 'channel'>,
  ids: readonly string[],
): Promise<string[]> {
  const sold = await db.all(soldIds, { ids: list(ids), channelId: channel.id, now: now() })
  return sold.map(({ id }) => id)
}

/** Products by id as this buyer sees them, in no order; who is not sold here now is left out. `fields` as in lists, `id` and `handle` always. */
export async function shownProducts<const F extends Field>(
  ctx: StoreContext,
  ids: readonly string[],
  fields: readonly F[],
): Promise<Map<string, Pick<WholeProduct, F | 'id' | 'handle'>>> {
  const sold = await soldOf(ctx, ids)
  const include = INCLUDES.filter((part) => (fields as readonly Field[]).includes(part))
  const found = await cards(ctx, sold, { include, fields })
  return new Map([...found].map(([id, card]) => [id, JSON.parse(textOf(card))]))
}

export interface SoldProduct {
  readonly id: string
  readonly handle: string
  /** Milliseconds. */
  readonly updatedAt: number
}

/** What a sales channel shows now, in the order of ids, page after page (`after` is the last id of the page before, empty at first): for walks through everything. */
export function soldProducts(
  ctx: Pick<StoreContext, 'db' | 'now' | 'channel'>,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<SoldProduct[]> {
  return ctx.db.all(soldAfter, { after, limit, channelId: ctx.channel.id, now: ctx.now() })
}
