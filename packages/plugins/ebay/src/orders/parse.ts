import { allocate, type ForeignAddress, type ForeignLine, type ForeignOrder } from '@vitrine/core'
import * as v from 'valibot'
import { minorOf, minorOr } from '../amount.ts'
import { marketplaceOf } from '../marketplaces.ts'
import type { Settings } from '../settings.ts'
import { type Contact, type LineItem, Order } from './wire.ts'

/** What an order means to the shop. Throws on what no order can be; then this one is parked. */
export function parseOrder(raw: unknown, { settings }: { readonly settings: Settings }): ForeignOrder {
  const order = v.parse(Order, raw)
  const { currency } = order.pricingSummary.total
  const isCancelled = order.cancelStatus?.cancelState === 'CANCELED'
  const lines = linesOf(order, isCancelled)
  const shipTo = shipToOf(order)
  const pickup = pickupOf(order)
  const address = addressOf(shipTo)
  return {
    externalId: order.orderId,
    number: order.salesRecordReference ?? order.orderId,
    status: statusOf(order, isCancelled),
    placedAt: order.creationDate,
    version: order.lastModifiedDate,
    currency,
    isTaxIncluded: minorOr(order.pricingSummary.tax) === 0 && marketplaceOf(settings.marketplace).isTaxIncluded,
    lines,
    shipping: shippingOf(order, lines),
    total: minorOf(order.pricingSummary.total),
    payment: isPaid(order) ? 'paid' : 'pending',
    delivery: pickup === undefined ? 'shipping' : 'pickup',
    ...(pickup === undefined ? {} : { location: pickup }),
    buyer: buyerOf(order, shipTo),
    ...(address === undefined ? {} : { address }),
    fees: feesOf(order),
    settlement: settlementOf(order),
  }
}

/** OrderPaymentStatusEnum; what was refunded was paid. */
const isPaid = ({ orderPaymentStatus }: Order) =>
  ['PAID', 'PARTIALLY_REFUNDED', 'FULLY_REFUNDED'].includes(orderPaymentStatus ?? '')

/** CancelStateEnum, OrderFulfillmentStatus. A request to cancel that nobody decided yet changes nothing. */
function statusOf(order: Order, isCancelled: boolean): ForeignOrder['status'] {
  if (isCancelled) return 'cancelled'
  if (order.orderFulfillmentStatus === 'FULFILLED') return 'shipped'
  return isPaid(order) ? 'open' : 'pending'
}

/** Lines with all that is not told for one of them: taxes and adjustments of the order are split by value. */
function linesOf(order: Order, isCancelled: boolean): ForeignLine[] {
  const { lineItems, pricingSummary } = order
  const told = lineItems.map(taxOf)
  const untold = minorOr(pricingSummary.tax) - sum(told)
  const taxes = untold > 0 ? split(untold, lineItems).map((part, at) => part + (told[at] ?? 0)) : told
  const lines = lineItems.map((line, at) => lineOf(line, { tax: taxes[at] ?? 0, isCancelled }))
  const over = worthOf(lines) - minorOf(pricingSummary.total)
  if (over <= 0) return lines
  const parts = split(over, lineItems)
  return lines.map((line, at) => ({ ...line, discount: (line.discount ?? 0) + (parts[at] ?? 0) }))
}

/** What buyers pay for lines. */
const worthOf = (lines: readonly ForeignLine[]) =>
  sum(lines.map(({ unitPrice, quantity, discount = 0, tax = 0 }) => unitPrice * quantity - discount + tax))

function split(amount: number, lines: readonly LineItem[]): number[] {
  const weights = lines.map(({ lineItemCost }) => minorOf(lineItemCost))
  return allocate(amount, sum(weights) === 0 ? weights.map(() => 1) : weights)
}

/** Taxes that are part of the total; what eBay collects itself stands among them only when it is (PricingSummary.total). */
const taxOf = ({ taxes }: LineItem) => sum(taxes.map(({ amount }) => minorOr(amount)))

