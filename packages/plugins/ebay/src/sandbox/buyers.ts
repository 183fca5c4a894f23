import { formatMoney } from '@vitrine/core'
import { action } from '@vitrine/core/testing'
import * as v from 'valibot'
import { amountOf, minorOf } from '../amount.ts'
import { keepOrder } from './keep-order.ts'
import { notify } from './notify.ts'
import { requireOrder } from './orders.ts'
import { refuse } from './refuse.ts'
import { quantityOf } from './rules.ts'
import { type Body, newNumber, offerOf, type StoredOrder, type World } from './world.ts'

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
const Minor = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

const PlaceOrder = v.strictObject({
  lines: v.pipe(
    v.array(
      v.strictObject({
        /** The SKU. */
        offerKey: v.string(),
        quantity: v.optional(Count, 1),
        /** In place of the offer's price; needed for a SKU that is not listed. */
        unitPrice: v.optional(Minor),
        discount: v.optional(Minor, 0),
        /** Collected and handed on by eBay. */
        tax: v.optional(Minor, 0),
      }),
    ),
    v.minLength(1),
  ),
  currency: v.optional(v.string(), 'EUR'),
  shipping: v.optional(Minor, 595),
  masked: v.optional(v.boolean(), false),
  pending: v.optional(v.boolean(), false),
  /** Collected in this store. */
  pickup: v.optional(v.string()),
})
type PlaceOrder = v.InferOutput<typeof PlaceOrder>
const Named = v.strictObject({ orderId: v.string() })

/** What buyers do. */
export function buyerActions(world: World) {
  const change = (orderId: string, patch: Body) => {
    const stored = requireOrder(world, orderId)
    return told(world, keepOrder(world, { ...stored, order: { ...stored.order, ...patch } }))
  }
  return {
    placeOrder: action(PlaceOrder, (input) => place(world, input)),
    payOrder: action(Named, ({ orderId }) => change(orderId, { orderPaymentStatus: 'PAID' })),
    /** The buyer's wish and the seller's yes in one; what was not sent is for sale again. */
    cancelOrder: action(Named, ({ orderId }) => {
      giveBack(world, requireOrder(world, orderId))
      return change(orderId, { cancelStatus: { cancelState: 'CANCELED' } })
    }),
    askToCancel: action(Named, ({ orderId }) => change(orderId, { cancelStatus: { cancelState: 'IN_PROGRESS' } })),
    editOrder: action(v.strictObject({ orderId: v.string(), line1: v.string() }), ({ orderId, line1 }) =>
      change(orderId, { fulfillmentStartInstructions: [shippedTo({ addressLine1: line1 })] }),
    ),
  }
}

function told(world: World, stored: StoredOrder): Body {
  void notify(world, { topic: 'ORDER_CONFIRMATION', data: { orderId: stored.orderId } })
  return stored.order
}

/** eBay sells what it shows: its own number falls at once. */
function place(world: World, input: PlaceOrder): Body {
  const { kit } = world
  const lines = input.lines.map((line) => lineOf(world, line, input.currency))
  for (const { offerKey, quantity } of input.lines) take(world, offerKey, quantity)
  const orderId = `${newNumber(kit).slice(-2)}-${newNumber(kit).slice(-5)}-${newNumber(kit).slice(-5)}`
  const goods = sum(lines.map(({ lineItemCost, discount }) => minorOf(lineItemCost) - discount))
  const tax = sum(input.lines.map((line) => line.tax))
  const total = goods + tax + input.shipping
  const money = (minor: number) => amountOf(minor, input.currency)
  const fee = Math.round(goods * 0.11) + 35
  const order = {
    orderId,
    sellerId: 'seller-of-the-sandbox',
    salesRecordReference: newNumber(kit).slice(-6),
    creationDate: new Date(kit.now()).toISOString(),
    orderFulfillmentStatus: 'NOT_STARTED',
    orderPaymentStatus: input.pending ? 'PENDING' : 'PAID',
    cancelStatus: { cancelState: 'NONE_REQUESTED', cancelRequests: [] },
    buyer: { username: `buyer-${orderId}` },
    ...(tax > 0 ? { ebayCollectAndRemitTax: true } : {}),
    pricingSummary: {
      priceSubtotal: money(goods),
      deliveryCost: money(input.shipping),
      ...(tax > 0 ? { tax: money(tax) } : {}),
      total: money(total),
    },
    paymentSummary: {
      payments: [{ paymentReferenceId: `PAY-${orderId}`, amount: money(total), paymentStatus: 'PAID' }],
      refunds: [],
      totalDueSeller: money(total - tax - fee),
    },
    fulfillmentStartInstructions: [instruction(input)],
    lineItems: lines.map(({ discount: _, ...line }) => line),
    totalFeeBasisAmount: money(total),
    totalMarketplaceFee: money(fee),
  }
  return told(world, keepOrder(world, { orderId, order, shipments: [] }))
}

