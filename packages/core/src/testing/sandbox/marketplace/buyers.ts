import * as v from 'valibot'
import { action, type Kit } from '../platform.ts'
import { refusal } from '../refusal.ts'
import type { Address, BazaarOrder, OrderLine } from './contract.ts'
import { cancel, statusOf } from './order-commands.ts'
import { keepOrder, requireOrder } from './orders.ts'
import type { Seller, Sellers } from './sellers.ts'

/* What buyers do. */

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const Amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** Whose shop; the only one when left out. */
export const whose = { client: v.optional(v.string()), market: v.optional(v.string()) }

const BuyerInput = v.strictObject({
  name: v.optional(v.string(), 'Marta Kowalska'),
  email: v.optional(v.string(), 'marta.kowalska@example.com'),
  phone: v.optional(v.string(), '+48 500 100 200'),
  line1: v.optional(v.string(), 'ul. Lipowa 4'),
  city: v.optional(v.string(), 'Kraków'),
  postalCode: v.optional(v.string(), '30-001'),
  country: v.optional(v.string(), 'PL'),
})

const PlaceOrder = v.strictObject({
  ...whose,
  lines: v.pipe(
    v.array(
      v.strictObject({
        offerKey: v.string(),
        quantity: v.optional(Count, 1),
        /** Instead of the offer's; needed for a key that the platform does not know. */
        unitPrice: v.optional(Amount),
        discount: v.optional(Amount, 0),
      }),
    ),
    v.nonEmpty(),
  ),
  buyer: v.optional(BuyerInput, {}),
  /** The platform keeps name, address and phone to itself. */
  masked: v.optional(v.boolean(), false),
  /** Not yet paid: nobody may act on it. */
  pending: v.optional(v.boolean(), false),
  shipping: v.optional(Amount, 595),
})
type PlaceOrderInput = v.InferOutput<typeof PlaceOrder>

const OrderChange = v.strictObject({
  ...whose,
  orderId: v.string(),
  lines: v.optional(v.array(v.strictObject({ lineId: v.string(), quantity: Count })), []),
  line1: v.optional(v.string()),
  city: v.optional(v.string()),
})
const OrderCancel = v.strictObject({
  ...whose,
  orderId: v.string(),
  /** All that is open when left out. */
  lines: v.optional(v.array(v.strictObject({ lineId: v.string(), quantity: Count }))),
})
const OrderPaid = v.strictObject({ ...whose, orderId: v.string() })

export function sellerOf(
  sellers: Sellers,
  { client, market }: { readonly client?: string | undefined; readonly market?: string | undefined },
): Seller {
  if (client !== undefined && market !== undefined) return sellers.of(client, market)
  const fitting = sellers
    .open()
    .filter((seller) => (client ?? seller.clientId) === seller.clientId && (market ?? seller.market) === seller.market)
  const [only] = fitting
  if (fitting.length === 1 && only !== undefined) return only
  const [first = ''] = sellers.clients.keys()
  if (fitting.length === 0) return sellers.of(client ?? first, market ?? 'nl')
  throw refusal({ status: 400, code: 'WHICH_SELLER', message: 'Several sellers fit; name client and market.' })
}

export function buyerActions(kit: Kit, sellers: Sellers) {
  return {
    placeOrder: action(PlaceOrder, (input) => placeOrder(kit, sellerOf(sellers, input), input)),
    payOrder: action(OrderPaid, (input) => {
      const seller = sellerOf(sellers, input)
      const order = requireOrder(seller, input.orderId)
      return keepOrder(kit, seller, { ...order, status: 'open', payment: 'paid' }, 'order.updated')
    }),
    editOrder: action(OrderChange, (input) => editOrder(kit, sellerOf(sellers, input), input)),
    cancelOrder: action(OrderCancel, (input) => {
      const seller = sellerOf(sellers, input)
      const { lines } = requireOrder(seller, input.orderId)
      return cancel(kit, seller, { id: input.orderId, body: { lines: input.lines ?? lines.flatMap(openOf) } })
    }),
  }
}

function openOf({ lineId, quantity, cancelledQuantity, shippedQuantity }: OrderLine) {
  const open = quantity - cancelledQuantity - shippedQuantity
  return open > 0 ? [{ lineId, quantity: open }] : []
}

