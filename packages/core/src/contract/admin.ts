import { admin as carts } from '../carts/contract.ts'
import { admin as delivery } from '../delivery/contract.ts'
import { admin as events } from '../events/contract.ts'
import { admin as exports } from '../exports/contract.ts'
import { admin as fulfillment } from '../fulfillment/contract.ts'
import { admin as jobs } from '../jobs/contract.ts'
import { admin as mail } from '../mail/contract.ts'
import { admin as markets } from '../markets/contract.ts'
import { admin as orders } from '../orders/contract.ts'
import { admin as payments } from '../payments/contract.ts'

/** What staff and API keys may call, by room. Every room adds its line; paths are below `/admin`. */
export const admin = { carts, delivery, events, exports, fulfillment, jobs, mail, markets, orders, payments }
