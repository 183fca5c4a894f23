export { type FulfillmentFact, fulfillmentCancelled, orderShipped, readyForPickup } from './events.ts'
export type { Fulfillment, FulfillmentOrder, FulfillmentOrderStatus, FulfillmentStatus } from './model.ts'
export { problems as fulfillmentProblems } from './problems.ts'
export { fulfillmentLines, fulfillmentOrderLines, fulfillmentOrders, fulfillments } from './schema.ts'
