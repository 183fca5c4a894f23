import type { ForeignAddress, ForeignLine, ForeignOrder } from '@vitrine/core'
import * as v from 'valibot'
import { marketplaceOf } from '../marketplaces.ts'
import { minorUnits } from '../minor-units.ts'
import type { Settings } from '../settings.ts'
import { type Address, AmazonOrder, type OrderItem } from './model.ts'
import { beforeTax, type Proceeds, proceedsOf, taxOf } from './proceeds.ts'

/** `FulfillmentStatus` as the shop says it; an order that says nothing yet cannot be acted upon. */
const STATUSES: Readonly<Record<string, ForeignOrder['status']>> = {
  PENDING_AVAILABILITY: 'pending',
  PENDING: 'pending',
  UNSHIPPED: 'open',
  PARTIALLY_SHIPPED: 'open',
  UNFULFILLABLE: 'open',
  SHIPPED: 'shipped',
  CANCELLED: 'cancelled',
}

/** Collected in a store (`programs`). */
const PICKUP = 'IN_STORE_PICK_UP'

/** What an order of Orders 2026-01-01 means. */
export function parseOrder(raw: unknown, { settings }: { readonly settings: Settings }): ForeignOrder {
  const order = v.parse(AmazonOrder, raw)
  const money = moneyOf(order, settings)
  const status = STATUSES[order.fulfillment?.fulfillmentStatus ?? ''] ?? 'pending'
  const address = addressOf(order.recipient?.deliveryAddress)
  const isPickup = order.programs.includes(PICKUP)
  const store = order.recipient?.deliveryAddress?.name
  return {
    externalId: order.orderId,
    status,
    placedAt: order.createdTime,
    version: order.lastUpdatedTime,
    currency: money.currency,
    isTaxIncluded: money.isTaxIncluded,
    lines: order.orderItems.map((item, at) => lineOf(item, money.proceeds[at] ?? NOTHING)),
    shipping: { name: order.fulfillment?.fulfillmentServiceLevel ?? 'STANDARD', ...money.shipping },
    total: money.total,
    payment: status === 'pending' ? 'pending' : 'paid',
    delivery: isPickup ? 'pickup' : 'shipping',
    ...(isPickup && store ? { location: store } : {}),
    buyer: buyerOf(order),
    ...(address === undefined ? {} : { address }),
    ...(money.points === 0 ? {} : { fees: [{ kind: 'points', amount: money.points }] }),
  }
}

const NOTHING: Proceeds = { item: 0, extras: 0, discount: 0, extrasDiscount: 0, tax: 0, extrasTax: 0 }

/**
 * The amounts of the whole. Whether prices hold the tax shows in the sum: where tax is part of what was asked for, adding it would give more
 * than the buyer paid. Without tax in the order the marketplace's custom decides.
 */
function moneyOf({ orderItems, proceeds: whole }: AmazonOrder, settings: Settings) {
  const marketplace = marketplaceOf(settings.marketplace)
  const proceeds = orderItems.map(proceedsOf)
  const sum = (of: (one: Proceeds) => number) => proceeds.reduce((total, one) => total + of(one), 0)
  const [asked, tax, extrasTax] = [sum(beforeTax), sum(taxOf), sum((one) => one.extrasTax)]
  const grand = whole?.grandTotal
  const total = grand === undefined ? asked + (marketplace.isTaxIncluded ? 0 : tax) : minorUnits(grand)
  const points = orderItems.flatMap(({ expense }) => expense?.pointsCost?.pointsGranted?.pointsMonetaryValue ?? [])
  return {
    proceeds,
    total,
    currency: grand?.currencyCode ?? currencyOf(orderItems) ?? marketplace.currency,
    isTaxIncluded: tax === 0 ? marketplace.isTaxIncluded : asked + tax !== total,
    shipping: {
      price: sum(({ extras, extrasDiscount }) => extras - extrasDiscount),
      ...(extrasTax === 0 ? {} : { tax: extrasTax }),
    },
    points: points.reduce((all, one) => all + minorUnits(one), 0),
  }
}

const currencyOf = (items: readonly OrderItem[]) =>
  items.flatMap(({ product }) => product.price?.unitPrice?.currencyCode ?? [])[0]

/** A price that does not divide evenly is rounded up, and the rest taken off the line. */
function lineOf(item: OrderItem, { item: gross, discount, tax }: Proceeds): ForeignLine {
  const { orderItemId, quantityOrdered: quantity, product, cancellation, fulfillment } = item
  const unitPrice = quantity === 0 ? 0 : Math.ceil(gross / quantity)
  const off = discount + unitPrice * quantity - gross
  const isCancelled = cancellation?.cancellationExecution !== undefined
  return {
    externalId: orderItemId,
    key: product.sellerSku ?? product.asin ?? orderItemId,
    title: product.title ?? product.sellerSku ?? orderItemId,
    quantity,
    unitPrice,
    ...(off === 0 ? {} : { discount: off }),
    ...(tax === 0 ? {} : { tax }),
    ...(isCancelled ? { cancelled: quantity - (fulfillment?.quantityFulfilled ?? 0) } : {}),
  }
}

const filled = (text: string | null | undefined) => text?.trim() || undefined

/** Amazon gives an address of its own that forwards mails, so nobody is known by it. */
function buyerOf({ buyer, recipient }: AmazonOrder): ForeignOrder['buyer'] {
  return defined({
    name: filled(buyer?.buyerName),
    email: filled(buyer?.buyerEmail),
    phone: filled(recipient?.deliveryAddress?.phone),
    isMasked: true,
  })
}

function addressOf(address: Address | undefined): ForeignAddress | undefined {
  if (address === undefined) return undefined
  const second = [address.addressLine2, address.addressLine3].flatMap((line) => filled(line) ?? []).join(', ')
  return defined({
    name: filled(address.name),
    company: filled(address.companyName),
    line1: filled(address.addressLine1),
    line2: filled(second),
    city: filled(address.city),
    region: filled(address.stateOrRegion),
    postalCode: filled(address.postalCode),
    country: filled(address.countryCode),
    phone: filled(address.phone),
  })
}

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

/** Without what is not there. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Defined<T>
}
