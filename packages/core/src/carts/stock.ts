import { type HoldPlan, type HoldRequest, hold, missingAt, planHold } from '../inventory/index.ts'
import { MINUTE, type Statement } from '../kernel/index.ts'
import { isHeld, placeOf, type QuotedCart } from './quote.ts'

/** How long a chosen delivery keeps its goods. */
const HOLD_TIME = 15 * MINUTE

/** How many can be had of the lines that cannot be had in full, by line id. */
export type Shortages = ReadonlyMap<string, number>

export const NONE_SHORT: Shortages = new Map()

/**
 * Where each line would come from now, the cart's own hold counted as its own. The one engine that also makes the hold answers,
 * so that a warning and the hold cannot disagree. `address` is the buyer's network address, for the limit on holds.
 */
export function planStock(quoted: QuotedCart, address?: string): Promise<HoldPlan> {
  return planHold(quoted.store, { ...wishOf(quoted), address })
}

/** The lines of the cart that each place could not give. */
export function missingIn(quoted: QuotedCart, locationIds: readonly string[]): ReturnType<typeof missingAt> {
  return missingAt(quoted.store, wishOf(quoted), locationIds)
}

function wishOf({ store, cart, lines }: QuotedCart): HoldRequest {
  const { country } = placeOf(store, cart)
  return {
    cartId: cart.id,
    lines: lines.flatMap(({ row, variant, isForSale }) =>
      isForSale && variant !== null
        ? [
            {
              key: row.id,
              variantId: row.variantId,
              quantity: row.quantity,
              tracked: variant.tracked,
              backorder: variant.backorder,
              pickupLocationId: placeOfLine(cart, row.id),
            },
          ]
        : [],
    ),
    destination: country === '' ? null : { country, postalCode: cart.shippingAddress?.postalCode },
    pickupLocationId: cart.delivery?.locationId,
    marketCode: store.market.code,
    channelId: store.channel.id,
  }
}

/** What is missing of the lines, for a cart that does not hold its goods. */
export async function shortagesOf(quoted: QuotedCart): Promise<Shortages> {
  const { store, cart, lines } = quoted
  const isAsked =
    cart.status === 'open' && !isHeld(cart, store.now()) && lines.some(({ variant }) => variant?.tracked === true)
  return isAsked ? byLine(await planStock(quoted)) : NONE_SHORT
}

/** Where a line is fetched that reaches the buyer otherwise than the rest; undefined as the rest. */
function placeOfLine({ delivery }: QuotedCart['cart'], lineId: string): string | null | undefined {
  return delivery?.parts?.find(({ lineIds }) => lineIds.includes(lineId))?.locationId
}

export function byLine({ shortages }: HoldPlan): Shortages {
  return new Map(shortages.map(({ key, available }) => [key, available]))
}

/** The hold of a plan, and until when it lasts: null when nothing of it is counted stock. */
export function holdFor(quoted: QuotedCart, plan: HoldPlan) {
  const expiresAt = quoted.store.now() + HOLD_TIME
  const isCounted = plan.allocations.some(({ tracked }) => tracked)
  return {
    expiresAt: isCounted ? expiresAt : null,
    statements: (commandId: string): Statement[] => hold(quoted.store, plan, { commandId, expiresAt }),
  }
}
