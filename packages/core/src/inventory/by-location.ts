import type { StoreContext } from '../markets/index.ts'
import { candidatesFor } from './candidates.ts'
import { allLocations, type StockLocation } from './locations/index.ts'
import { readStock } from './snapshot.ts'

export interface LocationStock {
  readonly location: StockLocation
  readonly available: number
}

/**
 * What can be had of each variant now at every active location that serves the market and sales channel, by parcel or for collection.
 * Holds that expired count as free; a location that never had the variant is left out. One read.
 */
export async function stockByLocation(
  ctx: StoreContext,
  variantIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LocationStock[]>> {
  if (variantIds.length === 0) return new Map()
  const [locations, stock] = await Promise.all([allLocations(ctx), readStock(ctx, variantIds)])
  const serving = servingLocations(locations, ctx)
  return new Map(
    variantIds.map((variantId) => [
      variantId,
      serving
        .filter(({ id }) => stock.knows(variantId, id))
        .map((location) => ({ location, available: stock.at(variantId, location.id) })),
    ]),
  )
}

function servingLocations(
  locations: readonly StockLocation[],
  { market, channel }: Pick<StoreContext, 'market' | 'channel'>,
): readonly StockLocation[] {
  const asking = { destination: null, marketCode: market.code, channelId: channel.id }
  return locations.filter((location) =>
    [asking, { ...asking, pickupLocationId: location.id }].some(
      (way) => candidatesFor([location], way).serving.length > 0,
    ),
  )
}
