import type { StoreContext } from '../markets/index.ts'
import { type Asking, candidatesFor } from './candidates.ts'
import { allLocations, type StockLocation } from './locations/index.ts'
import { readStock } from './snapshot.ts'
import type { Stock } from './sourcing.ts'

/** What a buyer asks of the rules before anything is chosen: anywhere in the market. */
function askingOf({ market, channel }: Pick<StoreContext, 'market' | 'channel'>): Asking {
  return { destination: null, marketCode: market.code, channelId: channel.id }
}

/**
 * The most that one order of this market and channel can get of each tracked variant now, backorders left out: all that can be shipped,
 * or what one store has for pickup if that is more. Holds that expired count as free. One read.
 */
export async function availableOf(
  ctx: StoreContext,
  variantIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (variantIds.length === 0) return new Map()
  const [locations, stock] = await Promise.all([allLocations(ctx), readStock(ctx, variantIds)])
  const asking = askingOf(ctx)
  const shipping = candidatesFor(locations, asking).serving
  const stores = pickupPlaces(locations, asking)
  return new Map(
    variantIds.map((variantId) => {
      const fetched = stores.map(({ id }) => stock.at(variantId, id))
      return [variantId, Math.max(sumOf(variantId, shipping, stock), ...fetched)]
    }),
  )
}

/** Where buyers of this market and channel may fetch their goods. */
export function pickupPlaces(locations: readonly StockLocation[], asking: Asking): readonly StockLocation[] {
  return locations.filter(
    (location) => candidatesFor([location], { ...asking, pickupLocationId: location.id }).serving.length > 0,
  )
}

export function sumOf(variantId: string, locations: readonly StockLocation[], stock: Stock): number {
  return locations.reduce((sum, { id }) => sum + stock.at(variantId, id), 0)
}
