import { job } from '../jobs/index.ts'
import { contribute, mountable, type Room } from '../kernel/index.ts'
import { expireHolds, tellLow } from './jobs.ts'
import { locationsContract, locationsHandlers } from './locations/index.ts'
import { promisesContract, promisesHandlers } from './promises/index.ts'
import { stockContract, stockHandlers } from './stock/index.ts'
import { transfersContract, transfersHandlers } from './transfers/index.ts'

export const inventoryRoom: Room = {
  id: 'inventory',
  mounts: [
    mountable('store', promisesContract.store, promisesHandlers.storeHandlers),
    mountable('admin', locationsContract, locationsHandlers),
    mountable('admin', stockContract, stockHandlers),
    mountable('admin', promisesContract.admin, promisesHandlers.adminHandlers),
    mountable('admin', transfersContract, transfersHandlers),
  ],
  contributes: [contribute(job, expireHolds), contribute(job, tellLow)],
}
