import { refuseShortages } from '../inventory/index.ts'
import { type Context, run } from '../kernel/index.ts'
import { type StoreContext, storeOfTerms } from '../markets/index.ts'
import { type Change, changeCart, type LookedAt, seen } from './change.ts'
import { addWanted, removeLine, setContact, setQuantity } from './edits.ts'
import { findVariants } from './find-variants.ts'
import type { CartInput, DeliveryInput, LineInput } from './model.ts'
import { factsOf, priceCart, requireForSale, withRows } from './quote.ts'
import { CART_LIFE, writeNewCart } from './rows.ts'
import { type CartRow, type CartSnapshot, keepCart, type Looking, readCart } from './snapshot.ts'
import { NONE_SHORT, planStock, shortagesOf } from './stock.ts'

/** The cart as it is now, priced, with what is missing of its lines. Throws `carts.notFound`. */
export async function lookAtCart(ctx: Context, id: string, looking?: Looking): Promise<LookedAt> {
  const snapshot = await readCart(ctx, id, looking)
  const store = await storeOfTerms(ctx, snapshot.cart)
  const quoted = priceCart(store, snapshot, await factsOf(store, snapshot))
  return { ...quoted, shortages: await shortagesOf(quoted) }
}

/** Makes a cart in the market, currency, language and channel of the request. */
export async function createCart(ctx: StoreContext, { lines, ...contact }: CartInput): Promise<LookedAt> {
  let after: LookedAt | undefined
  let written: CartSnapshot | undefined
  const { result, replayed } = await run(ctx, {
    name: 'cart.create',
    priority: 'beginning',
    plan: async () => {
      const { wanted, variants } = await findVariants(ctx, lines, (index) => `body.lines.${index}`)
      const made = addWanted(ctx, setContact({ cart: newCart(ctx), lines: [] }, contact), wanted)
      const facts = await factsOf(ctx, made, variants)
      const asked = wanted.map(({ variantId }) => variantId)
      const quoted = priceCart(ctx, made, facts)
      requireForSale(quoted, asked)
      if (asked.length > 0) refuseShortages((await planStock(quoted)).shortages)
      written = { cart: made.cart, lines: seen(quoted, asked) }
      after = { ...withRows(quoted, written), shortages: NONE_SHORT }
      return { statements: writeNewCart(written), result: { id: made.cart.id }, isUnnamed: true }
    },
  })
  if (replayed || after === undefined || written === undefined) return lookAtCart(ctx, result.id)
  keepCart(ctx, written)
  return after
}

function newCart(ctx: StoreContext): CartRow {
  const now = ctx.now()
  const { actor, market, channel, currency, language } = ctx
  return {
    id: ctx.newId('crt'),
    status: 'open',
    marketId: market.id,
    channelId: channel.id,
    currency,
    language,
    customerId: actor.kind === 'customer' ? actor.id : null,
    email: null,
    note: null,
    shippingAddress: null,
    billingAddress: null,
    delivery: null,
    holdExpiresAt: null,
    agreed: null,
    orderId: null,
    completedAt: null,
    expiresAt: now + CART_LIFE,
    version: 1,
    createdAt: now,
    updatedAt: now,
  }
}

/** Which cart, and who changes it: the buyer's network address counts towards the limit on holds. */
interface OfBuyer {
  readonly id: string
  readonly address?: string | undefined
}

export interface LineAddition extends OfBuyer {
  readonly line: LineInput
}

/** Puts something in; the same variant raises its quantity. Throws `carts.notForSale` and `inventory.insufficient`. */
export function addLine(ctx: Context, { id, line, address }: LineAddition): Promise<LookedAt> {
  return change(ctx, {
    id,
    name: 'cart.addLine',
    address,
    edit: async (store, before) => {
      const { wanted, variants } = await findVariants(store, [line], () => 'body')
      return {
        after: addWanted(store, before, wanted),
        known: variants,
        asked: wanted.map(({ variantId }) => variantId),
      }
    },
  })
}

export interface LineChange extends OfBuyer {
  readonly lineId: string
  readonly quantity: number
}

/** Sets the quantity of a line. Throws `carts.lineNotFound`, `carts.notForSale` and `inventory.insufficient`. */
export function changeLine(ctx: Context, { id, lineId, quantity, address }: LineChange): Promise<LookedAt> {
  return change(ctx, {
    id,
    name: 'cart.changeLine',
    address,
    edit: (store, before) => ({
      after: setQuantity(store, before, { lineId, quantity }),
      asked: before.lines.filter((line) => line.id === lineId).map(({ variantId }) => variantId),
    }),
  })
}

/** Takes a line out. Throws `carts.lineNotFound`. */
export function takeLineOut(ctx: Context, { id, lineId, address }: Omit<LineChange, 'quantity'>): Promise<LookedAt> {
  const edit: Change['edit'] = (_store, before) => ({ after: removeLine(before, lineId) })
  return change(ctx, { id, name: 'cart.removeLine', address, edit })
}

export interface DeliveryChoice extends OfBuyer {
  readonly delivery: DeliveryInput
}

/** Chooses a delivery and holds the goods for 15 minutes. Throws `inventory.insufficient` with what is left. */
export function chooseDelivery(ctx: Context, { id, delivery, address }: DeliveryChoice): Promise<LookedAt> {
  return change(ctx, { id, name: 'cart.chooseDelivery', address, edit: (_store, after) => ({ after, delivery }) })
}

/**
 * Holds the goods anew for 15 minutes, at the delivery that was chosen, when their hold is over.
 * Throws `inventory.insufficient`. A choice that is not offered any more is dropped: look at `cart.delivery`.
 */
export function renewHold(ctx: Context, id: string, address?: string): Promise<LookedAt> {
  return change(ctx, { id, name: 'cart.renewHold', address, edit: (_store, after) => ({ after, renews: true }) })
}

async function change(ctx: Context, what: Change): Promise<LookedAt> {
  return (await changeCart(ctx, what)) ?? lookAtCart(ctx, what.id)
}
