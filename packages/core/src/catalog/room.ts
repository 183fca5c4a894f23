import { subscription } from '../events/index.ts'
import { boundary, contribute, mountable, type Room } from '../kernel/index.ts'
import { attributesContract, attributesHandlers } from './attributes/index.ts'
import { publicationDates } from './boundary.ts'
import { collectionsContract, collectionsHandlers, followProducts, followRules } from './collections/index.ts'
import { mediaContract, mediaHandlers } from './media/index.ts'
import { productsContract, productsHandlers } from './products/index.ts'
import { translationsContract, translationsHandlers } from './texts/index.ts'

export const catalogRoom: Room = {
  id: 'catalog',
  mounts: [
    mountable('store', mediaContract.store, mediaHandlers.store),
    mountable('admin', mediaContract.admin, mediaHandlers.admin),
    mountable('admin', attributesContract.admin, attributesHandlers.admin),
    mountable('admin', productsContract.admin, productsHandlers.admin),
    mountable('admin', translationsContract.admin, translationsHandlers.admin),
    mountable('admin', collectionsContract.admin, collectionsHandlers.admin),
  ],
  contributes: [
    contribute(boundary, publicationDates),
    contribute(subscription, followProducts),
    contribute(subscription, followRules),
  ],
}
