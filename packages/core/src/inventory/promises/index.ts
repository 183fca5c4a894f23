export * as promisesContract from './contract.ts'
export type { VariantPromise } from './model.ts'
export { type PromiseRequest, promise } from './promise.ts'
export * as promisesHandlers from './routes.ts'
