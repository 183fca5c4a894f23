import type { View } from '@vitrine/core/testing'
import { moneyText } from './buyers.ts'
import { quantityOf } from './rules.ts'
import { groupOf, type StoredOffer, type StoredOrder, type World } from './world.ts'

const SHOWN = 200
const NEWEST = 30

/** What the page shows: the first 200 offers, and the newest orders. */
export function ebayView(world: World): View {
  return {
    items: world.offers
      .all()
      .slice(0, SHOWN)
      .map((offer) => itemOf(world, offer)),
    orders: world.orders
      .all()
      .sort((one, other) => other.modified - one.modified)
      .slice(0, NEWEST)
      .map(orderOf),
    buttons: [
      { title: 'Revoke all tokens', action: 'revokeTokens', input: {} },
      { title: 'Take the consent back', action: 'revokeConsent', input: {} },
    ],
  }
}

interface Product {
  readonly title?: string
  readonly imageUrls?: readonly string[]
}

function itemOf(world: World, offer: StoredOffer): View['items'][number] {
  const item = world.items.get(offer.sku)
  const group = groupOf(world, offer.sku)
  const product = (item?.body.product ?? {}) as Product
  const quantity = quantityOf(offer, item)
  const { price } = offer.body.pricingSummary as { readonly price: { value: string; currency: string } }
  const at = { offerKey: offer.sku }
  const isForSale = offer.isPublished && quantity > 0
  return {
    key: offer.sku,
    title: product.title ?? `${(group?.body as Product | undefined)?.title ?? ''} (${offer.sku})`,
    picture: product.imageUrls?.[0],
    price: moneyText(price),
    quantity,
    status: offer.isOnHold ? 'on hold' : offer.isEnded ? 'ended' : offer.isPublished ? 'live' : 'unpublished',
    note: `${offer.marketplaceId} · ${String(offer.body.categoryId)}${offer.listingId === null ? '' : ` · ${offer.listingId}`}`,
    issues: [],
    buttons: [
      ...(isForSale
        ? [{ title: 'Buy one', action: 'placeOrder', input: { lines: [at], currency: price.currency } }]
        : []),
      { title: 'Edit title', action: 'editItem', input: at, ask: { title: 'New title' } },
      { title: 'Set stock', action: 'editItem', input: { ...at, quantity: 99 } },
      { title: 'End', action: 'endItem', input: at },
      { title: 'Remove', action: 'removeItem', input: at },
    ],
  }
}

function orderOf({ orderId, order, shipments }: StoredOrder): View['orders'][number] {
  const { lineItems, pricingSummary, orderFulfillmentStatus, orderPaymentStatus, cancelStatus } = order as {
    readonly lineItems: readonly { readonly quantity: number; readonly title: string }[]
    readonly pricingSummary: { readonly total: { readonly value: string; readonly currency: string } }
    readonly orderFulfillmentStatus: string
    readonly orderPaymentStatus: string
    readonly cancelStatus: { readonly cancelState: string }
  }
  const isCancelled = cancelStatus.cancelState === 'CANCELED'
  const isOpen = !isCancelled && orderFulfillmentStatus !== 'FULFILLED'
  return {
    id: orderId,
    title: orderId,
    status: isCancelled ? 'cancelled' : `${orderPaymentStatus}, ${orderFulfillmentStatus}`.toLowerCase(),
    lines: [
      ...lineItems.map(({ quantity, title }) => `${quantity} × ${title}`),
      ...shipments.map(({ fulfillmentId }) => `sent: ${String(fulfillmentId)}`),
    ],
    total: moneyText(pricingSummary.total),
    buttons: [
      ...(orderPaymentStatus === 'PENDING' ? [{ title: 'Pay', action: 'payOrder', input: { orderId } }] : []),
      ...(isOpen ? [{ title: 'Cancel', action: 'cancelOrder', input: { orderId } }] : []),
      ...(isOpen
        ? [{ title: 'Change street', action: 'editOrder', input: { orderId }, ask: { line1: 'New street' } }]
        : []),
    ],
  }
}
