import * as v from 'valibot'

/** What a location is called and what a buyer must know when fetching there, by language. */
export type LocationTexts = Record<
  string,
  { readonly name?: string | undefined; readonly pickupNote?: string | undefined }
>

/** What was decided about a location: it serves, it could have but another was better, or it may not. */
export type Verdict = 'chosen' | 'passed' | 'refused'

/** Every reason of a sourcing decision, with its verdict and its words. */
export const REASONS = {
  pickup_chosen: ['chosen', 'the buyer fetches it here'],
  only_one: ['chosen', 'the only location that has it'],
  fewest_parcels: ['chosen', 'the order leaves in the fewest parcels this way'],
  same_country: ['chosen', 'in the country of the buyer'],
  priority: ['chosen', 'comes first by priority'],
  rush: ['chosen', 'many buyers want it at once; they are spread over the locations that have it'],
  backorder: ['chosen', 'will be sent from here when it arrives'],
  untracked: ['chosen', 'stock is not counted; the first location that serves the buyer sends it'],
  no_stock: ['passed', 'has none'],
  not_enough: ['passed', 'has some, but not enough'],
  other_turn: ['passed', 'has it too; many buyers want it at once and are spread'],
  more_parcels: ['passed', 'would need another parcel'],
  other_country: ['passed', 'in another country'],
  lower_priority: ['passed', 'comes later by priority'],
  archived: ['refused', 'is archived'],
  does_not_ship: ['refused', 'does not ship'],
  no_pickup: ['refused', 'nothing can be fetched there'],
  not_this_pickup: ['refused', 'the buyer fetches it elsewhere'],
  market_not_served: ['refused', 'does not serve this market'],
  country_not_served: ['refused', 'does not ship to this country'],
  channel_not_served: ['refused', 'does not serve this sales channel'],
} as const satisfies Record<string, readonly [Verdict, string]>

export type Why = keyof typeof REASONS

/** One candidate of one sourcing decision: the location, why, and what could be had there at that moment. A tuple, because each reservation keeps its own. */
export type ReasonRow = readonly [locationId: string, why: Why, available: number]

/** One location of a routing decision, in data and in words. */
export const ReasonSchema = v.object({
  locationId: v.string(),
  locationName: v.nullable(v.string()),
  verdict: v.picklist(['chosen', 'passed', 'refused']),
  why: v.string(),
  words: v.string(),
  available: v.number(),
})
export type ReasonView = v.InferOutput<typeof ReasonSchema>

/** Why a line is served from where it is. */
export interface Decision {
  readonly key: string
  readonly variantId: string
  readonly candidates: readonly ReasonRow[]
}

/** What a cart or order wants of one variant. `key` is the line's own name (cart line id), returned in allocations. */
export interface HoldLine {
  readonly key: string
  readonly variantId: string
  readonly quantity: number
  readonly tracked: boolean
  readonly backorder: boolean
  /** Where this line is fetched (null: it is sent), when that differs from the rest of the request. */
  readonly pickupLocationId?: string | null | undefined
}

export interface HoldRequest {
  readonly cartId: string | null
  readonly lines: readonly HoldLine[]
  /** Where it shall go; null while nobody knows (then country rules do not refuse anything). */
  readonly destination: { readonly country: string; readonly postalCode?: string | null | undefined } | null
  /** The store where the buyer fetches it; then only this location serves. */
  readonly pickupLocationId?: string | null | undefined
  readonly marketCode?: string | undefined
  readonly channelId: string
  /** Network address of the buyer, for the limit on holds; never stored in clear. */
  readonly address?: string | undefined
  /** `owe`: what is missing becomes a debt with a task, because an outside channel has sold it already. Default `refuse`. */
  readonly missing?: 'refuse' | 'owe' | undefined
}

/** So much of a line from this location. `short` of it have no stock behind them (backorder). Untracked goods touch no stock. */
export interface Allocation {
  readonly key: string
  readonly variantId: string
  readonly locationId: string
  readonly quantity: number
  readonly short: number
  readonly tracked: boolean
}

/** A line that cannot be had in full; `available` is what could be had of it. */
export interface Shortage {
  readonly key: string
  readonly variantId: string
  readonly requested: number
  readonly available: number
}

/** A live promise as other rooms handle it. `open` is what is still owed. */
export interface LiveReservation {
  readonly id: string
  readonly variantId: string
  readonly locationId: string
  readonly lineKey: string
  readonly quantity: number
  readonly short: number
  readonly open: number
  readonly status: 'held' | 'committed'
  readonly cartId: string | null
  readonly orderId: string | null
  readonly orderLineId: string | null
  /** Milliseconds; null when committed. */
  readonly expiresAt: number | null
}

/** What a hold would do, read from one snapshot. Pass it to `hold` or `commitPlan` in the same command. */
export interface HoldPlan {
  readonly cartId: string | null
  readonly allocations: readonly Allocation[]
  readonly shortages: readonly Shortage[]
  readonly reasons: readonly Decision[]
  /** Earlier holds of this cart that do not fit any more. */
  readonly superseded: readonly LiveReservation[]
  /** Earlier holds of this cart that stay as they are. */
  readonly kept: readonly LiveReservation[]
  /** Expired holds of others on the same variants. */
  readonly expired: readonly LiveReservation[]
  readonly addressKey: string | null
  /** Set when missing goods become a debt of an order that was taken elsewhere. */
  readonly intake: boolean
  /** Told when somebody else took the goods before this plan was written. */
  readonly lostRace: (variantId: string) => void
}

/** The numbers of one level. `available = onHand - reserved - committed - unavailable + short`. */
export interface Level {
  readonly variantId: string
  readonly locationId: string
  readonly onHand: number
  readonly reserved: number
  readonly committed: number
  readonly unavailable: number
  readonly incoming: number
  readonly short: number
  readonly available: number
}
