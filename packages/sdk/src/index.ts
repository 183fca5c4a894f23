import type { StoreProblems } from './contract.ts'
import { guard, type ProblemGuard } from './problem.ts'

/**
 * True for problems of the shop and of the way there; with codes, only for those, and their extras are typed.
 * @example if (isProblem(error, 'inventory.insufficient')) show(`only ${error.extra.available} left`)
 */
export const isProblem: ProblemGuard<StoreProblems> = guard as ProblemGuard<StoreProblems>

export { type Answer, answerOf } from './answer.ts'
export type {
  Cart,
  CartLine,
  CartPlace,
  CartView,
  Contact,
  DeliveryOption,
  LineInput,
  Payment,
  PaymentChoice,
} from './cart.ts'
export type { Collection, Collections } from './collections.ts'
export type { CompleteOptions } from './complete.ts'
export type { Call, StoreProblems } from './contract.ts'
export { type ContractClient, contractClient } from './contract-client.ts'
export type { Customer, OrderSummary, Profile, SavedAddress } from './customer.ts'
export type { Cheapest, DeliveryChoice } from './delivery.ts'
export { each } from './each.ts'
export type { Market, Markets } from './markets.ts'
export type { Order, Orders, Shipment } from './orders.ts'
export type { ClientPlugin, ContractPlugin, CustomPlugin } from './plugins.ts'
export { type FieldError, type ProblemGuard, ShopProblem } from './problem.ts'
export type {
  Availability,
  AvailabilityQuery,
  Product,
  ProductCard,
  ProductPage,
  Products,
  ProductsQuery,
} from './products.ts'
export type { CallOptions, Outgoing, Send, ShopRequest, ShopResponse } from './send.ts'
export {
  type CookieAttributes,
  type CookieJar,
  type CookieSessionOptions,
  cookieSession,
  memorySession,
  type Session,
  type SessionState,
  storageSession,
} from './session.ts'
export {
  createStorefront,
  type Place,
  type Storefront,
  type StorefrontCore,
  type StorefrontOptions,
} from './storefront.ts'
export type { ShopEvent, Watch, WatchCallbacks, WatchOptions } from './watch.ts'
