import type { Context } from '../kernel/index.ts'
import { allMarkets, type Market, resolveStore } from '../markets/index.ts'
import { pricesFor } from '../pricing/index.ts'
import type { ProductRows } from './product-rows.ts'

export interface LowestPrice {
  readonly marketId: string
  readonly currency: string
  readonly productId: string
  readonly amount: number
}

/** The lowest price of each product in each market and currency that buyers can choose. */
export async function lowestPrices(ctx: Context, rows: ProductRows): Promise<LowestPrice[]> {
  const items = [...rows.variants.values()].flat().map(({ id }) => ({ variantId: id, quantity: 1 }))
  const markets = (await allMarkets(ctx)).filter(({ status }) => status === 'active')
  if (items.length === 0) return []
  const perPlace = await Promise.all(
    markets.flatMap((market) => market.currencies.map((currency) => lowestIn(ctx, { market, currency, rows, items }))),
  )
  return perPlace.flat()
}

async function lowestIn(
  ctx: Context,
  {
    market,
    currency,
    rows,
    items,
  }: { market: Market; currency: string; rows: ProductRows; items: { variantId: string; quantity: number }[] },
): Promise<LowestPrice[]> {
  const base = await resolveStore(ctx, {})
  const prices = await pricesFor({ ...base, market, currency }, items)
  return [...rows.variants].flatMap(([productId, variants]) => {
    const amounts = variants.flatMap(({ id }) => prices.get(id)?.amount ?? [])
    return amounts.length === 0 ? [] : [{ marketId: market.id, currency, productId, amount: Math.min(...amounts) }]
  })
}