function lineOf(world: World, line: PlaceOrder['lines'][number], currency: string) {
  const offer = offerOf(world, line.offerKey)
  const unitPrice = line.unitPrice ?? priceOf(world, line.offerKey, line.quantity)
  const cost = unitPrice * line.quantity
  const money = (minor: number) => amountOf(minor, currency)
  return {
    lineItemId: newNumber(world.kit),
    legacyItemId: offer?.listingId ?? newNumber(world.kit),
    sku: line.offerKey,
    title: titleOf(world, line.offerKey),
    quantity: line.quantity,
    lineItemCost: money(cost),
    ...(line.discount > 0 ? { discountedLineItemCost: money(cost - line.discount) } : {}),
    lineItemFulfillmentStatus: 'NOT_STARTED',
    taxes: line.tax > 0 ? [{ amount: money(line.tax), taxType: 'VAT' }] : [],
    ...(line.tax > 0
      ? { ebayCollectAndRemitTaxes: [{ amount: money(line.tax), taxType: 'VAT', collectionMethod: 'NET' }] }
      : {}),
    total: money(cost - line.discount + line.tax),
    discount: line.discount,
  }
}

function titleOf({ items }: World, sku: string): string {
  const product = (items.get(sku)?.body.product ?? {}) as { readonly title?: string }
  return product.title ?? sku
}

function priceOf(world: World, sku: string, quantity: number): number {
  const offer = offerOf(world, sku)
  if (offer?.isPublished !== true || quantityOf(offer, world.items.get(sku)) < quantity)
    throw refuse({ status: 400, errorId: 25713, message: `${sku} is not for sale in this number.` })
  return minorOf((offer.body.pricingSummary as { readonly price: { value: string; currency: string } }).price)
}

function giveBack(world: World, { order, shipments }: StoredOrder): void {
  const { cancelState } = order.cancelStatus as { readonly cancelState: string }
  if (cancelState === 'CANCELED' || shipments.length > 0) return
  for (const { sku, quantity } of order.lineItems as readonly { sku: string; quantity: number }[])
    take(world, sku, -quantity)
}

function take(world: World, sku: string, quantity: number): void {
  const offer = offerOf(world, sku)
  const item = world.items.get(sku)
  if (offer === undefined || item === undefined) return
  const left = Math.max(0, quantityOf(offer, item) - quantity)
  world.offers.set(offer.offerId, { ...offer, body: { ...offer.body, availableQuantity: left } })
  world.items.set(sku, { ...item, quantity: left })
}

function instruction({ masked, pickup }: PlaceOrder): Body {
  if (pickup !== undefined)
    return { fulfillmentInstructionsType: 'PREPARE_FOR_PICKUP', pickupStep: { merchantLocationKey: pickup } }
  return masked ? { fulfillmentInstructionsType: 'SHIP_TO' } : shippedTo({})
}

function shippedTo(address: Body): Body {
  const usual = { addressLine1: 'ul. Lipowa 4', city: 'Kraków', postalCode: '30-001', countryCode: 'PL' }
  const shipTo = {
    fullName: 'Marta Kowalska',
    email: 'marta.kowalska@example.com',
    primaryPhone: { phoneNumber: '+48 500 100 200' },
    contactAddress: { ...usual, ...address },
  }
  const shippingStep = { shippingCarrierCode: 'DHL', shippingServiceCode: 'DE_DHLPaket', shipTo }
  return { fulfillmentInstructionsType: 'SHIP_TO', shippingStep }
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)

/** For the page. */
export const moneyText = (amount: { readonly value: string; readonly currency: string }) =>
  formatMoney({ amount: minorOf(amount), currency: amount.currency }, 'en')
