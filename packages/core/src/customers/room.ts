import { job } from '../jobs/index.ts'
import { contribute, mountable, type Room } from '../kernel/index.ts'
import { admin, store } from './contract.ts'
import { pruneCustomers } from './prune.ts'
import { adminHandlers, storeHandlers } from './routes.ts'

export const customersRoom: Room = {
  id: 'customers',
  mounts: [mountable('store', store, storeHandlers), mountable('admin', admin, adminHandlers)],
  contributes: [contribute(job, { name: 'customers/prune', every: '1d', run: pruneCustomers })],
}
