import { mountable, type Room } from '../kernel/index.ts'
import { admin, store } from './contract.ts'
import { adminHandlers, storeHandlers } from './routes.ts'

export const eventsRoom: Room = {
  id: 'events',
  mounts: [mountable('store', store, storeHandlers), mountable('admin', admin, adminHandlers)],
}
