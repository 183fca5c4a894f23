import type { Context } from '../kernel/index.ts'
import { type CartPatch, MAX_LINES, MAX_QUANTITY } from './model.ts'
import { problems } from './problems.ts'
import type { CartLineRow, CartSnapshot } from './snapshot.ts'

/** So many of a variant, by its id. */
export interface Wanted {
  readonly variantId: string
  readonly quantity: number
}

type Making = Pick<Context, 'newId' | 'now'>

/** Puts variants in; one that lies in the cart already gets more. Throws `carts.tooManyLines` or `carts.quantityOutOfRange`. */
export function addWanted(ctx: Making, { cart, lines }: CartSnapshot, wanted: readonly Wanted[]): CartSnapshot {
  const byVariant = new Map(lines.map((line) => [line.variantId, line]))
  const now = ctx.now()
  for (const { variantId, quantity } of wanted) {
    const line = byVariant.get(variantId) ?? newLine(ctx, cart.id, variantId)
    byVariant.set(variantId, { ...line, quantity: withinRange(variantId, line.quantity + quantity), updatedAt: now })
  }
  if (byVariant.size > MAX_LINES) throw problems.tooManyLines()
  return { cart, lines: [...byVariant.values()] }
}

function newLine(ctx: Making, cartId: string, variantId: string): CartLineRow {
  const now = ctx.now()
  return { cartId, id: ctx.newId('cln'), variantId, quantity: 0, seenAmount: null, createdAt: now, updatedAt: now }
}

function withinRange(variantId: string, quantity: number): number {
  if (quantity <= MAX_QUANTITY) return quantity
  throw problems.quantityOutOfRange({
    detail: `${quantity} pieces in one line are too many.`,
    extra: { variantId, quantity },
  })
}

/** Sets the quantity of a line. Throws `carts.lineNotFound`. */
export function setQuantity(
  ctx: Making,
  { cart, lines }: CartSnapshot,
  { lineId, quantity }: { readonly lineId: string; readonly quantity: number },
): CartSnapshot {
  requireLine(lines, lineId)
  const updatedAt = ctx.now()
  return { cart, lines: lines.map((line) => (line.id === lineId ? { ...line, quantity, updatedAt } : line)) }
}

/** Takes a line out. Throws `carts.lineNotFound`. */
export function removeLine({ cart, lines }: CartSnapshot, lineId: string): CartSnapshot {
  requireLine(lines, lineId)
  return { cart, lines: lines.filter(({ id }) => id !== lineId) }
}

function requireLine(lines: readonly CartLineRow[], lineId: string): void {
  if (!lines.some(({ id }) => id === lineId)) throw problems.lineNotFound()
}

/** Contact, addresses and note. */
export function setContact({ cart, lines }: CartSnapshot, patch: CartPatch): CartSnapshot {
  const { email, shippingAddress, billingAddress, note } = patch
  return {
    cart: {
      ...cart,
      ...(email === undefined ? {} : { email }),
      ...(shippingAddress === undefined ? {} : { shippingAddress }),
      ...(billingAddress === undefined ? {} : { billingAddress }),
      ...(note === undefined ? {} : { note: note === '' ? null : note }),
    },
    lines,
  }
}
