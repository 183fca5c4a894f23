import { type SellableVariant, variantsForSale } from '../catalog/index.ts'
import { type StoreContext, type TaxRates, taxRates } from '../markets/index.ts'
import { pricesFor, type UnitPrice } from '../pricing/index.ts'
import {
  type AdjustableCart,
  type Adjustment,
  cartAdjustments,
  type LoadedAdjuster,
  loadAdjusters,
  runAdjusters,
} from './adjustments.ts'
import { problems } from './problems.ts'
import type { CartLineRow, CartRow, CartSnapshot } from './snapshot.ts'
import { type LineTotals, type Totals, totals } from './totals.ts'

/** What is read about the goods of a cart, once per request. */
export interface Facts {
  readonly variants: ReadonlyMap<string, SellableVariant>
  readonly prices: ReadonlyMap<string, UnitPrice>
  readonly rates: TaxRates
  readonly loaded: readonly LoadedAdjuster[]
}

export interface QuotedLine {
  readonly row: CartLineRow
  /** Null when it does not exist any more. */
  readonly variant: SellableVariant | null
  readonly price: UnitPrice | null
  /** Sold on this channel, at a price, now. */
  readonly isForSale: boolean
  /** Null for what is not for sale: it costs nothing, because it cannot be bought. */
  readonly totals: LineTotals | null
}

/** A cart with everything that is known about it at this moment. Amounts in minor units of `cart.currency`. */
export interface QuotedCart {
  readonly store: StoreContext
  readonly cart: CartRow
  readonly lines: readonly QuotedLine[]
  readonly totals: Totals
  readonly facts: Facts
}

/** True while the stock of the cart is held. */
export function isHeld({ holdExpiresAt }: Pick<CartRow, 'holdExpiresAt'>, now: number): boolean {
  return holdExpiresAt !== null && holdExpiresAt > now
}

/** Where the tax of a cart is paid: at the buyer's address, and until that is known where the market is. */
export function placeOf(
  { market }: StoreContext,
  { shippingAddress, billingAddress }: Pick<CartRow, 'shippingAddress' | 'billingAddress'>,
) {
  const address = shippingAddress ?? billingAddress
  return { country: address?.country ?? market.countries[0] ?? '', region: address?.region }
}

/** Reads everything that pricing needs. `known` are variants that were read already. */
export async function factsOf(
  store: StoreContext,
  { cart, lines }: CartSnapshot,
  known: readonly SellableVariant[] = [],
): Promise<Facts> {
  const variants = new Map(known.map((variant) => [variant.variantId, variant]))
  const ids = lines.map(({ variantId }) => variantId)
  const [found, prices, rates] = await Promise.all([
    variantsForSale(store, { ids: ids.filter((id) => !variants.has(id)) }),
    pricesFor(store, lines, { keep: true }),
    taxRates(store, placeOf(store, cart)),
  ])
  for (const variant of found) variants.set(variant.variantId, variant)
  const facts = { variants, prices, rates, loaded: [] }
  if (store.extensions.of(cartAdjustments).length === 0) return facts
  return { ...facts, loaded: await loadAdjusters(store, adjustable(store, cart, linesOf({ cart, lines }, facts))) }
}

/** What the cart costs, from what was read. Pure. Throws `carts.amountTooLarge`. */
export function priceCart(store: StoreContext, snapshot: CartSnapshot, facts: Facts): QuotedCart {
  const { cart } = snapshot
  const lines = linesOf(snapshot, facts)
  const sums = cart.agreed ?? sumUp(store, { cart, lines, facts })
  const byId = new Map(sums.lines.map((line) => [line.id, line]))
  return {
    store,
    cart,
    lines: lines.map((line) => ({ ...line, totals: byId.get(line.row.id) ?? null })),
    totals: sums,
    facts,
  }
}

/** The same prices over rows of which only what the buyer saw has changed. */
export function withRows(quoted: QuotedCart, { cart, lines }: CartSnapshot): QuotedCart {
  return { ...quoted, cart, lines: quoted.lines.map((line, at) => ({ ...line, row: lines[at] ?? line.row })) }
}

/** Throws `carts.notForSale` for what cannot be bought among these variants. */
export function requireForSale({ lines }: QuotedCart, asked: readonly string[]): void {
  const variants = lines
    .filter(({ row, isForSale }) => !isForSale && asked.includes(row.variantId))
    .map(({ row }) => row.variantId)
  if (variants.length > 0) throw problems.notForSale({ extra: { variants } })
}

type PricedLine = Omit<QuotedLine, 'totals'>

interface Priced {
  readonly cart: CartRow
  readonly lines: readonly PricedLine[]
  readonly facts: Facts
}

function linesOf({ cart, lines }: CartSnapshot, { variants, prices }: Facts): PricedLine[] {
  return lines.map((row) => {
    const variant = variants.get(row.variantId) ?? null
    const price = (cart.status === 'open' ? prices.get(row.variantId) : agreedPrice(row)) ?? null
    const isForSale = price !== null && variant !== null && (cart.status !== 'open' || variant.isForSale)
    return { row, variant, price, isForSale }
  })
}

/** A cart that has become an order, or is about to, keeps the prices that the buyer agreed to. */
function agreedPrice({ seenAmount }: CartLineRow): UnitPrice | undefined {
  return seenAmount === null ? undefined : { amount: seenAmount, compareAt: null, lowest30: null, priceListId: null }
}

function sumUp(store: StoreContext, { cart, lines, facts }: Priced): Totals {
  const { market } = store
  const result = totals({
    lines: lines.flatMap(({ row, variant, price, isForSale }) =>
      isForSale && variant !== null && price !== null
        ? [{ id: row.id, quantity: row.quantity, unitAmount: price.amount, taxClass: variant.taxClass }]
        : [],
    ),
    adjustments: adjustmentsOf(store, { cart, lines, facts }),
    delivery: cart.delivery,
    rates: facts.rates,
    pricesIncludeTax: market.pricesIncludeTax,
    rounding: market.taxRounding,
  })
  if (result === undefined) throw problems.amountTooLarge()
  return result
}

function adjustmentsOf(store: StoreContext, { cart, lines, facts }: Priced): readonly Adjustment[] {
  return facts.loaded.length === 0 ? [] : runAdjusters(adjustable(store, cart, lines), facts.loaded)
}

function adjustable(store: StoreContext, cart: CartRow, lines: readonly PricedLine[]): AdjustableCart {
  const { id, marketId, channelId, currency, language, customerId, email } = cart
  return {
    id,
    marketId,
    channelId,
    currency,
    language,
    customerId,
    email,
    country: placeOf(store, cart).country || null,
    lines: lines.flatMap(({ row, variant, price, isForSale }) =>
      isForSale && variant !== null && price !== null
        ? [
            {
              id: row.id,
              variantId: row.variantId,
              productId: variant.productId,
              quantity: row.quantity,
              unitAmount: price.amount,
            },
          ]
        : [],
    ),
    deliveryAmount: cart.delivery?.amount ?? null,
  }
}
