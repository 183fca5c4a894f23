import { mountable, type Room } from '../kernel/index.ts'
import { attributesContract, attributesHandlers } from './attributes/index.ts'
import { mediaContract, mediaHandlers } from './media/index.ts'
import { productsContract, productsHandlers } from './products/index.ts'

export const catalogRoom: Room = {
  id: 'catalog',
  mounts: [
    mountable('store', mediaContract.store, mediaHandlers.store),
    mountable('admin', mediaContract.admin, mediaHandlers.admin),
    mountable('admin', attributesContract.admin, attributesHandlers.admin),
    mountable('admin', productsContract.admin, productsHandlers.admin),
  ],
}
