import { HOOK_HEADER } from '../notifications/webhook.ts'
import { quantityOf, statusOf } from './listing-state.ts'
import { type Body, isoAt, type Listing, type StoredOrder, type World } from './world.ts'

/** Amazon puts a notification on the partner bus, and a rule of the merchant's brings it to the shop. */
function tell(world: World, type: string, payload: Body): void {
  const { kit, hook } = world
  if (hook === undefined) return
  const time = isoAt(world)
  const detail = {
    NotificationVersion: '1.0',
    NotificationType: type,
    PayloadVersion: '1.0',
    EventTime: time,
    Payload: payload,
    NotificationMetadata: {
      ApplicationId: 'amzn1.sellerapps.app.sandbox',
      SubscriptionId: world.subscriptions.get(type)?.subscriptionId ?? 'sandbox',
      PublishTime: time,
      NotificationId: kit.newId('ntf'),
    },
  }
  const event = {
    version: '0',
    id: kit.newId('evt'),
    'detail-type': type,
    source: 'aws.partner/sellingpartnerapi.amazon.com',
    time,
    detail,
  }
  const { url, secret } = hook
  kit.tell({ url, secret, sign: (shown) => ({ [HOOK_HEADER]: shown }) }, { type, body: event })
}

export function tellOfListing(world: World, listing: Listing): void {
  tell(world, 'LISTINGS_ITEM_STATUS_CHANGE', {
    SellerId: world.sellerId,
    MarketplaceId: listing.marketplaceId,
    Asin: listing.asin,
    Sku: listing.sku,
    Status: statusOf(listing),
  })
}

/** Somebody changed how many there are. */
export function tellOfQuantity(world: World, listing: Listing): void {
  tell(world, 'LISTINGS_ITEM_MFN_QUANTITY_CHANGE', {
    SellerId: world.sellerId,
    FulfillmentChannelCode: 'DEFAULT',
    Sku: listing.sku,
    Quantity: quantityOf(listing),
  })
}

export function tellOfOrder(world: World, { orderId, marketplaceId, order }: StoredOrder): void {
  const { fulfillmentStatus } = order.fulfillment as { readonly fulfillmentStatus: string }
  tell(world, 'ORDER_CHANGE', {
    OrderChangeNotification: {
      NotificationLevel: 'OrderLevel',
      SellerId: world.sellerId,
      AmazonOrderId: orderId,
      OrderChangeType: 'OrderStatusChange',
      Summary: { MarketplaceId: marketplaceId, OrderStatus: fulfillmentStatus },
    },
  })
}
