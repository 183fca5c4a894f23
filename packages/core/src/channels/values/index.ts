export { doubtStock } from './doubt.ts'
export { settleValueReceipt } from './value-receipts.ts'
export { pushDue } from './values.ts'
export { NO_PIECES } from './wanted.ts'
