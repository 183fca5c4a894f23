import { subscription } from '../events/index.ts'
import { contribute, mountable, type Room } from '../kernel/index.ts'
import { paymentOutcome } from '../payments/index.ts'
import { adminHandlers } from './admin-routes.ts'
import { admin, store } from './contract.ts'
import { returnStranded } from './give-back.ts'
import { claimPlaced, claimProven } from './guest-orders.ts'
import { cancellation, confirmation } from './mails.ts'
import { followPayments, returnAfterCancel } from './money.ts'
import { placeOnPayment } from './paid-cart.ts'
import { storeHandlers } from './routes.ts'

export const ordersRoom: Room = {
  id: 'orders',
  mounts: [mountable('store', store, storeHandlers), mountable('admin', admin, adminHandlers)],
  contributes: [
    contribute(paymentOutcome, placeOnPayment),
    contribute(subscription, followPayments),
    contribute(subscription, returnAfterCancel),
    contribute(subscription, returnStranded),
    contribute(subscription, claimProven),
    contribute(subscription, claimPlaced),
    contribute(subscription, confirmation),
    contribute(subscription, cancellation),
  ],
}
