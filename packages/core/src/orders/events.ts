import { defineEvent } from '../events/index.ts'

export interface OrderFact {
  readonly orderId: string
}

/** An order stands in the order book and its stock is committed. */
export const orderPlaced = defineEvent<
  OrderFact & { readonly customerId: string | null; readonly cartId: string | null }
>('order.placed')

/** Lines or their quantities changed. `due` in minor units: what the buyer owes now, negative when it is owed to the buyer. */
export const orderEdited = defineEvent<OrderFact & { readonly due: number }>('order.edited')

/** All of it or some lines were cancelled; `isWhole` tells which. `due` as in `order.edited`. */
export const orderCancelled = defineEvent<
  OrderFact & {
    readonly isWhole: boolean
    readonly due: number
    readonly reason: string | null
    readonly lines: readonly { readonly lineId: string; readonly quantity: number }[]
  }
>('order.cancelled')

/** Who bought it was taken out of an order; whoever keeps such data of it does the same. */
export const buyerErased = defineEvent<OrderFact>('order.buyerErased')

/** All that is owed was captured. */
export const orderPaid = defineEvent<OrderFact & { readonly amount: number; readonly currency: string }>('order.paid')

/** Money came for which there is no order; it goes back. */
export const paymentStranded = defineEvent<{
  readonly sessionId: string
  readonly cartId: string | null
  readonly reason: string
}>('payment.stranded')
