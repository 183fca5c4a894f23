import { and, desc, eq, or, sql } from 'drizzle-orm'
import { products, productVariants } from '../catalog/index.ts'
import {
  type App,
  type Context,
  iso,
  isoOrNull,
  list,
  newestFirst,
  oneOf,
  type Page,
  param,
  query,
  type ShapeOf,
} from '../kernel/index.ts'
import { allMarkets } from '../markets/index.ts'
import type { PricePeriod, PriceView } from './model.ts'
import type { PriceRecord } from './moves.ts'
import { allPriceLists } from './price-lists.ts'
import { problems } from './problems.ts'
import { priceHistory, priceLists, prices } from './schema.ts'

const ofVariants = query((q) => q.select().from(prices).where(oneOf(prices.variantId, 'variantIds')))
const byId = query((q) =>
  q
    .select({ price: prices, productId: productVariants.productId })
    .from(prices)
    .innerJoin(productVariants, eq(productVariants.id, prices.variantId))
    .where(eq(prices.id, param('id'))),
)
const variants = query((q) =>
  q
    .select({ id: productVariants.id, sku: productVariants.sku, productId: productVariants.productId })
    .from(productVariants)
    .where(or(oneOf(productVariants.id, 'refs'), oneOf(productVariants.sku, 'refs'))),
)

export interface KnownVariant {
  readonly id: string
  readonly sku: string
  readonly productId: string
}

/** Every price of the variants, whatever its list, currency and date. */
export const pricesOfVariants = (ctx: Pick<App, 'db'>, variantIds: readonly string[]): Promise<PriceRecord[]> =>
  ctx.db.all(ofVariants, { variantIds: list(variantIds) })

/** Variants by id or SKU. */
export async function knownVariants(ctx: Pick<App, 'db'>, refs: readonly string[]): Promise<Map<string, KnownVariant>> {
  const rows = await ctx.db.all(variants, { refs: list(refs) })
  return new Map([...rows.map((row) => [row.sku, row] as const), ...rows.map((row) => [row.id, row] as const)])
}

/** Throws `pricing.notFound`. */
export async function priceRow(ctx: Pick<App, 'db'>, id: string): Promise<{ price: PriceRecord; productId: string }> {
  const row = await ctx.db.get(byId, { id })
  if (row === undefined) throw problems.notFound({ detail: 'There is no price with this id.' })
  return row
}

interface Filters {
  readonly variant?: string | undefined
  readonly product?: string | undefined
  readonly list?: string | undefined
  readonly currency?: string | undefined
}

const ofVariant = sql`${prices.variantId} in (select v.id from ${productVariants} v where v.id = ${param('variant')} or v.sku = ${param('variant')})`
const ofProduct = sql`${prices.variantId} in (select v.id from ${productVariants} v join ${products} p on p.id = v.product_id
  where p.id = ${param('product')} or p.handle = ${param('product')})`
const ofList = sql`${prices.priceListId} in (select l.id from ${priceLists} l where l.id = ${param('list')} or l.code = ${param('list')})`

const listed = newestFirst(prices, (has: ShapeOf<Filters>) => [
  has.variant && ofVariant,
  has.product && ofProduct,
  has.list && ofList,
  has.currency && eq(prices.currency, param('currency')),
])

export async function listPrices(
  ctx: Context,
  { limit, cursor, ...filters }: Filters & { limit: number; cursor?: string | undefined },
): Promise<Page<PriceView>> {
  const currency = filters.currency?.toUpperCase()
  const { items, next } = await listed(ctx, { filters: { ...filters, currency }, limit, cursor })
  const [known, lists] = await Promise.all([
    knownVariants(
      ctx,
      items.map(({ variantId }) => variantId),
    ),
    allPriceLists(ctx),
  ])
  const codes = new Map(lists.map(({ id, code }) => [id, code]))
  return {
    items: items.map(({ priceListId, startsAt, ...row }) => ({
      ...row,
      sku: known.get(row.variantId)?.sku ?? '',
      priceList: codes.get(priceListId) ?? priceListId,
      startsAt: startsAt === 0 ? null : iso(startsAt),
      endsAt: isoOrNull(row.endsAt),
      createdAt: iso(row.createdAt),
      updatedAt: iso(row.updatedAt),
    })),
    next,
  }
}

const periods = query((q) =>
  q
    .select()
    .from(priceHistory)
    .where(
      and(
        eq(priceHistory.variantId, param('variantId')),
        or(eq(priceHistory.currency, param('currency')), sql`${param('currency')} = ''`),
      ),
    )
    .orderBy(desc(priceHistory.fromAt), desc(priceHistory.number)),
)

/** What a variant (id or SKU) cost, the latest first, planned prices included. Throws `pricing.notFound`. */
export async function priceHistoryOf(
  ctx: Context,
  { variant, currency = '' }: { variant: string; currency?: string | undefined },
): Promise<PricePeriod[]> {
  const found = (await knownVariants(ctx, [variant])).get(variant)
  if (found === undefined)
    throw problems.notFound({ detail: `There is no variant ${JSON.stringify(variant.slice(0, 60))}.` })
  const [rows, lists, markets] = await Promise.all([
    ctx.db.all(periods, { variantId: found.id, currency: currency.toUpperCase() }),
    allPriceLists(ctx),
    allMarkets(ctx),
  ])
  return rows.map((row) => ({
    priceList: lists.find(({ id }) => id === row.priceListId)?.code ?? row.priceListId,
    market: markets.find(({ id }) => id === row.marketId)?.code ?? row.marketId,
    currency: row.currency,
    amount: row.amount,
    from: iso(row.fromAt),
    to: isoOrNull(row.toAt),
  }))
}
