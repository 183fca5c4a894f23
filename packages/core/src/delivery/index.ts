export { type MethodsAt, methodsAt } from './locations.ts'
export type { DeliveryOption, MethodType, PickupPlace } from './model.ts'
export { deliveryOptions, type Parcel } from './options.ts'
export { type DeliveryAsked, type DeliveryQuoter, deliveryQuote } from './quote.ts'
