export { takeIn } from './intake.ts'
export { keepLane } from './lane-rows.ts'
export { pullNow, pullOrders } from './pull.ts'
export { storeRaw } from './store-raw.ts'
