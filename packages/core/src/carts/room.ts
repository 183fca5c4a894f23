import { job } from '../jobs/index.ts'
import { contribute, mountable, type Room } from '../kernel/index.ts'
import { admin, store } from './contract.ts'
import { forgetJob } from './forget.ts'
import { adminHandlers, storeHandlers } from './routes.ts'

export const cartsRoom: Room = {
  id: 'carts',
  mounts: [mountable('store', store, storeHandlers), mountable('admin', admin, adminHandlers)],
  contributes: [contribute(job, forgetJob)],
}
