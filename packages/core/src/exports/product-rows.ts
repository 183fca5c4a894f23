import { sql } from 'drizzle-orm'
import { type Addressable, mediaUrl } from '../catalog/index.ts'
import { type Context, grouped, list, param, type Query, query } from '../kernel/index.ts'
import { chunks } from './chunks.ts'

export type Picture = Addressable & { readonly alt: string }

const parsed = <T>(text: string) => JSON.parse(text) as T

const PICTURE = sql.raw(
  "json_object('id', m.id, 'url', m.url, 'contentType', m.content_type, 'sizes', json(m.sizes), 'alt', m.alt)",
)

const productRows = query((q) =>
  q
    .select({
      handle: sql<string>`p.handle`.as('handle'),
      id: sql<string>`p.id`.as('id'),
      title: sql<string>`p.title`.as('title'),
      description: sql<string>`p.description`.as('description'),
      vendor: sql<string>`p.vendor`.as('vendor'),
      type: sql<string>`p.type`.as('type'),
      tags: sql`p.tags`.mapWith(parsed<string[]>).as('tags'),
      status: sql<string>`p.status`.as('status'),
      seoTitle: sql<string | null>`p.seo_title`.as('seo_title'),
      seoDescription: sql<string | null>`p.seo_description`.as('seo_description'),
      options: sql`(select json_group_array(name) from (
        select name from product_options where product_id = p.id order by position))`
        .mapWith(parsed<string[]>)
        .as('options'),
      pictures: sql`(select json_group_array(${PICTURE}) from (
        select m.* from product_media x join media m on m.id = x.media_id where x.product_id = p.id order by x.position) m)`
        .mapWith(parsed<Picture[]>)
        .as('pictures'),
    })
    .from(sql`products p`)
    .where(sql`p.handle > ${param('after')} and p.status <> 'archived'`)
    .orderBy(sql`p.handle`)
    .limit(param('limit')),
)

const variantRows = query((q) =>
  q
    .select({
      productId: sql<string>`v.product_id`.as('product_id'),
      sku: sql<string>`v.sku`.as('sku'),
      barcode: sql<string | null>`v.barcode`.as('barcode'),
      grams: sql<number>`v.weight_grams`.as('weight_grams'),
      tracked: sql<number>`v.tracked`.as('tracked'),
      backorder: sql<number>`v.backorder`.as('backorder'),
      requiresShipping: sql<number>`v.requires_shipping`.as('requires_shipping'),
      values: sql`(select json_group_array(name) from (
        select w.name from variant_option_values c join product_option_values w on w.id = c.value_id
          join product_options o on o.id = c.option_id where c.variant_id = v.id order by o.position))`
        .mapWith(parsed<string[]>)
        .as('option_values'),
      stock: sql<number | null>`(select sum(on_hand - unavailable) from inventory_levels where variant_id = v.id)`.as(
        'stock',
      ),
      price: sql<number | null>`r.amount`.as('price'),
      compareAt: sql<number | null>`r.compare_at`.as('compare_at'),
      picture: sql`case when m.id is null then 'null' else ${PICTURE} end`
        .mapWith(parsed<Picture | null>)
        .as('picture'),
    })
    .from(
      sql`product_variants v left join media m on m.id = v.media_id left join prices r on r.id = (
        select c.id from prices c join price_lists x on x.id = c.price_list_id and x.is_default = 1
        where c.variant_id = v.id and c.currency = ${param('currency')} and c.min_quantity = 1
          and c.starts_at <= ${param('now')} and (c.ends_at is null or c.ends_at > ${param('now')})
        order by c.starts_at desc limit 1)`,
    )
    .where(sql`v.product_id in (select value from json_each(${param('ids')})) and v.status = 'active'`)
    .orderBy(sql`v.product_id`, sql`v.position`),
)

type RowOf<Q> = Q extends Query<infer Row> ? Row : never

export type VariantRow = RowOf<typeof variantRows>
export type ProductRow = RowOf<typeof productRows> & { readonly variants: readonly VariantRow[] }

/** Products by handle, whole, a few hundred at a time; archived ones and variants are left out. Prices are those of the default list now. */
export async function* wholeProducts(ctx: Context, currency: string): AsyncGenerator<ProductRow[]> {
  for await (const chunk of chunks(ctx, productRows, ({ handle }) => handle)) {
    const ids = list(chunk.map(({ id }) => id))
    const variants = await ctx.db.all(variantRows, { ids, currency, now: ctx.now() })
    const ofProduct = grouped(variants, ({ productId }) => productId)
    yield chunk.map((product) => ({ ...product, variants: ofProduct.get(product.id) ?? [] }))
  }
}

export function urlOf(ctx: Context, picture: Picture | null | undefined): string | null {
  return picture == null ? null : mediaUrl(ctx, picture)
}
