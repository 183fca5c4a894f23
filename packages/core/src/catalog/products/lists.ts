import { eq, gte, or, sql } from 'drizzle-orm'
import {
  type Context,
  containing,
  contains,
  fromIso,
  newestFirst,
  type Page,
  param,
  query,
  type ShapeOf,
} from '../../kernel/index.ts'
import type { ProductStatus } from '../model.ts'
import { problems } from '../problems.ts'
import { collectionProducts, collections, products, productTags, productVariants } from '../schema.ts'
import type { ProductView, VariantView } from './model.ts'
import { productViews, variantViews } from './views.ts'

/** The column holds milliseconds; the filter is an instant. */
type Stored<Filters> = Omit<Filters, 'updatedSince'> & { readonly updatedSince?: number | undefined }

const since = (instant: string | undefined) => (instant === undefined ? {} : { updatedSince: fromIso(instant) })

interface Paging {
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface ProductFilters {
  readonly status?: ProductStatus | undefined
  /** Words in title or handle; a whole SKU or barcode. */
  readonly q?: string | undefined
  /** Id or handle. */
  readonly collection?: string | undefined
  readonly tag?: string | undefined
  readonly type?: string | undefined
  readonly vendor?: string | undefined
  /** ISO instant. */
  readonly updatedSince?: string | undefined
}

const hasCode = sql`exists (select 1 from product_variants v where v.product_id = ${products.id} and (v.sku = ${param('q')} or v.barcode = ${param('q')}))`
const inCollection = sql`${products.id} in (select cp.product_id from ${collectionProducts} cp
  join ${collections} c on c.id = cp.collection_id where c.id = ${param('collection')} or c.handle = ${param('collection')})`
const hasTag = sql`${products.id} in (select t.product_id from ${productTags} t where t.tag = ${param('tag')})`

const listedProducts = newestFirst(products, (has: ShapeOf<Stored<ProductFilters>>) => [
  has.status && eq(products.status, param('status')),
  has.q && or(contains([products.title, products.handle], 'q'), hasCode),
  has.collection && inCollection,
  has.tag && hasTag,
  has.type && eq(products.type, param('type')),
  has.vendor && eq(products.vendor, param('vendor')),
  has.updatedSince && gte(products.updatedAt, param('updatedSince')),
])

export async function listProducts(
  ctx: Context,
  { limit, cursor, q, updatedSince, ...filters }: ProductFilters & Paging,
): Promise<Page<ProductView>> {
  const { items, next } = await listedProducts(ctx, {
    filters: { ...filters, ...containing('q', q), ...since(updatedSince) },
    limit,
    cursor,
  })
  return {
    items: await productViews(
      ctx,
      items.map(({ id }) => id),
    ),
    next,
  }
}

export interface VariantFilters {
  readonly status?: 'active' | 'archived' | undefined
  readonly q?: string | undefined
  readonly sku?: string | undefined
  readonly barcode?: string | undefined
  readonly product?: string | undefined
  readonly updatedSince?: string | undefined
}

const ofProduct = sql`${productVariants.productId} in (select p.id from ${products} p where p.id = ${param('product')} or p.handle = ${param('product')})`

const listedVariants = newestFirst(productVariants, (has: ShapeOf<Stored<VariantFilters>>) => [
  has.status && eq(productVariants.status, param('status')),
  has.q && contains([productVariants.sku, productVariants.barcode], 'q'),
  has.sku && eq(productVariants.sku, param('sku')),
  has.barcode && eq(productVariants.barcode, param('barcode')),
  has.product && ofProduct,
  has.updatedSince && gte(productVariants.updatedAt, param('updatedSince')),
])

export async function listVariants(
  ctx: Context,
  { limit, cursor, q, updatedSince, ...filters }: VariantFilters & Paging,
): Promise<Page<VariantView>> {
  const { items, next } = await listedVariants(ctx, {
    filters: { ...filters, ...containing('q', q), ...since(updatedSince) },
    limit,
    cursor,
  })
  return { items: await variantViews(ctx, items), next }
}

const byCode = query((q) =>
  q
    .select({ id: productVariants.id, productId: productVariants.productId })
    .from(productVariants)
    .where(or(eq(productVariants.barcode, param('code')), eq(productVariants.sku, param('code'))))
    .orderBy(sql`${productVariants.barcode} is not ${param('code')}`, productVariants.id),
)

/** What a scanner read: every variant with this barcode, then the one with this SKU. Throws `catalog.notFound` when there is none. */
export async function variantsByCode(ctx: Context, code: string): Promise<VariantView[]> {
  const rows = await ctx.db.all(byCode, { code })
  if (rows.length === 0)
    throw problems.notFound({ detail: `Nothing has the barcode or SKU ${JSON.stringify(code.slice(0, 60))}.` })
  return variantViews(ctx, rows)
}
