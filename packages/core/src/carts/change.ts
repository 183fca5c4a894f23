import type { SellableVariant } from '../catalog/index.ts'
import { type Context, run, type Statement } from '../kernel/index.ts'
import { type StoreContext, storeOfTerms } from '../markets/index.ts'
import type { DeliveryInput } from './model.ts'
import { factsOf, priceCart, type QuotedCart, requireForSale, withRows } from './quote.ts'
import { touched, writeChanges } from './rows.ts'
import { type CartSnapshot, keepCart, readCart, requireOpen } from './snapshot.ts'
import type { Shortages } from './stock.ts'
import { supply } from './supply.ts'

/** A cart as it was quoted, with what is missing of its lines. */
export interface LookedAt extends QuotedCart {
  readonly shortages: Shortages
}

/** What a change makes of a cart. */
export interface Edit {
  readonly after: CartSnapshot
  /** Variants that were read to find out. */
  readonly known?: readonly SellableVariant[]
  /** Variants that the buyer puts in or sets now: they must be for sale, and their price counts as seen. */
  readonly asked?: readonly string[]
  /** Chosen now; without it an earlier choice is kept as far as it is still offered. */
  readonly delivery?: DeliveryInput
  /** Holds the goods again although nothing about them changed. */
  readonly renews?: boolean
}

export interface Change {
  readonly id: string
  /** For people: `cart.addLine`. */
  readonly name: string
  /** The buyer's network address, for the limit on holds. */
  readonly address?: string | undefined
  readonly edit: (store: StoreContext, before: CartSnapshot) => Promise<Edit> | Edit
}

/**
 * Changes an open cart by one command: the edit, its prices, and with a chosen delivery its stock, the earlier hold released and the
 * new one made. Answers the cart as it then is. Undefined when an earlier run of the same command answers: read the cart then.
 */
export async function changeCart(ctx: Context, { id, name, address, edit }: Change): Promise<LookedAt | undefined> {
  let after: LookedAt | undefined
  let written: CartSnapshot | undefined
  let isAgain = false
  const { replayed } = await run(ctx, {
    name,
    plan: async (commandId) => {
      const before = await readCart(ctx, id, { anew: isAgain })
      isAgain = true
      requireOpen(before.cart)
      const planned = await planChange(ctx, before, { edit, address })
      after = planned.after
      written = { cart: after.cart, lines: planned.lines }
      const holding = planned.hold(commandId)
      const statements = [...writeChanges(before, written), ...holding]
      return { statements, result: { id }, isUnnamed: holding.length === 0 }
    },
  })
  if (replayed) return undefined
  if (written !== undefined) keepCart(ctx, written)
  return after
}

interface Planned {
  readonly after: LookedAt
  readonly lines: CartSnapshot['lines']
  readonly hold: (commandId: string) => Statement[]
}

async function planChange(
  ctx: Context,
  before: CartSnapshot,
  { edit, address }: Omit<Change, 'id' | 'name'>,
): Promise<Planned> {
  const made = await edit(await storeOfTerms(ctx, before.cart), before)
  const cart = touched(ctx, linked(ctx, made.after).cart)
  const store = await storeOfTerms(ctx, cart)
  const facts = await factsOf(store, { cart, lines: made.after.lines }, made.known)
  const quoted = priceCart(store, { cart, lines: made.after.lines }, facts)
  requireForSale(quoted, made.asked ?? [])
  const supplied = await supply(quoted, { before, edit: made, address })
  const lines = seen(quoted, cart.currency === before.cart.currency ? (made.asked ?? []) : variantsOf(made.after))
  const written = { cart: supplied.cart, lines }
  const after = supplied.cart.delivery === cart.delivery ? withRows(quoted, written) : priceCart(store, written, facts)
  return { after: { ...after, shortages: supplied.shortages }, lines, hold: supplied.statements }
}

function variantsOf({ lines }: CartSnapshot): string[] {
  return lines.map(({ variantId }) => variantId)
}

/** A buyer who is signed in owns the cart from the next change on. */
function linked({ actor }: Context, { cart, lines }: CartSnapshot): CartSnapshot {
  return actor.kind === 'customer' && actor.id !== null
    ? { cart: { ...cart, customerId: actor.id }, lines }
    : { cart, lines }
}

/** The price of what the buyer just touched is the one that was seen; another currency shows every price anew. */
export function seen({ lines }: QuotedCart, asked: readonly string[]): CartSnapshot['lines'] {
  return lines.map(({ row, price }) => {
    const seenAmount = price?.amount ?? null
    return asked.includes(row.variantId) && row.seenAmount !== seenAmount ? { ...row, seenAmount } : row
  })
}
