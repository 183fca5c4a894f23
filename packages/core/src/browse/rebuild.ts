import { sql } from 'drizzle-orm'
import { products } from '../catalog/index.ts'
import { type Context, param, query } from '../kernel/index.ts'
import { recount } from './recount.ts'
import { reindex } from './reindex.ts'

const productIds = query((q) =>
  q
    .select({ id: products.id })
    .from(products)
    .where(sql`${products.id} > ${param('after')}`)
    .orderBy(products.id)
    .limit(param('limit')),
)

/** Products of one command: few, so that nobody waits for the writer for long. */
const CHUNK = 16

/** The whole index anew, in chunks of one command each. */
export async function rebuild(ctx: Context): Promise<void> {
  let after = ''
  for (;;) {
    const rows = await ctx.db.all(productIds, { after, limit: CHUNK })
    const last = rows.at(-1)
    if (last === undefined) return recount(ctx)
    await reindex(
      ctx,
      rows.map(({ id }) => id),
      'browse.rebuild',
    )
    after = last.id
  }
}

const productsOfList = query((q) =>
  q
    .selectDistinct({ id: sql<string>`v.product_id`.as('id') })
    .from(sql`prices r join product_variants v on v.id = r.variant_id`)
    .where(sql`r.price_list_id = ${param('owner')}`),
)

const productsWithAttribute = query((q) =>
  q
    .selectDistinct({ id: sql<string>`product_id`.as('id') })
    .from(sql`attribute_values`)
    .where(sql`attribute_id = ${param('owner')}`),
)

/** After a price list changed, began or ended: every product that has a price in it. */
export async function reindexList(ctx: Context, priceListId: string): Promise<void> {
  await reindexAll(ctx, await ctx.db.all(productsOfList, { owner: priceListId }))
}

/** After an attribute or the name of a choice changed. */
export async function reindexAttribute(ctx: Context, attributeId: string): Promise<void> {
  await reindexAll(ctx, await ctx.db.all(productsWithAttribute, { owner: attributeId }))
}

async function reindexAll(ctx: Context, rows: readonly { readonly id: string }[]): Promise<void> {
  for (let at = 0; at < rows.length; at += CHUNK)
    await reindex(
      ctx,
      rows.slice(at, at + CHUNK).map(({ id }) => id),
    )
}
