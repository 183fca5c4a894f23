import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import { productVariants } from '../catalog/index.ts'
import { grouped, type KeptValue, keptById, list, oneOf, param, type Query, query } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'
import { lowestBefore, type Period, stronger } from './lowest.ts'
import { PRICE_LISTS } from './price-lists.ts'
import { priceHistory, priceLists, prices } from './schema.ts'

/** What one piece costs now, in minor units of the currency of the context; gross or net as the market says. */
export interface UnitPrice {
  readonly amount: number
  /** The price before the reduction, when one is announced; always above `amount`. */
  readonly compareAt: number | null
  /** With a reduction: the lowest price of the 30 days before it. */
  readonly lowest30: number | null
  readonly priceListId: string | null
}

export interface PriceRequest {
  readonly variantId: string
  readonly quantity: number
}

const inForce = query((q) =>
  q
    .select({
      variantId: prices.variantId,
      productId: productVariants.productId,
      priceListId: prices.priceListId,
      minQuantity: prices.minQuantity,
      amount: prices.amount,
      compareAt: prices.compareAt,
      startsAt: prices.startsAt,
      priority: priceLists.priority,
      kind: priceLists.kind,
    })
    .from(prices)
    .innerJoin(priceLists, eq(priceLists.id, prices.priceListId))
    .innerJoin(productVariants, eq(productVariants.id, prices.variantId))
    .where(
      and(
        oneOf(prices.variantId, 'variantIds'),
        eq(prices.currency, param('currency')),
        lte(prices.startsAt, param('now')),
        or(isNull(prices.endsAt), gt(prices.endsAt, param('now'))),
        eq(priceLists.status, 'active'),
        or(isNull(priceLists.marketId), eq(priceLists.marketId, param('marketId'))),
        lte(priceLists.startsAt, param('now')),
        or(isNull(priceLists.endsAt), gt(priceLists.endsAt, param('now'))),
      ),
    ),
)

const history = query((q) =>
  q
    .select({
      variantId: priceHistory.variantId,
      amount: priceHistory.amount,
      priority: priceHistory.priority,
      startsAt: priceHistory.startsAt,
      fromAt: priceHistory.fromAt,
      toAt: priceHistory.toAt,
    })
    .from(priceHistory)
    .where(
      and(
        oneOf(priceHistory.variantId, 'variantIds'),
        eq(priceHistory.currency, param('currency')),
        lte(priceHistory.fromAt, param('now')),
        or(isNull(priceHistory.marketId), eq(priceHistory.marketId, param('marketId'))),
      ),
    ),
)

type Candidate = typeof inForce extends Query<infer R> ? R : never

/**
 * The price of one piece of each variant when so many are bought, in one read, and a second one when something is reduced.
 * Variants without a price in the currency are absent. A variant that is asked for twice is priced at the greater quantity.
 * With `keep` they stay in memory until they change: for carts, which ask again and again; not for passes over the whole catalogue.
 */
export async function pricesFor(
  ctx: StoreContext,
  items: readonly PriceRequest[],
  { keep = false }: { readonly keep?: boolean } = {},
): Promise<Map<string, UnitPrice>> {
  const quantities = new Map<string, number>()
  for (const { variantId, quantity } of items)
    quantities.set(variantId, Math.max(quantity, quantities.get(variantId) ?? 0))
  const found = new Map<string, UnitPrice>()
  if (quantities.size === 0) return found
  for (const [variantId, rows] of await (keep ? keptCandidates : candidatesFor)(ctx, [...quantities.keys()])) {
    const price = choose(rows, quantities.get(variantId) ?? 1)
    if (price !== undefined) found.set(variantId, price)
  }
  return withLowest(ctx, found)
}

/** Rough size of a price in memory, in bytes. */
const SIZE = 200

/** Every price in force of each variant. */
async function candidatesFor(ctx: StoreContext, variantIds: readonly string[]): Promise<Map<string, Candidate[]>> {
  const rows = await ctx.db.all(inForce, { variantIds: list(variantIds), ...scopeOf(ctx) })
  return grouped(rows, ({ variantId }) => variantId)
}

/** The same, until a price of the product changes, begins or ends. */
function keptCandidates(ctx: StoreContext, ids: readonly string[]): Promise<Map<string, readonly Candidate[]>> {
  return keptById(ctx, {
    ids,
    prefix: `price ${ctx.market.id} ${ctx.currency}`,
    load: async (missing) =>
      new Map([...(await candidatesFor(ctx, missing))].map(([id, found]) => [id, keptPrices(found)])),
  })
}

function keptPrices(value: readonly Candidate[]): KeptValue<readonly Candidate[]> {
  const topics = [...new Set(value.map(({ productId }) => `product:${productId}`)), PRICE_LISTS]
  return { value, topics, bytes: SIZE * (1 + value.length) }
}

function scopeOf(ctx: StoreContext) {
  return { currency: ctx.currency, marketId: ctx.market.id, now: ctx.now() }
}

/** Lists go by priority, then the tier that the quantity reaches, then the later start. */
function choose(rows: readonly Candidate[], quantity: number): UnitPrice | undefined {
  const reached = rows
    .filter(({ minQuantity }) => minQuantity <= quantity)
    .sort((a, b) => b.priority - a.priority || b.minQuantity - a.minQuantity || stronger(a, b))
  const [best] = reached
  if (best === undefined) return undefined
  const usual = best.kind === 'sale' ? reached.find(({ kind }) => kind === 'regular')?.amount : undefined
  const compareAt = best.compareAt ?? usual ?? null
  return {
    amount: best.amount,
    compareAt: compareAt !== null && compareAt > best.amount ? compareAt : null,
    lowest30: null,
    priceListId: best.priceListId,
  }
}

async function withLowest(ctx: StoreContext, found: Map<string, UnitPrice>): Promise<Map<string, UnitPrice>> {
  const reduced = [...found].filter(([, { compareAt }]) => compareAt !== null).map(([variantId]) => variantId)
  if (reduced.length === 0) return found
  const rows = await ctx.db.all(history, { variantIds: list(reduced), ...scopeOf(ctx) })
  const periods: Map<string, Period[]> = grouped(rows, ({ variantId }) => variantId)
  for (const variantId of reduced) {
    const price = found.get(variantId)
    const lowest30 = lowestBefore(periods.get(variantId) ?? [], ctx.now())
    if (price !== undefined) found.set(variantId, { ...price, lowest30 })
  }
  return found
}
