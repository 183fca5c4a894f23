import { sql } from 'drizzle-orm'
import { type Context, list, param, query } from '../kernel/index.ts'
import { chunks } from './chunks.ts'
import { csvLine } from './csv.ts'
import { decimal } from './decimal.ts'

interface Picture {
  readonly url: string | null
  readonly alt: string
}

const parsed = <T>(text: string) => JSON.parse(text) as T

const rows = query((q) =>
  q
    .select({
      key: sql<string>`p.handle`.as('handle'),
      id: sql<string>`p.id`.as('id'),
      title: sql<string>`p.title`.as('title'),
      description: sql<string>`p.description`.as('description'),
      vendor: sql<string>`p.vendor`.as('vendor'),
      type: sql<string>`p.type`.as('type'),
      tags: sql<string[]>`p.tags`.mapWith(parsed<string[]>).as('tags'),
      status: sql<string>`p.status`.as('status'),
      seoTitle: sql<string | null>`p.seo_title`.as('seo_title'),
      seoDescription: sql<string | null>`p.seo_description`.as('seo_description'),
      options: sql<
        string[]
      >`(select json_group_array(name) from (select name from product_options where product_id = p.id order by position))`
        .mapWith(parsed<string[]>)
        .as('options'),
      pictures: sql<
        Picture[]
      >`(select json_group_array(json_object('url', m.url, 'alt', m.alt)) from (select m.url, m.alt from product_media x join media m on m.id = x.media_id where x.product_id = p.id and m.url is not null order by x.position) m)`
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
      values: sql<
        string[]
      >`(select json_group_array(name) from (select w.name from variant_option_values c join product_option_values w on w.id = c.value_id join product_options o on o.id = c.option_id where c.variant_id = v.id order by o.position))`
        .mapWith(parsed<string[]>)
        .as('option_values'),
      stock: sql<
        number | null
      >`(select sum(on_hand - unavailable) from inventory_levels l where l.variant_id = v.id)`.as('stock'),
      price: sql<
        number | null
      >`(select r.amount from prices r join price_lists x on x.id = r.price_list_id and x.is_default = 1 where r.variant_id = v.id and r.currency = ${param('currency')} and r.min_quantity = 1 and r.starts_at <= ${param('now')} and (r.ends_at is null or r.ends_at > ${param('now')}) order by r.starts_at desc limit 1)`.as(
        'price',
      ),
      compareAt: sql<
        number | null
      >`(select r.compare_at from prices r join price_lists x on x.id = r.price_list_id and x.is_default = 1 where r.variant_id = v.id and r.currency = ${param('currency')} and r.min_quantity = 1 and r.starts_at <= ${param('now')} and (r.ends_at is null or r.ends_at > ${param('now')}) order by r.starts_at desc limit 1)`.as(
        'compare_at',
      ),
    })
    .from(sql`product_variants v`)
    .where(sql`v.product_id in (select value from json_each(${param('ids')})) and v.status = 'active'`)
    .orderBy(sql`v.product_id`, sql`v.position`),
)

const HEADER = [
  'Handle',
  'Title',
  'Body (HTML)',
  'Vendor',
  'Type',
  'Tags',
  'Published',
  'Option1 Name',
  'Option1 Value',
  'Option2 Name',
  'Option2 Value',
  'Option3 Name',
  'Option3 Value',
  'Variant SKU',
  'Variant Grams',
  'Variant Inventory Tracker',
  'Variant Inventory Qty',
  'Variant Inventory Policy',
  'Variant Price',
  'Variant Compare At Price',
  'Variant Requires Shipping',
  'Variant Barcode',
  'Image Src',
  'Image Position',
  'Image Alt Text',
  'SEO Title',
  'SEO Description',
]

type Product = typeof rows extends { compile(): { map(rows: never): (infer Row)[] } } ? Row : never
type Variant = typeof variantRows extends { compile(): { map(rows: never): (infer Row)[] } } ? Row : never

/** The catalogue in the columns of Shopify's product CSV, which `vitrine import shopify` reads again. Options beyond the third do not fit that format and are left out. */
export async function* productLines(ctx: Context, currency: string): AsyncGenerator<string> {
  yield csvLine(HEADER)
  for await (const chunk of chunks(ctx, rows, ({ key }) => key)) {
    const variants = await ctx.db.all(variantRows, { ids: list(chunk.map(({ id }) => id)), currency, now: ctx.now() })
    const lines = chunk.flatMap((product) =>
      linesOf(
        product,
        variants.filter(({ productId }) => productId === product.id),
        currency,
      ),
    )
    yield lines.join('')
  }
}

function linesOf(product: Product, variants: readonly Variant[], currency: string): string[] {
  const count = Math.max(variants.length, product.pictures.length)
  return Array.from({ length: count }, (_, at) =>
    csvLine([
      ...productCells(product, at),
      ...variantCells(product, variants[at], currency),
      ...pictureCells(product, at),
    ]),
  )
}

function productCells(product: Product, at: number): (string | null)[] {
  if (at > 0) return [product.key, null, null, null, null, null, null]
  return [
    product.key,
    product.title,
    product.description,
    product.vendor,
    product.type,
    product.tags.join(', '),
    product.status === 'active' ? 'true' : 'false',
  ]
}

function variantCells(product: Product, variant: Variant | undefined, currency: string): (string | number | null)[] {
  if (variant === undefined) return Array.from({ length: 15 }, () => null)
  const money = (amount: number | null) => (amount === null ? null : decimal(amount, currency))
  const options =
    product.options.length === 0
      ? ['Title', 'Default Title', null, null, null, null]
      : [0, 1, 2].flatMap((at) => [product.options[at] ?? null, variant.values[at] ?? null])
  return [
    ...options,
    variant.sku,
    variant.grams,
    variant.tracked === 1 ? 'vitrine' : null,
    variant.stock,
    variant.backorder === 1 ? 'continue' : 'deny',
    money(variant.price),
    money(variant.compareAt),
    variant.requiresShipping === 1 ? 'true' : 'false',
    variant.barcode,
  ]
}

function pictureCells(product: Product, at: number): (string | number | null)[] {
  const picture = product.pictures[at]
  return [
    picture?.url ?? null,
    picture === undefined ? null : at + 1,
    picture?.alt ?? null,
    ...(at === 0 ? [product.seoTitle, product.seoDescription] : [null, null]),
  ]
}
