import { and, asc, eq, gt, isNull, lte, or } from 'drizzle-orm'
import { type LowestPrices, productVariants, refreshProducts } from '../catalog/index.ts'
import { on } from '../events/index.ts'
import { type Context, grouped, list, oneOf, param, query } from '../kernel/index.ts'
import { type PriceEvent, priceChanged, priceListUpdated } from './events.ts'
import { stronger } from './lowest.ts'
import { priceLists, prices } from './schema.ts'

const everywhere = query((q) =>
  q
    .select({
      productId: productVariants.productId,
      variantId: prices.variantId,
      currency: prices.currency,
      amount: prices.amount,
      priority: priceLists.priority,
      startsAt: prices.startsAt,
    })
    .from(prices)
    .innerJoin(productVariants, eq(productVariants.id, prices.variantId))
    .innerJoin(priceLists, eq(priceLists.id, prices.priceListId))
    .where(
      and(
        oneOf(productVariants.productId, 'products'),
        eq(productVariants.status, 'active'),
        eq(prices.minQuantity, 1),
        eq(priceLists.status, 'active'),
        isNull(priceLists.marketId),
        lte(prices.startsAt, param('now')),
        or(isNull(prices.endsAt), gt(prices.endsAt, param('now'))),
        lte(priceLists.startsAt, param('now')),
        or(isNull(priceLists.endsAt), gt(priceLists.endsAt, param('now'))),
      ),
    ),
)

/** The lowest price of each product by currency in the lists that hold in every market; what collections with a rule go by. */
export const lowestEverywhere: LowestPrices = async (ctx, productIds) => {
  const rows = await ctx.db.all(everywhere, { products: list(productIds), now: ctx.now() })
  const lowest = new Map<string, Map<string, number>>()
  for (const [, candidates] of grouped(rows, ({ variantId, currency }) => `${variantId}/${currency}`)) {
    const [charged] = [...candidates].sort(stronger)
    if (charged === undefined) continue
    const ofProduct = lowest.get(charged.productId) ?? new Map<string, number>()
    ofProduct.set(charged.currency, Math.min(charged.amount, ofProduct.get(charged.currency) ?? charged.amount))
    lowest.set(charged.productId, ofProduct)
  }
  return lowest
}

const TOGETHER = 500

const productsOfList = query((q) =>
  q
    .selectDistinct({ id: productVariants.productId })
    .from(prices)
    .innerJoin(productVariants, eq(productVariants.id, prices.variantId))
    .where(and(eq(prices.priceListId, param('list')), gt(productVariants.productId, param('after'))))
    .orderBy(asc(productVariants.productId))
    .limit(TOGETHER),
)

export const followPrices = on<PriceEvent>(priceChanged, {
  name: 'pricing/membership-of-products',
  from: 'start',
  run: ({ data }, ctx) => refreshProducts(ctx, [data.productId]),
})

export const followLists = on(priceListUpdated, {
  name: 'pricing/membership-of-lists',
  from: 'start',
  run: ({ data }, ctx) => refreshList(ctx, data.priceListId),
})

async function refreshList(ctx: Context, priceListId: string): Promise<void> {
  for (let after = ''; ; ) {
    const ids = (await ctx.db.all(productsOfList, { list: priceListId, after })).map(({ id }) => id)
    if (ids.length > 0) await refreshProducts(ctx, ids)
    if (ids.length < TOGETHER) return
    after = ids.at(-1) as string
  }
}
