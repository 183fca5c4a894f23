import { formatMoney } from '@vitrine/core'
import type { View } from '@vitrine/core/testing'
import { countries, marketplaceOf } from '../marketplaces.ts'
import { minorUnits } from '../minor-units.ts'
import type { AmazonOrder } from '../orders/model.ts'
import { openOf } from './buyers.ts'
import { priceOf, quantityOf, statusOf } from './listing-state.ts'
import type { Listing, StoredOrder, World } from './world.ts'

const SHOWN = 200
const countryOf = (id: string) => countries.find((country) => marketplaceOf(country).id === id) ?? 'DE'

/** What the page shows: the newest orders, and the first 200 items. */
export function amazonView({ listings, orders }: World): View {
  const newest = orders.all().sort((one, other) => other.updatedAt - one.updatedAt)
  return {
    items: listings.all().slice(0, SHOWN).map(itemOf),
    orders: newest.slice(0, 30).map(orderOf),
    buttons: [{ title: 'Revoke all tokens', action: 'revokeTokens', input: {} }],
  }
}

function itemOf(listing: Listing): View['items'][number] {
  const { sku, marketplaceId, asin, productType, attributes, issues, isJudged } = listing
  const at = { marketplace: countryOf(marketplaceId), offerKey: sku }
  const status = statusOf(listing)
  const price = priceOf(listing)
  const [name] = attributes.item_name ?? []
  const [picture] = attributes.main_product_image_locator ?? []
  return {
    key: sku,
    title: String(name?.value ?? asin),
    ...(picture === undefined ? {} : { picture: String(picture.media_location) }),
    ...(price === undefined ? {} : { price: `${price.amount} ${price.currency}` }),
    quantity: quantityOf(listing),
    status: status.join(', ').toLowerCase() || (isJudged ? 'suppressed' : 'processing'),
    note: `${productType} · ${asin}`,
    issues: issues.map(({ message }) => message),
    buttons: [
      ...(status.includes('BUYABLE')
        ? [
            {
              title: 'Buy one',
              action: 'placeOrder',
              input: { marketplace: at.marketplace, lines: [{ offerKey: sku }] },
            },
          ]
        : []),
      { title: 'Edit title', action: 'editItem', input: at, ask: { title: 'New title' } },
      { title: 'Set stock', action: 'editItem', input: { ...at, quantity: 99 } },
      issues.length === 0
        ? { title: 'Suppress', action: 'moderate', input: { ...at, status: 'rejected' } }
        : { title: 'Reinstate', action: 'moderate', input: { ...at, status: 'live' } },
      { title: 'Remove', action: 'removeItem', input: at },
    ],
  }
}

function orderOf(stored: StoredOrder): View['orders'][number] {
  const order = stored.order as unknown as AmazonOrder
  const { orderId } = order
  const { fulfillmentStatus = '' } = order.fulfillment ?? {}
  const total = order.proceeds?.grandTotal
  const isOpen = openOf(stored) > 0
  return {
    id: orderId,
    title: order.buyer?.buyerName ?? 'masked buyer',
    status: [fulfillmentStatus.toLowerCase().replace('_', ' '), ...stored.pickups.slice(-1)].join(', '),
    lines: order.orderItems.map(({ quantityOrdered, product }) => `${quantityOrdered} × ${product.title}`),
    total: total === undefined ? '' : formatMoney({ amount: minorUnits(total), currency: total.currencyCode }, 'en'),
    buttons: [
      ...(fulfillmentStatus === 'PENDING' ? [{ title: 'Pay', action: 'payOrder', input: { orderId } }] : []),
      ...(isOpen ? [{ title: 'Cancel', action: 'cancelOrder', input: { orderId } }] : []),
      ...(isOpen
        ? [{ title: 'Change street', action: 'editOrder', input: { orderId }, ask: { line1: 'New street' } }]
        : []),
    ],
  }
}
