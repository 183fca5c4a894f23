import { mountable, type Room } from '../kernel/index.ts'
import { admin, store } from './contract.ts'
import { adminHandlers, storeHandlers } from './routes.ts'

export const marketsRoom: Room = {
  id: 'markets',
  mounts: [mountable('store', store, storeHandlers), mountable('admin', admin, adminHandlers)],
}
