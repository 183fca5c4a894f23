export { takeIn } from './intake.ts'
export { pullOrders } from './pull.ts'
export { storeRaw } from './store-raw.ts'
