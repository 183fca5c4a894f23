import { accessRoom } from './access/room.ts'
import { browseRoom } from './browse/room.ts'
import { cartsRoom } from './carts/room.ts'
import { catalogRoom } from './catalog/room.ts'
import { channelsRoom } from './channels/room.ts'
import { customersRoom } from './customers/room.ts'
import { deliveryRoom } from './delivery/room.ts'
import { eventsRoom } from './events/room.ts'
import { exportsRoom } from './exports/room.ts'
import { fulfillmentRoom } from './fulfillment/room.ts'
import { importsRoom } from './imports/room.ts'
import { integrityRoom } from './integrity/room.ts'
import { inventoryRoom } from './inventory/room.ts'
import { jobsRoom } from './jobs/room.ts'
import type { Room } from './kernel/index.ts'
import { mailRoom } from './mail/room.ts'
import { marketsRoom } from './markets/room.ts'
import { ordersRoom } from './orders/room.ts'
import { paymentsRoom } from './payments/room.ts'
import { pluginsRoom } from './plugins/lifecycle/room.ts'
import { pricingRoom } from './pricing/room.ts'
import { webhooksRoom } from './webhooks/room.ts'

/** Every room of the core, in order. */
export const rooms: readonly Room[] = [
  eventsRoom,
  jobsRoom,
  marketsRoom,
  accessRoom,
  mailRoom,
  catalogRoom,
  pricingRoom,
  deliveryRoom,
  inventoryRoom,
  customersRoom,
  cartsRoom,
  paymentsRoom,
  ordersRoom,
  fulfillmentRoom,
  browseRoom,
  importsRoom,
  exportsRoom,
  webhooksRoom,
  channelsRoom,
  integrityRoom,
  pluginsRoom,
]
