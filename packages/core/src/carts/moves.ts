import { type Context, type Statement, update } from '../kernel/index.ts'
import { isHeld, type QuotedCart } from './quote.ts'
import { touched } from './rows.ts'
import { cartLines, carts } from './schema.ts'
import { type CartRow, cartTopic } from './snapshot.ts'

const change = update(carts)
const changeLine = update(cartLines)

/** A cart that changed since it was read makes the plan stale. */
const stale = { changes: 1, refuse: () => 'stale' as const }
const guard = (id: string) => ({ ...stale, touches: cartTopic(id) })

type Moving = Pick<Context, 'now'>

/**
 * Closes a cart while its payment is decided and keeps what the buyer agreed to pay. Extend its holds in the same command
 * (`extendHold` of inventory) until `holdUntil`, in milliseconds.
 */
export function freezeCart(
  ctx: Moving,
  { cart, totals }: QuotedCart,
  { holdUntil }: { readonly holdUntil: number },
): Statement[] {
  const { id, version } = cart
  const holdExpiresAt = isHeld(cart, ctx.now()) ? holdUntil : null
  return [
    change({ id, version }, { ...next(ctx, cart), status: 'completing', agreed: totals, holdExpiresAt }, guard(id)),
  ]
}

/** Opens a cart whose payment did not come about. Its holds stay as they are. */
export function reopenCart(ctx: Moving, cart: CartRow): Statement[] {
  const { id, version } = cart
  return [
    change({ id, version, status: 'completing' }, { ...next(ctx, cart), status: 'open', agreed: null }, guard(id)),
  ]
}

/** The cart has become this order, from `open` or `completing`. The order keeps its prices from here on. */
export function completeCart(ctx: Moving, cart: CartRow, { orderId }: { readonly orderId: string }): Statement[] {
  const { id, version, status } = cart
  const done = { status: 'completed', orderId, completedAt: ctx.now(), holdExpiresAt: null } as const
  return [change({ id, version, status }, { ...next(ctx, cart), ...done }, guard(id))]
}

/** The buyer agrees to the prices as they are now: what has changed since counts as seen. Nothing, when nothing changed. */
export function agreeToPrices(ctx: Moving, { cart, lines }: QuotedCart): Statement[] {
  const moved = lines.filter(({ row, price }) => price !== null && price.amount !== row.seenAmount)
  if (moved.length === 0) return []
  const { id, version } = cart
  return [
    change({ id, version }, next(ctx, cart), guard(id)),
    ...moved.map(({ row, price }) =>
      changeLine({ cartId: row.cartId, id: row.id }, { seenAmount: price?.amount ?? null }, stale),
    ),
  ]
}

function next(ctx: Moving, cart: CartRow) {
  const { version, updatedAt, expiresAt } = touched(ctx, cart)
  return { version, updatedAt, expiresAt }
}
