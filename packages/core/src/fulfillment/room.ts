import { subscription } from '../events/index.ts'
import { contribute, mountable, type Room } from '../kernel/index.ts'
import { orderChanging, orderPlacing } from '../orders/index.ts'
import { workForChange, workForOrder } from './claims.ts'
import { admin, store } from './contract.ts'
import { shipped } from './mails.ts'
import { adminHandlers, storeHandlers } from './routes.ts'

export const fulfillmentRoom: Room = {
  id: 'fulfillment',
  mounts: [mountable('store', store, storeHandlers), mountable('admin', admin, adminHandlers)],
  contributes: [
    contribute(orderPlacing, workForOrder),
    contribute(orderChanging, workForChange),
    contribute(subscription, shipped),
  ],
}
