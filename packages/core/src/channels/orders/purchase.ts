import { and, eq } from 'drizzle-orm'
import { type SellableVariant, variantsForSale } from '../../catalog/index.ts'
import { allLocations } from '../../inventory/index.ts'
import { list, oneOf, param, query } from '../../kernel/index.ts'
import type { Address, StoreContext } from '../../markets/index.ts'
import type { DeliverySnapshot, Purchase, PurchaseAdjustment, PurchaseLine } from '../../orders/index.ts'
import type { ForeignAddress, ForeignLine, ForeignOrder } from '../foreign-order.ts'
import { listings, listingValues } from '../schema.ts'

/** Lines whose key is no item of ours. */
export interface UnknownItems {
  readonly unknown: readonly string[]
}

const byListing = query((q) =>
  q
    .select({ key: listings.key, itemId: listings.itemId })
    .from(listings)
    .where(and(eq(listings.connectionId, param('connectionId')), oneOf(listings.key, 'keys'))),
)
const byValue = query((q) =>
  q
    .selectDistinct({ key: listingValues.key, itemId: listingValues.variantId })
    .from(listingValues)
    .where(and(eq(listingValues.connectionId, param('connectionId')), oneOf(listingValues.key, 'keys'))),
)

/** The variants of keys: as they were listed, else by SKU. */
export async function variantsByKey(
  store: StoreContext,
  connectionId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, SellableVariant>> {
  const asked = { connectionId, keys: list(keys) }
  const listed = [...(await store.db.all(byListing, asked)), ...(await store.db.all(byValue, asked))]
  const byId = new Map(
    (await variantsForSale(store, { ids: listed.map(({ itemId }) => itemId) })).map((one) => [one.variantId, one]),
  )
  const found = new Map<string, SellableVariant>()
  for (const one of await variantsForSale(store, { skus: keys })) found.set(one.sku, one)
  for (const { key, itemId } of listed) {
    const variant = byId.get(itemId)
    if (variant !== undefined) found.set(key, variant)
  }
  return found
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
    lines,
    ...moneyOf(order, { lines, delivery }),
    placedAt: Date.parse(order.placedAt),
  }
}

function lineOf(
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

/** What the channel's total says beyond its parts becomes a line of its own: the buyer paid it, whatever it was for. */
function moneyOf(
  order: ForeignOrder,
  { lines, delivery }: { readonly lines: readonly PurchaseLine[]; readonly delivery: DeliverySnapshot },
): Pick<Purchase, 'adjustments' | 'totals'> {
  const sum = (pick: (line: PurchaseLine) => number) => lines.reduce((total, line) => total + pick(line), 0)
  const goods = sum(({ unitAmount, quantity }) => unitAmount * quantity)
  const tax = sum((line) => line.tax) + delivery.tax
  const discounts = lines
    .filter(({ adjustment }) => adjustment !== 0)
    .map(
      ({ key, adjustment }): PurchaseAdjustment => ({
        lineKey: key,
        source: 'channel',
        code: null,
        label: 'Discount',
        amount: adjustment,
      }),
    )
  const isPartly = order.lines.some(({ cancelled = 0 }) => cancelled > 0)
  const told = goods + sum(({ adjustment }) => adjustment) + delivery.amount + (order.isTaxIncluded ? 0 : tax)
  const rest = isPartly ? 0 : order.total - told
  const adjustments =
    rest === 0
      ? discounts
      : [
          ...discounts,
          { lineKey: null, source: 'channel', code: null, label: 'Difference at the channel', amount: rest },
        ]
  const adjusted = adjustments.reduce((total, { amount }) => total + amount, 0)
  const totals = { lines: goods, adjustments: adjusted, shipping: delivery.amount, tax }
  return {
    adjustments,
    totals: { ...totals, total: goods + adjusted + delivery.amount + (order.isTaxIncluded ? 0 : tax) },
  }
}

/** What is masked stays empty: nothing is invented. Without a country there is no address. */
function addressOf(address: ForeignAddress | undefined, buyer: string | undefined): Address | null {
  if (address?.country === undefined) return null
  const words = (address.name ?? buyer ?? '').trim().split(/\s+/)
  const { company, line2, region, phone } = address
  return {
    firstName: words.slice(0, -1).join(' ') || (words[0] ?? ''),
    lastName: words.length > 1 ? (words.at(-1) ?? '') : '',
    line1: address.line1 ?? '',
    city: address.city ?? '',
    postalCode: address.postalCode ?? '',
    country: address.country,
    ...(company === undefined ? {} : { company }),
    ...(line2 === undefined ? {} : { line2 }),
    ...(region === undefined ? {} : { region }),
    ...(phone === undefined ? {} : { phone }),
  }
}
