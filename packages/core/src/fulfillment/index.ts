export { type FulfillmentFact, fulfillmentCancelled, fulfillmentMoved, orderShipped, readyForPickup } from './events.ts'
export { type Work, type WorkLine, workWithLines } from './reads.ts'
