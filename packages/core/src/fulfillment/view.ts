import { iso } from '../kernel/index.ts'
import type { Fulfillment, FulfillmentOrder } from './model.ts'
import type { Parcel, Work } from './reads.ts'

export function workView({ order, lines }: Work): FulfillmentOrder {
  const { id, orderId, locationId, method, status, holdReason, version } = order
  return {
    ...{ id, orderId, locationId, method, status, holdReason, version },
    lines: lines.map(({ lineId, title, sku, quantity, fulfilled }) => ({ lineId, title, sku, quantity, fulfilled })),
    createdAt: iso(order.createdAt),
    updatedAt: iso(order.updatedAt),
  }
}

export function parcelView({ fulfillment, lines }: Parcel): Fulfillment {
  const { id, orderId, fulfillmentOrderId, locationId, status, version } = fulfillment
  const { carrier, trackingNumber, trackingUrl } = fulfillment
  return {
    ...{ id, orderId, fulfillmentOrderId, locationId, status, version },
    tracking: { carrier, number: trackingNumber, url: trackingUrl },
    lines: lines.map(({ lineId, title, sku, quantity }) => ({ lineId, title, sku, quantity })),
    createdAt: iso(fulfillment.createdAt),
    updatedAt: iso(fulfillment.updatedAt),
  }
}
