import { admin as access } from '../access/contract.ts'
import { admin as carts } from '../carts/contract.ts'
import { admin as attributes } from '../catalog/attributes/contract.ts'
import { admin as collections } from '../catalog/collections/contract.ts'
import { admin as media } from '../catalog/media/contract.ts'
import { admin as products } from '../catalog/products/contract.ts'
import { admin as translations } from '../catalog/texts/contract.ts'
import { admin as customers } from '../customers/contract.ts'
import { admin as delivery } from '../delivery/contract.ts'
import { admin as events } from '../events/contract.ts'
import { admin as exports } from '../exports/contract.ts'
import { admin as fulfillment } from '../fulfillment/contract.ts'
import { admin as imports } from '../imports/contract.ts'
import { admin as integrity } from '../integrity/contract.ts'
import { admin as locations } from '../inventory/locations/contract.ts'
import { admin as promises } from '../inventory/promises/contract.ts'
import { admin as stock } from '../inventory/stock/contract.ts'
import { admin as transfers } from '../inventory/transfers/contract.ts'
import { admin as jobs } from '../jobs/contract.ts'
import { admin as mail } from '../mail/contract.ts'
import { admin as markets } from '../markets/contract.ts'
import { admin as orders } from '../orders/contract.ts'
import { admin as payments } from '../payments/contract.ts'
import { admin as plugins } from '../plugins/lifecycle/contract.ts'
import { admin as pricing } from '../pricing/contract.ts'
import { admin as webhooks } from '../webhooks/contract.ts'

/** What staff and API keys may call, by room. Every room adds its line; paths are below `/admin`. */
export const admin = {
  access,
  attributes,
  carts,
  collections,
  customers,
  delivery,
  events,
  exports,
  fulfillment,
  imports,
  integrity,
  jobs,
  locations,
  mail,
  markets,
  media,
  orders,
  payments,
  plugins,
  pricing,
  products,
  promises,
  stock,
  transfers,
  translations,
  webhooks,
}
