import { extensionPoint } from '../kernel/index.ts'
import type { StoreContext } from '../markets/index.ts'

/** Something that makes a cart cheaper (amount below zero) or dearer. Minor units of the cart's currency. */
export interface Adjustment {
  /** Who made it: the name of the filter. */
  readonly source: string
  /** Stable word for machines, such as a coupon code. */
  readonly code: string
  /** For the buyer, in the cart's language. */
  readonly label: string
  readonly amount: number
  /** A line, the delivery, or the order as a whole, which is then shared out over the lines by their value. */
  readonly target: { readonly line: string } | 'order' | 'delivery'
}

/** What a filter sees of a cart. Amounts in minor units of `currency`. */
export interface AdjustableCart {
  readonly id: string
  readonly marketId: string
  readonly channelId: string
  readonly currency: string
  readonly language: string
  readonly customerId: string | null
  readonly email: string | null
  readonly country: string | null
  readonly lines: readonly {
    readonly id: string
    readonly variantId: string
    readonly productId: string
    readonly quantity: number
    readonly unitAmount: number
  }[]
  /** Null while no delivery is chosen. */
  readonly deliveryAmount: number | null
}

/**
 * Adds, changes or removes adjustments. `load` may read and runs once per look at the cart; `run` is pure: it gets what earlier
 * filters made and answers the new list. Nothing falls below zero: what is too much is cut off.
 * @example contribute(cartAdjustments, { name: 'bulk', run: (adjustments, { cart }) => [...adjustments, tenPercent(cart)] })
 */
export interface CartAdjuster<Loaded = unknown> {
  readonly name: string
  readonly load?: (ctx: StoreContext, cart: AdjustableCart) => Promise<Loaded> | Loaded
  readonly run: (
    adjustments: readonly Adjustment[],
    about: { readonly cart: AdjustableCart; readonly loaded: Loaded },
  ) => readonly Adjustment[]
}

export const cartAdjustments = extensionPoint<CartAdjuster>('cart.adjustments')

/** Types what `load` answers for `run`, then forgets it, so that filters of all kinds fit one list. */
export function adjuster<Loaded>(filter: CartAdjuster<Loaded>): CartAdjuster {
  return filter as CartAdjuster
}

/** A filter and what it read for one look at a cart: they stay together, whatever is turned off meanwhile. */
export interface LoadedAdjuster {
  readonly filter: CartAdjuster
  readonly loaded: unknown
}

/** What the filters read for one look at a cart, in their order. */
export async function loadAdjusters(ctx: StoreContext, cart: AdjustableCart): Promise<readonly LoadedAdjuster[]> {
  const filters = ctx.extensions.of(cartAdjustments)
  return Promise.all(filters.map(async (filter) => ({ filter, loaded: await filter.load?.(ctx, cart) })))
}

/** All filters in their order. One that answers anything but whole minor units is a fault of its author, and throws. */
export function runAdjusters(cart: AdjustableCart, filters: readonly LoadedAdjuster[]): readonly Adjustment[] {
  let adjustments: readonly Adjustment[] = []
  for (const { filter, loaded } of filters) {
    adjustments = filter.run(adjustments, { cart, loaded })
    const wrong = adjustments.find(({ amount }) => !Number.isSafeInteger(amount))
    if (wrong !== undefined) throw new RangeError(`cart.adjustments/${filter.name}: ${wrong.amount} is not minor units`)
  }
  return adjustments
}
