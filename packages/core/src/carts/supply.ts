import { type HoldPlan, liveReservations, refuseShortages, releaseHold } from '../inventory/index.ts'
import type { Statement } from '../kernel/index.ts'
import type { Edit } from './change.ts'
import { chooseAgain, chooseDeliveries } from './delivery.ts'
import type { ChosenDelivery, DeliveryInput } from './model.ts'
import { problems } from './problems.ts'
import { placeOf, type QuotedCart, requireForSale } from './quote.ts'
import type { CartRow, CartSnapshot } from './snapshot.ts'
import { byLine, holdFor, NONE_SHORT, planStock, type Shortages, shortagesOf } from './stock.ts'

/** What a change means for delivery and stock. */
export interface Supply {
  /** With the delivery and the end of the hold. */
  readonly cart: CartRow
  readonly shortages: Shortages
  readonly statements: (commandId: string) => Statement[]
}

export interface Supplying {
  readonly before: CartSnapshot
  readonly edit: Edit
  /** The buyer's network address. */
  readonly address: string | undefined
}

const none = (): Statement[] => []

/**
 * Holds the goods of a cart whose delivery is chosen, anew when goods or destination changed. A choice that is not offered any more is
 * dropped and its goods are released. What the buyer asked for in this change must be there; what else is short becomes a warning.
 */
export async function supply(quoted: QuotedCart, { before, edit, address }: Supplying): Promise<Supply> {
  const { cart } = quoted
  const asked = new Set(edit.asked)
  if (edit.delivery !== undefined) return holdAll(await withChoice(quoted, edit.delivery), address)
  if (!edit.renews && !hasMoved(quoted, before, edit.after))
    return { cart, shortages: await shortagesOf(quoted), statements: none }
  if (cart.delivery === null) return advise(quoted, asked)
  const delivery = await choiceAgain(quoted, cart.delivery)
  if (delivery === undefined) return drop(quoted, before, asked)
  const next = { ...quoted, cart: { ...cart, delivery } }
  if (edit.renews) return holdAll(next, address)
  const plan = await planStock(next, address)
  refuseAsked(quoted, plan, asked)
  return plan.shortages.length === 0 ? held(next, plan) : drop(quoted, before, asked)
}

async function withChoice(quoted: QuotedCart, wish: DeliveryInput): Promise<QuotedCart> {
  if (quoted.lines.length === 0) throw problems.empty()
  requireForSale(
    quoted,
    quoted.lines.map(({ row }) => row.variantId),
  )
  return { ...quoted, cart: { ...quoted.cart, delivery: await chooseDeliveries(quoted, wish) } }
}

async function choiceAgain(quoted: QuotedCart, before: ChosenDelivery): Promise<ChosenDelivery | undefined> {
  const hasGoods = quoted.lines.some(({ isForSale }) => isForSale)
  return hasGoods ? chooseAgain(quoted, before) : undefined
}

/** Everything or nothing. Throws `inventory.insufficient` with what is left of each line. */
async function holdAll(quoted: QuotedCart, address: string | undefined): Promise<Supply> {
  const plan = await planStock(quoted, address)
  refuseShortages(plan.shortages)
  return held(quoted, plan)
}

function held(quoted: QuotedCart, plan: HoldPlan): Supply {
  const { expiresAt, statements } = holdFor(quoted, plan)
  return { cart: { ...quoted.cart, holdExpiresAt: expiresAt }, shortages: NONE_SHORT, statements }
}

async function advise(quoted: QuotedCart, asked: ReadonlySet<string>): Promise<Supply> {
  const plan = await planStock(quoted)
  refuseAsked(quoted, plan, asked)
  return { cart: quoted.cart, shortages: byLine(plan), statements: none }
}

async function drop(quoted: QuotedCart, before: CartSnapshot, asked: ReadonlySet<string>): Promise<Supply> {
  const { store } = quoted
  const cart = { ...quoted.cart, delivery: null, holdExpiresAt: null }
  const owned = before.cart.holdExpiresAt === null ? [] : await liveReservations(store, { cartId: cart.id })
  const { shortages } = await advise({ ...quoted, cart }, asked)
  return {
    cart,
    shortages,
    statements: (commandId) => releaseHold(store, owned, { commandId, reason: 'cart changed' }),
  }
}

function refuseAsked({ lines }: QuotedCart, { shortages }: HoldPlan, asked: ReadonlySet<string>): void {
  const ids = new Set(lines.filter(({ row }) => asked.has(row.variantId)).map(({ row }) => row.id))
  refuseShortages(shortages.filter(({ key }) => ids.has(key)))
}

/** Whether goods or destination are other ones than before. */
function hasMoved({ store, cart }: QuotedCart, before: CartSnapshot, after: CartSnapshot): boolean {
  const [was, is] = [placeOf(store, before.cart), placeOf(store, cart)]
  return (
    after.lines !== before.lines ||
    cart.marketId !== before.cart.marketId ||
    cart.currency !== before.cart.currency ||
    cart.language !== before.cart.language ||
    was.country !== is.country ||
    was.region !== is.region ||
    cart.shippingAddress?.postalCode !== before.cart.shippingAddress?.postalCode
  )
}
