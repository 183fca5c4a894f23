import { exponent } from '@vitrine/core'
import { action } from '@vitrine/core/testing'
import * as v from 'valibot'
import { countries, type Marketplace, marketplaceOf } from '../marketplaces.ts'
import { minorUnits } from '../minor-units.ts'
import type { OrderItem } from '../orders/model.ts'
import { priceOf, quantityOf, statusOf } from './listing-state.ts'
import { cancelItems, itemsOf, keepOrder, requireOrder, restock } from './orders.ts'
import { invalid } from './refuse.ts'
import { type Body, isoAt, listingKey, numberOf, type StoredOrder, type World } from './world.ts'

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const Minor = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

export const where = { marketplace: v.optional(v.picklist(countries), 'DE') }

const PlaceOrder = v.strictObject({
  ...where,
  lines: v.pipe(
    v.array(
      v.strictObject({
        /** The SKU. */
        offerKey: v.string(),
        quantity: v.optional(Count, 1),
        /** In place of the offer's price; needed for a SKU that is not listed. */
        unitPrice: v.optional(Minor),
        discount: v.optional(Minor, 0),
      }),
    ),
    v.minLength(1),
  ),
  shipping: v.optional(Minor, 490),
  /** The app has no role for names and addresses. */
  masked: v.optional(v.boolean(), false),
  /** Not yet paid: nobody may act on it. */
  pending: v.optional(v.boolean(), false),
  /** Collected in this store. */
  pickup: v.optional(v.string()),
})
type PlaceOrder = v.InferOutput<typeof PlaceOrder>
const Named = v.strictObject({ orderId: v.string() })

/** What buyers do. */
export function buyerActions(world: World) {
  const change = (orderId: string, patch: (order: Body) => Body) => {
    const stored = requireOrder(world, orderId)
    return keepOrder(world, { ...stored, order: { ...stored.order, ...patch(stored.order) } }).order
  }
  return {
    placeOrder: action(PlaceOrder, (input) => place(world, input).order),
    payOrder: action(Named, ({ orderId }) =>
      change(orderId, ({ fulfillment }) => ({
        fulfillment: { ...(fulfillment as Body), fulfillmentStatus: 'UNSHIPPED' },
      })),
    ),
    cancelOrder: action(Named, ({ orderId }) => cancelItems(world, orderId, { by: 'BUYER' }).order),
    /** The buyer asks; the seller may cancel. */
    askToCancel: action(Named, ({ orderId }) =>
      change(orderId, ({ orderItems }) => ({
        orderItems: (orderItems as readonly Body[]).map((item) => ({
          ...item,
          cancellation: { cancellationRequest: { requester: 'BUYER', cancelReason: 'ORDERED_BY_MISTAKE' } },
        })),
      })),
    ),
    editOrder: action(v.strictObject({ orderId: v.string(), line1: v.string() }), ({ orderId, line1 }) =>
      change(orderId, () => ({ recipient: recipientOf(line1) })),
    ),
  }
}

/** Amazon sells what it shows: its own quantity falls at once, whatever the seller's is. */
function place(world: World, input: PlaceOrder): StoredOrder {
  const marketplace = marketplaceOf(input.marketplace)
  const items = input.lines.map((line, at) =>
    itemFor(world, { line, at, marketplace, shipping: at === 0 ? input.shipping : 0 }),
  )
  for (const { offerKey, quantity } of input.lines) restock(world, listingKey(marketplace.id, offerKey), -quantity)
  const orderId = `306-${numberOf(world, 7)}-${numberOf(world, 7)}`
  const total = items.reduce((sum, { proceeds }) => sum + minorUnits(proceeds?.proceedsTotal ?? zero(marketplace)), 0)
  const now = isoAt(world)
  const order = {
    orderId,
    createdTime: now,
    lastUpdatedTime: now,
    programs: input.pickup === undefined ? [] : ['IN_STORE_PICK_UP'],
    salesChannel: { channelName: 'AMAZON', marketplaceId: marketplace.id, marketplaceName: marketplace.site },
    ...(input.masked ? {} : { buyer: BUYER, recipient: recipientOf('Bienenweg 1', input.pickup) }),
    proceeds: { grandTotal: moneyOf(total, marketplace) },
    fulfillment: {
      fulfillmentStatus: input.pending ? 'PENDING' : 'UNSHIPPED',
      fulfilledBy: 'MERCHANT',
      fulfillmentServiceLevel: 'STANDARD',
    },
    orderItems: items,
  }
  const fresh = { shipments: [], pickups: [], refunds: [], merchantOrderId: null, updatedAt: 0 }
  return keepOrder(world, { ...fresh, orderId, marketplaceId: marketplace.id, order })
}

const BUYER = { buyerName: 'Ada Example', buyerEmail: 'k3j2h1@marketplace.amazon.example' }

const recipientOf = (addressLine1: string, store = 'Ada Example') => ({
  deliveryAddress: {
    name: store,
    addressLine1,
    city: 'Berlin',
    postalCode: '10115',
    countryCode: 'DE',
    phone: '+49 30 000000',
  },
})

const zero = ({ currency }: Marketplace) => ({ amount: '0', currencyCode: currency })

function moneyOf(amount: number, { currency }: Marketplace) {
  const digits = exponent(currency)
  return { amount: (amount / 10 ** digits).toFixed(digits), currencyCode: currency }
}

interface Line {
  readonly line: PlaceOrder['lines'][number]
  readonly at: number
  readonly marketplace: Marketplace
  readonly shipping: number
}

function itemFor(world: World, { line, at, marketplace, shipping }: Line): OrderItem {
  const { offerKey, quantity, discount } = line
  const unit = line.unitPrice ?? priceFor(world, { line, marketplace })
  const listing = world.listings.get(listingKey(marketplace.id, offerKey))
  const [name] = listing?.attributes.item_name ?? []
  const money = (amount: number) => moneyOf(amount, marketplace)
  const part = (type: string, amount: number) => ({ type, subtotal: money(amount), detailedBreakdowns: [] })
  return {
    orderItemId: `${numberOf(world, 13)}${at}`,
    quantityOrdered: quantity,
    product: {
      sellerSku: offerKey,
      title: String(name?.value ?? offerKey),
      ...(listing === undefined ? {} : { asin: listing.asin }),
      price: { unitPrice: money(unit) },
    },
    proceeds: {
      proceedsTotal: money(unit * quantity + shipping - discount),
      breakdowns: [
        part('ITEM', unit * quantity),
        ...(shipping === 0 ? [] : [part('SHIPPING', shipping)]),
        ...(discount === 0 ? [] : [part('DISCOUNT', -discount)]),
      ],
    },
    fulfillment: { quantityFulfilled: 0, quantityUnfulfilled: quantity },
  }
}

function priceFor(
  world: World,
  { line: { offerKey, quantity }, marketplace }: Pick<Line, 'line' | 'marketplace'>,
): number {
  const listing = world.listings.get(listingKey(marketplace.id, offerKey))
  const price = listing === undefined ? undefined : priceOf(listing)
  if (listing === undefined || price === undefined) throw invalid(`${offerKey} has no price; give unitPrice.`)
  if (!statusOf(listing).includes('BUYABLE') || quantityOf(listing) < quantity)
    throw invalid(`${offerKey} cannot be bought ${quantity} times.`)
  return Math.round(price.amount * 10 ** exponent(price.currency))
}

/** Pieces that are still to be sent. */
export const openOf = (stored: StoredOrder) =>
  itemsOf(stored).reduce((sum, { fulfillment }) => sum + (fulfillment?.quantityUnfulfilled ?? 0), 0)
