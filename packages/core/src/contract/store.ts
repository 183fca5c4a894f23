import { store as browse } from '../browse/contract.ts'
import { store as carts } from '../carts/contract.ts'
import { store as media } from '../catalog/media/contract.ts'
import { store as customers } from '../customers/contract.ts'
import { store as events } from '../events/contract.ts'
import { store as fulfillment } from '../fulfillment/contract.ts'
import { store as stock } from '../inventory/promises/contract.ts'
import { store as markets } from '../markets/contract.ts'
import { store as orders } from '../orders/contract.ts'
import { store as payments } from '../payments/contract.ts'

/** What buyers may call, by room. Every room adds its line; paths are below `/store`. */
export const store = { browse, carts, customers, events, fulfillment, markets, media, orders, payments, stock }
