import * as catalog from '../catalog/events.ts'
import * as channels from '../channels/events.ts'
import * as customers from '../customers/events.ts'
import type { EventType } from '../events/index.ts'
import * as fulfillment from '../fulfillment/events.ts'
import * as inventory from '../inventory/events.ts'
import * as markets from '../markets/events.ts'
import * as orders from '../orders/events.ts'
import * as payments from '../payments/events.ts'
import * as pricing from '../pricing/events.ts'

/** Every event of the core that plugins can hear, under its name. */
export const coreEvents = {
  'attribute.updated': catalog.attributeUpdated,
  'collection.archived': catalog.collectionArchived,
  'collection.created': catalog.collectionCreated,
  'collection.deleted': catalog.collectionDeleted,
  'collection.updated': catalog.collectionUpdated,
  'connection.changed': channels.connectionChanged,
  'customer.created': customers.customerCreated,
  'customer.emailVerified': customers.customerEmailVerified,
  'customer.signedIn': customers.customerSignedIn,
  'customer.updated': customers.customerUpdated,
  'fulfillment.cancelled': fulfillment.fulfillmentCancelled,
  'fulfillment.moved': fulfillment.fulfillmentMoved,
  'location.updated': inventory.locationUpdated,
  'market.created': markets.marketCreated,
  'market.updated': markets.marketUpdated,
  'order.buyerErased': orders.buyerErased,
  'order.cancelled': orders.orderCancelled,
  'order.edited': orders.orderEdited,
  'order.paid': orders.orderPaid,
  'order.placed': orders.orderPlaced,
  'order.readyForPickup': fulfillment.readyForPickup,
  'order.shipped': fulfillment.orderShipped,
  'payment.authorized': payments.paymentAuthorized,
  'payment.cancelled': payments.paymentCancelled,
  'payment.captured': payments.paymentCaptured,
  'payment.declined': payments.paymentDeclined,
  'payment.failed': payments.paymentFailed,
  'payment.refunded': payments.paymentRefunded,
  'price.changed': pricing.priceChanged,
  'priceList.updated': pricing.priceListUpdated,
  'product.archived': catalog.productArchived,
  'product.created': catalog.productCreated,
  'product.deleted': catalog.productDeleted,
  'product.updated': catalog.productUpdated,
  'stock.changed': inventory.stockChanged,
  'stock.low': inventory.stockLow,
  'variant.archived': catalog.variantArchived,
  'variant.created': catalog.variantCreated,
  'variant.updated': catalog.variantUpdated,
} as const

export type CoreEvents = typeof coreEvents
export type CoreEventName = keyof CoreEvents
export type DataOf<E> = E extends EventType<infer Data> ? Data : never
