import type { StockLocation } from './locations/index.ts'
import type { HoldRequest, Why } from './model.ts'

/** Who asks, as far as the rules of a location look at it. */
export type Asking = Pick<HoldRequest, 'destination' | 'pickupLocationId' | 'marketCode' | 'channelId'>

export interface Candidates {
  /** Who may serve, the best first: in the buyer's country, then by priority. */
  readonly serving: readonly StockLocation[]
  readonly refused: readonly (readonly [location: StockLocation, why: Why])[]
}

/**
 * Which locations may serve this buyer. The one rule book of the promise, the hold and the routing. In a rush `turn` goes round
 * among those that are equally near.
 */
export function candidatesFor(locations: readonly StockLocation[], asking: Asking, turn = 0): Candidates {
  const near: StockLocation[] = []
  const far: StockLocation[] = []
  const refused: (readonly [StockLocation, Why])[] = []
  for (const location of locations) {
    const why = refusal(location, asking)
    if (why !== undefined) refused.push([location, why])
    else if (isNear(location, asking)) near.push(location)
    else far.push(location)
  }
  return { serving: [...turned(near, turn), ...turned(far, turn)], refused }
}

function turned<T>(list: readonly T[], turn: number): readonly T[] {
  const at = list.length === 0 ? 0 : turn % list.length
  return at === 0 ? list : [...list.slice(at), ...list.slice(0, at)]
}

export function isNear(
  { country }: Pick<StockLocation, 'country'>,
  { destination }: Pick<Asking, 'destination'>,
): boolean {
  return destination !== null && country === destination.country
}

function refusal(
  location: StockLocation,
  { destination, pickupLocationId, marketCode, channelId }: Asking,
): Why | undefined {
  if (location.status === 'archived') return 'archived'
  if (isOutside(location.channelIds, channelId)) return 'channel_not_served'
  if (isOutside(location.marketCodes, marketCode)) return 'market_not_served'
  if (pickupLocationId !== undefined && pickupLocationId !== null) {
    if (location.id !== pickupLocationId) return 'not_this_pickup'
    return location.pickup ? undefined : 'no_pickup'
  }
  if (!location.ships) return 'does_not_ship'
  return isOutside(location.countries, destination?.country) ? 'country_not_served' : undefined
}

/** An empty list means everyone; what is not known yet is not refused. */
function isOutside(list: readonly string[], value: string | undefined): boolean {
  return value !== undefined && list.length > 0 && !list.includes(value)
}