function lineOf(
  line: LineItem,
  { tax, isCancelled }: { readonly tax: number; readonly isCancelled: boolean },
): ForeignLine {
  const { quantity, lineItemCost, discountedLineItemCost } = line
  const cost = minorOf(lineItemCost)
  const unitPrice = Math.ceil(cost / quantity)
  const paid = discountedLineItemCost === undefined ? cost : minorOf(discountedLineItemCost)
  const discount = unitPrice * quantity - paid
  return {
    externalId: line.lineItemId,
    key: line.sku ?? legacyKey(line),
    title: line.title,
    quantity,
    unitPrice,
    ...(discount > 0 ? { discount } : {}),
    ...(tax > 0 ? { tax } : {}),
    ...(isCancelled ? { cancelled: quantity } : {}),
  }
}

/** What was listed without a SKU is found by nobody, and parks with eBay's number of the item. */
const legacyKey = ({ legacyItemId, legacyVariationId, lineItemId }: LineItem) =>
  [legacyItemId ?? lineItemId, legacyVariationId].filter((part) => part !== undefined).join('/')

/** What the buyer paid beside the goods: delivery, and charges that belong to no line. */
function shippingOf(order: Order, lines: readonly ForeignLine[]): ForeignOrder['shipping'] {
  const { pricingSummary, fulfillmentStartInstructions } = order
  const service = fulfillmentStartInstructions[0]?.shippingStep?.shippingServiceCode
  return { name: service ?? 'eBay', price: minorOf(pricingSummary.total) - worthOf(lines) }
}

function shipToOf({ fulfillmentStartInstructions, buyer }: Order): Contact | undefined {
  const steps = fulfillmentStartInstructions.map(({ shippingStep }) => shippingStep?.shipTo)
  return steps.find((shipTo) => shipTo !== undefined) ?? buyer?.buyerRegistrationAddress
}

/** In-Store Pickup; Click and Collect is shipped to a shop that is not the seller's. */
function pickupOf({ fulfillmentStartInstructions }: Order): string | undefined {
  const pickup = fulfillmentStartInstructions.find(
    ({ fulfillmentInstructionsType }) => fulfillmentInstructionsType === 'PREPARE_FOR_PICKUP',
  )
  return pickup === undefined ? undefined : (pickup.pickupStep?.merchantLocationKey ?? '')
}

/** Names and addresses are gone after 14 and 90 days. */
function buyerOf({ buyer }: Order, shipTo: Contact | undefined): ForeignOrder['buyer'] {
  const name = shipTo?.fullName ?? buyer?.buyerRegistrationAddress?.fullName
  const email = shipTo?.email ?? buyer?.buyerRegistrationAddress?.email
  const phone = shipTo?.primaryPhone?.phoneNumber
  return given({ name, email, phone, isMasked: email === undefined || name === undefined })
}

function addressOf(contact: Contact | undefined): ForeignAddress | undefined {
  const address = contact?.contactAddress
  if (address === undefined) return undefined
  return given({
    name: contact?.fullName,
    company: contact?.companyName,
    line1: address.addressLine1,
    line2: address.addressLine2,
    city: address.city,
    region: address.stateOrProvince,
    postalCode: address.postalCode,
    country: address.countryCode,
    phone: contact?.primaryPhone?.phoneNumber,
  })
}

/** What is missing, or empty because it was masked, is left out. */
function given<T extends object>(value: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const all = Object.entries(value).filter(([, part]) => part !== undefined && part !== '')
  return Object.fromEntries(all) as { [Key in keyof T]?: Exclude<T[Key], undefined> }
}

function feesOf({ totalMarketplaceFee, lineItems }: Order): { readonly kind: string; readonly amount: number }[] {
  const collected = sum(
    lineItems.map((line) =>
      Math.min(taxOf(line), sum(line.ebayCollectAndRemitTaxes.map(({ amount }) => minorOr(amount)))),
    ),
  )
  const fees = [
    { kind: 'marketplace', amount: minorOr(totalMarketplaceFee) },
    { kind: 'collected-tax', amount: collected },
  ]
  return fees.filter(({ amount }) => amount > 0)
}

function settlementOf({ paymentSummary }: Order): NonNullable<ForeignOrder['settlement']> {
  const due = paymentSummary?.totalDueSeller
  const reference = paymentSummary?.payments.find(({ paymentReferenceId }) => paymentReferenceId !== undefined)
  return given({ reference: reference?.paymentReferenceId, amount: due === undefined ? undefined : minorOf(due) })
}

const sum = (amounts: readonly number[]) => amounts.reduce((all, one) => all + one, 0)
