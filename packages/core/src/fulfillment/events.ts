import { defineEvent } from '../events/index.ts'

export interface FulfillmentFact {
  readonly orderId: string
  readonly fulfillmentId: string
}

/** Goods left for the buyer; also said when they were handed over at a counter. */
export const orderShipped = defineEvent<
  FulfillmentFact & {
    readonly lines: readonly { readonly lineId: string; readonly quantity: number }[]
    readonly carrier: string | null
    readonly trackingNumber: string | null
    readonly trackingUrl: string | null
  }
>('order.shipped')

/** A parcel that had been reported as sent did not leave after all. */
export const fulfillmentCancelled = defineEvent<FulfillmentFact>('fulfillment.cancelled')

/** Goods wait for the buyer at the counter. */
export const readyForPickup = defineEvent<{ readonly orderId: string; readonly fulfillmentOrderId: string }>(
  'order.readyForPickup',
)

/** Another location shall send what is left of some work, or some lines of it. */
export const fulfillmentMoved = defineEvent<{
  readonly orderId: string
  readonly fulfillmentOrderId: string
  readonly from: string | null
  readonly to: string
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[]
}>('fulfillment.moved')