/** The platform sells what it shows: its own stock falls at once, whatever the seller's is. */
function placeOrder(kit: Kit, seller: Seller, input: PlaceOrderInput): BazaarOrder {
  const lines = input.lines.map((line, at) => orderLine(seller, line, at))
  for (const { offerKey, quantity } of input.lines) takeFromOffer(seller, offerKey, quantity)
  const number = kit.newId('BZ').replace('_', '-')
  const at = new Date(kit.now()).toISOString()
  const tax = within(input.shipping, seller.taxPercent)
  const order: BazaarOrder = {
    id: kit.newId('bo'),
    number,
    status: input.pending ? 'pending' : 'open',
    version: 0,
    placedAt: at,
    updatedAt: at,
    market: seller.market,
    currency: seller.currency,
    taxIncluded: true,
    lines,
    shipping: { name: 'Bazaar parcel', price: input.shipping, tax },
    refunded: 0,
    payment: input.pending ? 'pending' : 'paid',
    sellerReference: null,
    ...moneyOf(kit, { lines, shipping: input.shipping }),
    ...personOf(kit, input),
  }
  return keepOrder(kit, seller, order, 'order.created')
}

function orderLine(seller: Seller, line: PlaceOrderInput['lines'][number], at: number): OrderLine {
  const { offerKey, quantity, discount } = line
  const offer = seller.offers.get(offerKey)
  const unitPrice = line.unitPrice ?? offer?.price
  if (unitPrice === undefined || unitPrice === null)
    throw refusal({ status: 400, code: 'NOT_FOR_SALE', message: `${offerKey} has no price; give unitPrice.` })
  const isSold = offer !== undefined && line.unitPrice === undefined
  if (isSold && (offer.status !== 'live' || offer.quantity < quantity))
    throw refusal({
      status: 400,
      code: 'NOT_FOR_SALE',
      message: `${offerKey} is ${offer.status} with ${offer.quantity}.`,
    })
  return {
    lineId: `l${at + 1}`,
    offerKey,
    title: offer?.content.title ?? offerKey,
    quantity,
    cancelledQuantity: 0,
    shippedQuantity: 0,
    unitPrice,
    discount,
    tax: within(unitPrice * quantity - discount, seller.taxPercent),
  }
}

function takeFromOffer(seller: Seller, offerKey: string, quantity: number): void {
  const offer = seller.offers.get(offerKey)
  if (offer !== undefined) seller.offers.set(offerKey, { ...offer, quantity: Math.max(0, offer.quantity - quantity) })
}

function editOrder(kit: Kit, seller: Seller, input: v.InferOutput<typeof OrderChange>): BazaarOrder {
  const order = requireOrder(seller, input.orderId)
  const wanted = new Map(input.lines.map(({ lineId, quantity }) => [lineId, quantity]))
  const lines = order.lines.map((line) => {
    const quantity = wanted.get(line.lineId) ?? line.quantity
    takeFromOffer(seller, line.offerKey, quantity - line.quantity)
    return { ...line, quantity, tax: within(line.unitPrice * quantity - line.discount, seller.taxPercent) }
  })
  const address = {
    ...order.address,
    ...(input.line1 === undefined ? {} : { line1: input.line1 }),
    ...(input.city === undefined ? {} : { city: input.city }),
  }
  const money = moneyOf(kit, { lines, shipping: order.shipping.price })
  const status = statusOf(lines, order.status)
  return keepOrder(kit, seller, { ...order, ...money, lines, address, status }, 'order.updated')
}

/** The tax that a price holds, rounded half up. */
const within = (amount: number, percent: number) => Math.round((amount * percent) / (100 + percent))

const WEEK = 7 * 24 * 3_600_000

function moneyOf(kit: Kit, { lines, shipping }: { readonly lines: readonly OrderLine[]; readonly shipping: number }) {
  const goods = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity - line.discount, 0)
  const total = goods + shipping
  const fees = [
    { kind: 'commission', amount: Math.round(goods * 0.12) },
    { kind: 'payment', amount: Math.round(total * 0.015) },
  ]
  const kept = fees.reduce((sum, { amount }) => sum + amount, 0)
  const payoutAt = new Date(Math.ceil(kit.now() / WEEK) * WEEK + WEEK)
  const reference = `SET-${payoutAt.toISOString().slice(0, 10)}`
  return { total, fees, settlement: { reference, payoutAt: payoutAt.toISOString(), amount: total - kept } }
}

function personOf(kit: Kit, { buyer, masked }: PlaceOrderInput): Pick<BazaarOrder, 'buyer' | 'address'> {
  const { name, email, phone, line1, city, postalCode, country } = buyer
  if (!masked) {
    const address: Address = { name, line1, city, postalCode, country, phone }
    return { buyer: { name, email, phone, isMasked: false }, address }
  }
  const alias = `${kit.newId('buyer').replace('_', '-')}@buyers.bazaar.example`
  return { buyer: { email: alias, isMasked: true }, address: { city, postalCode, country } }
}
