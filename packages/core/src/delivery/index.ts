export { type MethodsAt, methodsAt } from './locations.ts'
export type { DeliveryOption, MethodType } from './model.ts'
export { deliveryOptions, type Parcel } from './options.ts'
