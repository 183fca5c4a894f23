import type { SellableVariant } from '../../catalog/index.ts'
import { allLocations } from '../../inventory/index.ts'
import type { StoreContext } from '../../markets/index.ts'
import type { DeliverySnapshot, Purchase, PurchaseAdjustment, PurchaseLine } from '../../orders/index.ts'
import type { ForeignLine, ForeignOrder } from '../foreign-order.ts'
import { addressOf } from './address.ts'
import { variantsByKey } from './keys.ts'

/** Lines whose key is no item of ours. */
export interface UnknownItems {
  readonly unknown: readonly string[]
}

export interface Selling {
  readonly store: StoreContext
  readonly connectionId: string
  readonly order: ForeignOrder
}

export type ForeignPurchase = Purchase & { readonly origin: { readonly source: 'channel' } }

/** A channel's order in the words of the book: as it was sold there, nothing priced anew. Lines that were cancelled before we heard of them are left out. */
export async function purchaseOf({ store, connectionId, order }: Selling): Promise<ForeignPurchase | UnknownItems> {
  const open = order.lines
    .map((line) => ({ ...line, left: line.quantity - (line.cancelled ?? 0) }))
    .filter(({ left }) => left > 0)
  const variants = await variantsByKey(
    store,
    connectionId,
    open.map(({ key }) => key),
  )
  const unknown = open.filter(({ key }) => !variants.has(key)).map(({ key }) => key)
  if (unknown.length > 0) return { unknown: [...new Set(unknown)] }
  const lines = open.map((line) => lineOf(line, { order, variant: variants.get(line.key) as SellableVariant }))
  const delivery = await deliveryOf(store, order)
  const address = addressOf(order.address, order.buyer.name)
  return {
    origin: { source: 'channel', externalSource: connectionId, externalId: order.externalId },
    marketId: store.market.id,
    channelId: store.channel.id,
    currency: order.currency,
    language: store.language,
    pricesIncludeTax: order.isTaxIncluded,
    taxRounding: store.market.taxRounding,
    customerId: null,
    email: order.buyer.email ?? null,
    phone: order.buyer.phone ?? order.address?.phone ?? null,
    shippingAddress: address,
    billingAddress: null,
    delivery,
    note: null,
    ...moneyOf(order, { lines, delivery }),
    placedAt: Date.parse(order.placedAt),
  }
}

/** A line of a channel's order in the words of the book, for the pieces that are `left` of it. */
export function lineOf(
  { externalId, quantity, unitPrice, discount = 0, tax = 0, title, left }: ForeignLine & { readonly left: number },
  { order, variant }: { readonly order: ForeignOrder; readonly variant: SellableVariant },
): PurchaseLine {
  const share = (amount: number) => Math.round((amount * left) / quantity)
  const [taken, taxed] = [share(discount), share(tax)]
  const paid = unitPrice * left - taken
  const net = order.isTaxIncluded ? paid - taxed : paid
  const { variantId, productId, options, sku, image, taxClass, requiresShipping, tracked, backorder, weightGrams } =
    variant
  return {
    key: externalId,
    ...{ variantId, productId, options, sku, image, taxClass, requiresShipping, tracked, backorder, weightGrams },
    title: title === '' ? variant.productTitle : title,
    variantTitle: variant.variantTitle === '' ? null : variant.variantTitle,
    // The channel tells amounts, not rates.
    taxRate: net <= 0 ? 0 : Math.round((taxed * 10_000) / net),
    unitAmount: unitPrice,
    quantity: left,
    adjustment: -taken,
    tax: taxed,
  }
}

async function deliveryOf(
  store: StoreContext,
  { delivery, shipping, location }: ForeignOrder,
): Promise<DeliverySnapshot> {
  const place =
    location === undefined
      ? undefined
      : (await allLocations(store)).find(({ code, id }) => code === location || id === location)
  const tax = shipping.tax ?? 0
  return {
    methodId: null,
    code: delivery === 'pickup' ? 'channel-pickup' : 'channel-shipping',
    type: delivery === 'pickup' && place !== undefined ? 'pickup' : 'shipping',
    name: shipping.name,
    amount: shipping.price,
    adjustment: 0,
    tax,
    taxRate: shipping.price - tax <= 0 ? 0 : Math.round((tax * 10_000) / (shipping.price - tax)),
    pickupLocationId: place?.id ?? null,
  }
}

/**
 * What the channel's total says beyond its parts is told as a difference, and falls on the dearest line: the buyer paid it, whatever it was for.
 */
function moneyOf(
  order: ForeignOrder,
  { lines: sold, delivery }: { readonly lines: readonly PurchaseLine[]; readonly delivery: DeliverySnapshot },
): Pick<Purchase, 'lines' | 'adjustments' | 'totals'> {
  const sum = (pick: (line: PurchaseLine) => number) => sold.reduce((total, line) => total + pick(line), 0)
  const goods = sum(worth)
  const tax = sum((line) => line.tax) + delivery.tax
  const discounts = sold.flatMap(({ key, adjustment }) =>
    adjustment === 0 ? [] : [adjusted({ lineKey: key, label: 'Discount', amount: adjustment })],
  )
  const isPartly = order.lines.some(({ cancelled = 0 }) => cancelled > 0)
  const told = goods + sum(({ adjustment }) => adjustment) + delivery.amount + (order.isTaxIncluded ? 0 : tax)
  const rest = isPartly ? 0 : order.total - told
  const dearest = sold.reduce((best, line) => (worth(line) > worth(best) ? line : best), sold[0] as PurchaseLine)
  const difference = adjusted({ lineKey: dearest.key, label: 'Difference at the channel', amount: rest })
  const adjustments = rest === 0 ? discounts : [...discounts, difference]
  const totals = {
    lines: goods,
    adjustments: adjustments.reduce((total, { amount }) => total + amount, 0),
    shipping: delivery.amount,
    tax,
  }
  return {
    lines: sold.map((line) => (line === dearest ? { ...line, adjustment: line.adjustment + rest } : line)),
    adjustments,
    totals: { ...totals, total: told + rest },
  }
}

const worth = ({ unitAmount, quantity }: PurchaseLine) => unitAmount * quantity

const adjusted = (what: Pick<PurchaseAdjustment, 'lineKey' | 'label' | 'amount'>): PurchaseAdjustment => ({
  ...what,
  source: 'channel',
  code: null,
})
